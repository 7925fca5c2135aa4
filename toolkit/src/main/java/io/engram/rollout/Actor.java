package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.Forward;
import io.engram.network.LegalChoices;
import io.engram.network.ObservationTensors;
import io.engram.network.PolicyDistribution;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/**
 * Looks at one observation of each of several environments: one transfer to the device, one pass,
 * one transfer back. The same code acts in training, in evaluation and for films.
 */
public final class Actor {
    private final ActorCriticNetwork network;
    private final ObservationTensors tensors;
    private final int choices;
    private final int parameterCount;

    /**
     * What the network said about N observations.
     *
     * @param policies N rows of P policy parameters and V values
     * @param rowLength P + V
     * @param valueStreams V
     * @param nextHiddenState {@code (layers, N, H)}
     */
    public record Look(float[] policies, int rowLength, int valueStreams, NDArray nextHiddenState) {

        /**
         * Where an environment's policy parameters begin.
         *
         * @param n the row
         * @return an index into {@link #policies}
         */
        public int offset(int n) {
            return n * rowLength;
        }

        /**
         * V(s) of an environment.
         *
         * @param n the row
         * @param stream the value stream
         * @return the value
         */
        public float value(int n, int stream) {
            return policies[(n + 1) * rowLength - valueStreams + stream];
        }
    }

    /**
     * An actor.
     *
     * @param network the network
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     */
    public Actor(
            ActorCriticNetwork network,
            ObservationSpace observationSpace,
            ActionSpace actionSpace) {
        this.network = network;
        tensors = new ObservationTensors(observationSpace);
        choices = actionSpace.choices();
        parameterCount = PolicyDistribution.parameterCount(actionSpace);
    }

    /**
     * Looks.
     *
     * @param forward the pass
     * @param manager owns everything that is made
     * @param observations N observations
     * @param hiddenState {@code (layers, N, H)}
     * @return policy parameters, values and next hidden state
     */
    public Look look(
            Forward forward, NDManager manager, Observation[] observations, NDArray hiddenState) {
        int count = observations.length;
        var seen = tensors.asFloats(tensors.table(manager, observations, 0), count, 1);
        var output = network.look(forward, seen, hiddenState);
        NDArray penalties = LegalChoices.penalties(manager, observations, choices, count, 1);
        PolicyDistribution policy =
                penalties == null ? output.policy() : output.policy().masked(penalties);
        // (N, 1, P) and (N, 1, V) -> (N, 1, P + V)
        NDArray both = policy.parameters().concat(output.values(), 2);
        int streams = network.valueStreams();
        return new Look(
                both.toFloatArray(), parameterCount + streams, streams, output.nextHiddenState());
    }

    /**
     * Hidden states with those of some environments set to zero.
     *
     * @param manager owns what is made
     * @param hiddenState {@code (layers, N, H)}
     * @param forget N flags
     * @return the states; the same array if nothing is to be forgotten
     */
    public static NDArray forget(NDManager manager, NDArray hiddenState, boolean[] forget) {
        var keep = new float[forget.length];
        boolean any = false;
        for (int n = 0; n < forget.length; n++) {
            keep[n] = forget[n] ? 0 : 1;
            any |= forget[n];
        }
        if (!any) {
            return hiddenState;
        }
        NDArray factors = manager.create(keep).reshape(1, forget.length, 1);
        return hiddenState.mul(factors);
    }
}
