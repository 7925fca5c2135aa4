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
 * engine is faster at. Once it knows the number of environments, it allocates nothing while it
 * acts. It is not thread-safe.
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
    private float[][] seen = {};
    private float[][] hiddenRows = {};
    private float[][] actorAndCriticRows = {};
    private float[][] policyRows = {};
    private float[][] valueRows = {};
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
     * @throws IllegalArgumentException if one is missing or has another size; it is named
     */
    public void load(List<FlatParameters.Entry> layout, float[] flat) {
        var parameters = new HashMap<String, float[]>();
        for (var entry : layout) {
            var piece = new float[(int) entry.shape().size()];
            System.arraycopy(flat, (int) entry.offset(), piece, 0, piece.length);
            parameters.put(entry.name(), piece);
        }
        StepParameters.require(spec, parameters);
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
     * Looks at one observation of some of N environments. What it makes of one does not depend on
     * which others it looks at.
     *
     * @param observations N observations
     * @param from the first environment
     * @param to the one after the last
     * @param states {@code (layers, N, H)} in a row, the hidden states before
     * @param next receives the hidden states afterwards, in the same order; not {@code states}
     * @param out N rows of P policy parameters and V values, of which it receives some
     */
    public void look(
            Observation[] observations,
            int from,
            int to,
            float[] states,
            float[] next,
            float[] out) {
        int count = to - from;
        prepare(count);
        for (int n = 0; n < count; n++) {
            seen[n] = observations[from + n].floats();
        }
        float[][] in = seen;
        if (memory.length == 0) {
            System.arraycopy(
                    states, from * stateWidth, next, from * stateWidth, count * stateWidth);
        }
        for (int layer = 0; layer < memory.length; layer++) {
            int first = layer * observations.length + from;
            memory[layer].step(in, count, states, first * stateWidth, next);
            in = memory[layer].out;
        }
        heads(in, count);
        int at = from * (policy.outputs() + logStd.length + values.outputs());
        for (int n = 0; n < count; n++) {
            at = put(policyRows[n], out, at);
            at = put(logStd, out, at);
            at = put(valueRows[n], out, at);
        }
    }

    /** Makes room for so many rows. */
    private void prepare(int rows) {
        if (seen.length >= rows) {
            return;
        }
        seen = new float[rows][];
        hiddenRows = new float[rows][hidden.outputs()];
        actorAndCriticRows = new float[rows][actorAndCritic.outputs()];
        policyRows = new float[rows][policy.outputs()];
        valueRows = new float[rows][values.outputs()];
        for (StepMemory layer : memory) {
            layer.prepare(rows);
        }
    }

    private void heads(float[][] in, int rows) {
        hidden.apply(in, 0, hiddenRows, rows);
        rectify(hiddenRows, rows);
        actorAndCritic.apply(hiddenRows, 0, actorAndCriticRows, rows);
        rectify(actorAndCriticRows, rows);
        policy.apply(actorAndCriticRows, 0, policyRows, rows);
        values.apply(actorAndCriticRows, spec.hiddenUnits(), valueRows, rows);
    }

    private static int put(float[] row, float[] out, int at) {
        System.arraycopy(row, 0, out, at, row.length);
        return at + row.length;
    }

    private static void rectify(float[][] rows, int count) {
        for (int n = 0; n < count; n++) {
            rectify(rows[n]);
        }
    }

    private static void rectify(float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(row[i], 0);
        }
    }
}
