package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.ActorCriticRND;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkOptions;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pass of a ready-made network that sees vectors of floats, in Java: for acting, where the
 * engine spends more on being called than on computing, and for learning.
 *
 * <p>It gives what {@link ActorCriticNetwork#look} gives, but for rounding, and what a row becomes
 * depends on nothing but the row and its state: acting and learning give the same bits, on every
 * processor. It does not know images, which the engine is faster at, nor encoders of the user's
 * own. It is not thread-safe.
 */
public final class NetworkPass {
    private static final Set<Class<?>> READY_MADE =
            Set.of(
                    RecurrentActorCritic.class,
                    RecurrentActorCriticRND.class,
                    ActorCritic.class,
                    ActorCriticRND.class);

    private static final String LOG_STD = "log_std.log_std";

    private final int inputs;
    private final int stateWidth;
    private final boolean remembers;
    private final TrunkPass trunk;

    /** The critic's own; null if it shares the actor's. */
    private final TrunkPass criticTrunk;

    /** The actor's layer, and behind it the critic's if they have one input. */
    private final LayerPass actor;

    private final LayerPass critic;

    /** Where the critic's outputs begin in its rows. */
    private final int criticFrom;

    private final LinearPass policy;
    private final LinearPass values;

    /** The standard deviations: a layer if they depend on the state, else numbers. */
    private final LinearPass spread;

    private final int dimensions;
    private final float[] logStd;
    private final float[] logStdGradient;
    private Places places;
    private List<FlatParameters.Entry> placed;

    private float[] seen = {};
    private float[] outputs = {};
    private float[] actorGradient = {};
    private float[] criticGradient = {};
    private StepOrder order;

    private NetworkPass(NetworkSpec spec) {
        Products products = Products.fastest();
        inputs = spec.observationSpace().floats();
        stateWidth = spec.hiddenStateShape().width();
        remembers = spec.memory() != Memory.NONE;
        int units = spec.hiddenUnits();
        NetworkOptions options = spec.options();
        trunk = new TrunkPass(products, spec, inputs, "recurrent_layer", "hidden", 0);
        if (options.separateMemories()) {
            int from = trunk.stateWidth();
            criticTrunk =
                    new TrunkPass(
                            products, spec, inputs, "recurrent_critic", "critic_hidden", from);
            actor = new LayerPass(products, options, units, units, "policy");
            critic = new LayerPass(products, options, units, units, "value");
            criticFrom = 0;
        } else {
            criticTrunk = null;
            actor = new LayerPass(products, options, units, units, "policy", "value");
            critic = actor;
            criticFrom = units;
        }
        dimensions = spec.actionSpace().low().length;
        int actions = spec.actionSpace().choices() + dimensions;
        policy = LinearPass.of(products, units, actions, "policy");
        spread =
                options.stateDependentStd()
                        ? LinearPass.of(products, units, dimensions, "log_std")
                        : null;
        logStd = new float[dimensions];
        logStdGradient = new float[dimensions];
        values =
                spec.rndFeatures() > 0
                        ? LinearPass.of(products, units, 1, "value", "intrinsic_value")
                        : LinearPass.of(products, units, 1, "value");
    }

    /**
     * The pass of a network.
     *
     * @param network any network
     * @return the pass, without parameter values; empty for a network that is not ready-made, that
     *     has an encoder of the user's own, or that sees something else than vectors of floats
     */
    public static Optional<NetworkPass> of(ActorCriticNetwork network) {
        return isFor(network)
                ? Optional.of(new NetworkPass(network.spec().orElseThrow()))
                : Optional.empty();
    }

    /**
     * Whether there is a pass of a network.
     *
     * @param network any network
     * @return true if it is ready-made, has no encoder of the user's own, and sees nothing but
     *     vectors of floats
     */
    public static boolean isFor(ActorCriticNetwork network) {
        return READY_MADE.contains(network.getClass())
                && network.spec().isPresent()
                && network.spec().orElseThrow().observationSpace().parts().stream()
                        .allMatch(
                                part ->
                                        part.shape().length == 1
                                                && part.type() == ElementType.FLOAT32);
    }

    /**
     * Computes with these parameters from now on.
     *
     * @param layout the places of the parameters
     * @param flat their values
     * @throws IllegalArgumentException if one is missing or has another size; it is named
     */
    public void load(List<FlatParameters.Entry> layout, float[] flat) {
        if (placed != layout) {
            places = new Places(layout);
            placed = layout;
        }
        trunk.load(places, flat);
        actor.load(places, flat);
        if (criticTrunk != null) {
            criticTrunk.load(places, flat);
            critic.load(places, flat);
        }
        policy.load(places, flat);
        values.load(places, flat);
        if (spread != null) {
            spread.load(places, flat);
        } else if (dimensions > 0) {
            System.arraycopy(flat, places.of(LOG_STD, dimensions), logStd, 0, dimensions);
        }
    }

    /**
     * Adds what {@link #backward} learned to a gradient, and forgets it.
     *
     * @param gradient by all parameters, in the order of the layout
     */
    public void store(float[] gradient) {
        trunk.store(places, gradient);
        actor.store(places, gradient);
        if (criticTrunk != null) {
            criticTrunk.store(places, gradient);
            critic.store(places, gradient);
        }
        policy.store(places, gradient);
        values.store(places, gradient);
        if (spread != null) {
            spread.store(places, gradient);
        } else if (dimensions > 0) {
            int to = places.of(LOG_STD, dimensions);
            for (int i = 0; i < dimensions; i++) {
                gradient[to + i] += logStdGradient[i];
            }
            Arrays.fill(logStdGradient, 0);
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
        all += spread == null ? 0 : spread.products();
        return all + policy.products() + values.products();
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
        if (order == null || order.length() > 1 || order.sequences() != count) {
            order = StepOrder.single(count);
        }
        see(observations, from, count);
        int first = from * stateWidth;
        int layer = observations.length * stateWidth;
        forward(order, new States(states, first, layer, stateWidth));
        if (remembers) {
            next(new States(next, first, layer, stateWidth));
        } else {
            System.arraycopy(states, first, next, first, count * stateWidth);
        }
        System.arraycopy(outputs, 0, out, from * outputWidth(), count * outputWidth());
    }

    /**
     * Takes over what is seen, before {@link #forward}.
     *
     * @param rows an observation for each row of the pass
     */
    public void see(Observation... rows) {
        see(rows, 0, rows.length);
    }

    private void see(Observation[] observations, int from, int count) {
        if (seen.length < count * inputs) {
            seen = new float[count * inputs];
        }
        for (int r = 0; r < count; r++) {
            System.arraycopy(observations[from + r].floats(), 0, seen, r * inputs, inputs);
        }
    }

    /**
     * The length of a row of outputs.
     *
     * @return P policy parameters and V values
     */
    public int outputWidth() {
        return policy.outputs() + dimensions + values.outputs();
    }

    /**
     * Passes what {@link #see} took over through the network.
     *
     * @param steps the order of its rows
     * @param states the hidden states before the first step of each sequence
     * @return {@code (rows, P + V)}, good until the next pass; it may be longer
     */
    public float[] forward(StepOrder steps, States states) {
        order = steps;
        int rows = steps.rows();
        Matrix in = Matrix.rows(seen, inputs);
        actor.forward(trunk.forward(in, steps, states), rows);
        if (criticTrunk != null) {
            critic.forward(criticTrunk.forward(in, steps, states), rows);
        }
        int width = outputWidth();
        if (outputs.length < rows * width) {
            outputs = new float[rows * width];
        }
        Matrix out = Matrix.rows(outputs, width);
        policy.apply(actor.outputs(), rows, out);
        Matrix spreads = out.from(0, policy.outputs());
        if (spread != null) {
            spread.apply(actor.outputs(), rows, spreads);
        } else {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(logStd, 0, outputs, r * width + policy.outputs(), dimensions);
            }
        }
        values.apply(critic.outputs().from(0, criticFrom), rows, spreads.from(0, dimensions));
        return outputs;
    }

    /**
     * Writes the states after the last step of each sequence.
     *
     * @param into receives them
     */
    public void next(States into) {
        trunk.next(into);
        if (criticTrunk != null) {
            criticTrunk.next(into);
        }
    }

    /**
     * Learns from the pass before.
     *
     * @param outputGradient {@code (rows, P + V)}, the derivatives by the outputs
     */
    public void backward(float[] outputGradient) {
        int rows = order.rows();
        actorGradient = zeros(actorGradient, rows * actor.width());
        criticGradient =
                critic == actor ? actorGradient : zeros(criticGradient, rows * critic.width());
        Matrix byOutputs = Matrix.rows(outputGradient, outputWidth());
        Matrix bySpreads = byOutputs.from(0, policy.outputs());
        learn(policy, actor, 0, byOutputs, actorGradient);
        if (spread != null) {
            learn(spread, actor, 0, bySpreads, actorGradient);
        } else {
            for (int r = 0; r < rows; r++) {
                int at = bySpreads.from() + r * bySpreads.row();
                for (int i = 0; i < dimensions; i++) {
                    logStdGradient[i] += outputGradient[at + i];
                }
            }
        }
        learn(values, critic, criticFrom, bySpreads.from(0, dimensions), criticGradient);
        backward(trunk, actor, actorGradient);
        if (criticTrunk != null) {
            backward(criticTrunk, critic, criticGradient);
        }
    }

    private void learn(LinearPass head, LayerPass below, int from, Matrix byHead, float[] byBelow) {
        int rows = order.rows();
        Matrix byInputs = Matrix.rows(byBelow, below.width()).from(0, from);
        head.backward(below.outputs().from(0, from), rows, byHead, byInputs);
    }

    private void backward(TrunkPass below, LayerPass layer, float[] gradient) {
        int rows = order.rows();
        Matrix hidden = below.outputs();
        Matrix byHidden = Matrix.rows(below.gradient(rows), hidden.row());
        layer.backward(hidden, rows, gradient, byHidden);
        below.backward(Matrix.rows(seen, inputs), order);
    }

    private static float[] zeros(float[] room, int size) {
        if (room.length < size) {
            return new float[size];
        }
        Arrays.fill(room, 0, size, 0);
        return room;
    }
}
