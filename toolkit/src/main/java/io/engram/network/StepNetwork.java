package io.engram.network;

import io.engram.network.NetworkSpec.Memory;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace.ElementType;
import java.util.List;
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
    private final int stateWidth;
    private final boolean remembers;
    private final StepTrunk trunk;

    /** The critic's own; null if it shares the actor's. */
    private final StepTrunk criticTrunk;

    /** The actor's layer, and behind it the critic's if they have one input. */
    private final StepLayer actor;

    private final StepLayer critic;

    /** Where the critic's outputs begin in its rows. */
    private final int criticFrom;

    private final Affine policy;
    private final String[] valueNames;
    private final Affine values;

    /** The standard deviations: a layer if they depend on the state, else numbers. */
    private final Affine spread;

    private final int dimensions;
    private float[] logStd = {};
    private float[][] seen = {};
    private float[][] policyRows = {};
    private float[][] spreadRows = {};
    private float[][] valueRows = {};

    private StepNetwork(NetworkSpec spec) {
        stateWidth = spec.hiddenStateShape().width();
        remembers = spec.memory() != Memory.NONE;
        int inputs = spec.observationSpace().floats();
        int units = spec.hiddenUnits();
        NetworkOptions options = spec.options();
        trunk = new StepTrunk(spec, inputs, "recurrent_layer", "hidden", 0);
        if (options.separateMemories()) {
            int from = trunk.stateWidth();
            criticTrunk = new StepTrunk(spec, inputs, "recurrent_critic", "critic_hidden", from);
            actor = new StepLayer(options, units, units, "policy");
            critic = new StepLayer(options, units, units, "value");
            criticFrom = 0;
        } else {
            criticTrunk = null;
            actor = new StepLayer(options, units, units, "policy", "value");
            critic = actor;
            criticFrom = units;
        }
        dimensions = spec.actionSpace().low().length;
        policy = new Affine(units, spec.actionSpace().choices() + dimensions);
        spread = new Affine(units, options.stateDependentStd() ? dimensions : 0);
        valueNames =
                spec.rndFeatures() > 0
                        ? new String[] {"value", "intrinsic_value"}
                        : new String[] {"value"};
        values = new Affine(units, valueNames.length);
    }

    /**
     * The pass of a network.
     *
     * @param network any network
     * @return the pass, without parameter values; empty for a network that is not ready-made, that
     *     has an encoder of the user's own, or that sees something else than vectors of floats
     */
    public static Optional<StepNetwork> of(ActorCriticNetwork network) {
        if (!(network instanceof ReadyMadeNetwork) || network.spec().isEmpty()) {
            return Optional.empty();
        }
        NetworkSpec spec = network.spec().orElseThrow();
        boolean vectors =
                spec.observationSpace().parts().stream()
                        .allMatch(
                                part ->
                                        part.shape().length == 1
                                                && part.type() == ElementType.FLOAT32);
        return vectors ? Optional.of(new StepNetwork(spec)) : Optional.empty();
    }

    /**
     * Acts by these parameters from now on.
     *
     * @param layout the places of the parameters
     * @param flat their values
     * @throws IllegalArgumentException if one is missing or has another size; it is named
     */
    public void load(List<FlatParameters.Entry> layout, float[] flat) {
        var parameters = new StepParameters(layout, flat);
        trunk.load(parameters);
        actor.load(parameters);
        if (criticTrunk != null) {
            criticTrunk.load(parameters);
            critic.load(parameters);
        }
        StepLayer.load(policy, parameters, "policy");
        StepLayer.load(values, parameters, valueNames);
        if (spread.outputs() > 0) {
            StepLayer.load(spread, parameters, "log_std");
        } else if (dimensions > 0) {
            logStd = parameters.get("log_std.log_std", dimensions);
        }
    }

    /**
     * The products of an input and a weight in the pass of one observation.
     *
     * @return a measure of the work
     */
    public long products() {
        long all = trunk.products() + actor.products();
        if (criticTrunk != null) {
            all += criticTrunk.products() + critic.products();
        }
        return all + policy.products() + spread.products() + values.products();
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
        if (!remembers) {
            System.arraycopy(
                    states, from * stateWidth, next, from * stateWidth, count * stateWidth);
        }
        int all = observations.length;
        actor.apply(trunk.step(seen, count, from, all, stateWidth, states, next), count);
        if (criticTrunk != null) {
            critic.apply(criticTrunk.step(seen, count, from, all, stateWidth, states, next), count);
        }
        policy.apply(actor.out, 0, policyRows, count);
        if (spread.outputs() > 0) {
            spread.apply(actor.out, 0, spreadRows, count);
        }
        values.apply(critic.out, criticFrom, valueRows, count);
        int at = from * (policy.outputs() + dimensions + values.outputs());
        for (int n = 0; n < count; n++) {
            at = put(policyRows[n], out, at);
            at = put(spread.outputs() > 0 ? spreadRows[n] : logStd, out, at);
            at = put(valueRows[n], out, at);
        }
    }

    /** Makes room for so many rows. */
    private void prepare(int rows) {
        if (seen.length >= rows) {
            return;
        }
        seen = new float[rows][];
        policyRows = new float[rows][policy.outputs()];
        spreadRows = new float[rows][spread.outputs()];
        valueRows = new float[rows][values.outputs()];
        trunk.prepare(rows);
        actor.prepare(rows);
        if (criticTrunk != null) {
            criticTrunk.prepare(rows);
            critic.prepare(rows);
        }
    }

    private static int put(float[] row, float[] out, int at) {
        System.arraycopy(row, 0, out, at, row.length);
        return at + row.length;
    }
}
