package io.engram.rollout;

import ai.djl.ndarray.NDManager;
import io.engram.engine.Processor;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.PolicyDistribution;
import io.engram.pass.NetworkPass;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.List;

/**
 * Looks at one observation of each of N environments. The same code acts in training, in evaluation
 * and for films.
 *
 * <p>There are two ways: Java's for ready-made networks that see vectors, since calling the engine
 * takes many times as long as such a step; and the engine's for users' own networks and for images.
 */
public abstract class Actor {
    private final int parameterCount;
    private final int choices;
    private final int streams;
    private final float[] rows;

    /**
     * An actor.
     *
     * @param network what it acts by
     * @param actionSpace what it chooses from
     * @param count N
     */
    Actor(ActorCriticNetwork network, ActionSpace actionSpace, int count) {
        parameterCount = PolicyDistribution.parameterCount(actionSpace);
        choices = actionSpace.choices();
        streams = network.valueStreams();
        rows = new float[count * rowLength()];
    }

    /**
     * The faster actor for a network.
     *
     * @param network what it acts by
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     * @param count N, the number of environments
     * @return the actor
     */
    public static Actor of(
            ActorCriticNetwork network,
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            int count) {
        return NetworkPass.of(network)
                .filter(pass -> Processor.canMultiplyAdd())
                .<Actor>map(pass -> new JavaActor(network, pass, actionSpace, count))
                .orElseGet(() -> new EngineActor(network, observationSpace, actionSpace, count));
    }

    /**
     * Acts by these parameters from now on, until they change. Called on the engine's thread.
     *
     * @param parameters the network's parameters
     * @param phase owns what the engine makes, until it is closed
     */
    public abstract void begin(FlatParameters parameters, NDManager phase);

    /**
     * Whether this actor does without the engine, so that any thread may use it.
     *
     * @return true if so
     */
    public final boolean isInJava() {
        return this instanceof JavaActor;
    }

    /**
     * Acts by these parameters from now on.
     *
     * @param layout the places of the parameters
     * @param values their values
     * @throws IllegalStateException if this actor needs the engine
     */
    public void begin(List<FlatParameters.Entry> layout, float[] values) {
        throw new IllegalStateException("this actor needs its parameters in the engine");
    }

    /**
     * Looks. What policies and values are is told by the other methods until the next look.
     *
     * @param observations N observations
     * @param hiddenState layers · N · H numbers
     * @param next receives the hidden states afterwards; another array than {@code hiddenState}
     */
    public final void look(Observation[] observations, float[] hiddenState, float[] next) {
        look(observations, hiddenState, next, rows);
        for (int n = 0; n < observations.length; n++) {
            boolean[] legal = observations[n].legalChoices();
            for (int i = 0; legal != null && i < choices; i++) {
                rows[offset(n) + i] += legal[i] ? 0 : PolicyDistribution.ILLEGAL;
            }
        }
    }

    /** Fills N rows of P policy parameters and V values, as if every choice were legal. */
    abstract void look(Observation[] observations, float[] hiddenState, float[] next, float[] rows);

    private int rowLength() {
        return parameterCount + streams;
    }

    /**
     * The policy parameters of all environments.
     *
     * @return those of environment n begin at {@code offset(n)}; not a copy
     */
    public final float[] policies() {
        return rows;
    }

    /**
     * Where an environment's policy parameters begin.
     *
     * @param n the environment
     * @return an index into {@link #policies}
     */
    public final int offset(int n) {
        return n * rowLength();
    }

    /**
     * V(s) of an environment.
     *
     * @param n the environment
     * @param stream the value stream
     * @return the value
     */
    public final float value(int n, int stream) {
        return rows[offset(n) + parameterCount + stream];
    }
}
