package io.engram.network;

import io.engram.network.NetworkSpec.Memory;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace.ElementType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ready-made network's pass through one step, in Java: for acting, where the engine spends more
 * on being called than on computing.
 *
 * <p>It gives what {@link ActorCriticNetwork#look} gives for sequences of one step, but for
 * rounding. It knows the networks that see vectors of floats; it does not know images, which the
 * engine is faster at. It allocates nothing while it acts, and it is not thread-safe.
 */
public final class StepNetwork {
    private final NetworkSpec spec;
    private final StepMemory[] memory;
    private final int stateWidth;
    private final Affine hidden;
    private final Affine actorAndCritic;
    private final Affine policy;
    private final Affine values;
    private final int means;
    private final float[] hiddenRow;
    private final float[] actorAndCriticRow;
    private final float[] policyRow;
    private final float[] valueRow;
    private float[] logStd = {};

    private StepNetwork(NetworkSpec spec, int stateWidth) {
        this.spec = spec;
        this.stateWidth = stateWidth;
        memory = new StepMemory[spec.memory() == Memory.NONE ? 0 : spec.memoryLayers()];
        int width = spec.observationSpace().floats();
        for (int layer = 0; layer < memory.length; layer++) {
            memory[layer] = StepMemory.of(spec, width);
            width = spec.memoryUnits();
        }
        int units = spec.hiddenUnits();
        means = spec.actionSpace().low().length;
        hidden = new Affine(width, units);
        actorAndCritic = new Affine(units, 2 * units);
        policy = new Affine(units, spec.actionSpace().choices() + means);
        values = new Affine(units, spec.rndFeatures() > 0 ? 2 : 1);
        hiddenRow = new float[units];
        actorAndCriticRow = new float[2 * units];
        policyRow = new float[policy.outputs()];
        valueRow = new float[values.outputs()];
    }

    /**
     * The pass of a network.
     *
     * @param network any network
     * @return the pass, without parameter values; empty for a network that is not ready-made, or
     *     that sees something else than vectors of floats
     */
    public static Optional<StepNetwork> of(ActorCriticNetwork network) {
        if (!(network instanceof ReadyMadeNetwork)) {
            return Optional.empty();
        }
        NetworkSpec spec = network.spec().orElseThrow();
        boolean vectors =
                spec.observationSpace().parts().stream()
                        .allMatch(
                                part ->
                                        part.shape().length == 1
                                                && part.type() == ElementType.FLOAT32);
        return vectors
                ? Optional.of(new StepNetwork(spec, network.hiddenStateShape().width()))
                : Optional.empty();
    }

    /**
     * Acts by these parameters from now on.
     *
     * @param layout the places of the parameters
     * @param flat their values
     */
    public void load(List<FlatParameters.Entry> layout, float[] flat) {
        var parameters = new HashMap<String, float[]>();
        for (var entry : layout) {
            var piece = new float[(int) entry.shape().size()];
            System.arraycopy(flat, (int) entry.offset(), piece, 0, piece.length);
            parameters.put(entry.name(), piece);
        }
        for (int layer = 0; layer < memory.length; layer++) {
            memory[layer].load(parameters, "recurrent_layer.l_" + layer);
        }
        load(hidden, parameters, "lin_hidden");
        actorAndCritic.weights(
                parameters.get("lin_policy.weight"), parameters.get("lin_value.weight"));
        actorAndCritic.bias(
                joined(parameters.get("lin_policy.bias"), parameters.get("lin_value.bias")));
        load(policy, parameters, "policy");
        if (spec.rndFeatures() > 0) {
            values.weights(
                    parameters.get("value.weight"), parameters.get("intrinsic_value.weight"));
            values.bias(
                    joined(parameters.get("value.bias"), parameters.get("intrinsic_value.bias")));
        } else {
            load(values, parameters, "value");
        }
        if (means > 0) {
            logStd = parameters.get("log_std.log_std");
        }
    }

    private static void load(Affine layer, Map<String, float[]> parameters, String name) {
        layer.weights(parameters.get(name + ".weight"));
        layer.bias(parameters.get(name + ".bias"));
    }

    private static float[] joined(float[] first, float[] second) {
        var both = new float[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * The products of an input and a weight in the pass of one observation.
     *
     * @return a measure of the work
     */
    public long products() {
        long all = hidden.products() + actorAndCritic.products();
        all += policy.products() + values.products();
        for (StepMemory layer : memory) {
            all += layer.products();
        }
        return all;
    }

    /**
     * Looks at one observation of each of N environments.
     *
     * @param observations N observations
     * @param states {@code (layers, N, H)} in a row, the hidden states before
     * @param next receives the hidden states afterwards, in the same order; not {@code states}
     * @param out receives N rows of P policy parameters and V values
     */
    public void look(Observation[] observations, float[] states, float[] next, float[] out) {
        int count = observations.length;
        int at = 0;
        if (memory.length == 0) {
            System.arraycopy(states, 0, next, 0, states.length);
        }
        for (int n = 0; n < count; n++) {
            float[] in = observations[n].floats();
            int from = 0;
            for (int layer = 0; layer < memory.length; layer++) {
                int state = (layer * count + n) * stateWidth;
                memory[layer].step(in, from, states, state, next);
                in = next;
                from = state;
            }
            at = heads(in, from, out, at);
        }
    }

    private int heads(float[] in, int from, float[] out, int start) {
        hidden.apply(in, from, hiddenRow);
        rectify(hiddenRow);
        actorAndCritic.apply(hiddenRow, 0, actorAndCriticRow);
        rectify(actorAndCriticRow);
        policy.apply(actorAndCriticRow, 0, policyRow);
        values.apply(actorAndCriticRow, spec.hiddenUnits(), valueRow);
        int at = put(policyRow, out, start);
        at = put(logStd, out, at);
        return put(valueRow, out, at);
    }

    private static int put(float[] row, float[] out, int at) {
        System.arraycopy(row, 0, out, at, row.length);
        return at + row.length;
    }

    private static void rectify(float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(row[i], 0);
        }
    }
}
