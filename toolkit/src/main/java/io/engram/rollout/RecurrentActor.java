package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.PolicyDistribution;
import io.engram.network.RecurrentPPOSharedNetwork;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Looks at one observation of each of several environments: one transfer to the device, one pass,
 * one transfer back. The same code acts in training, in evaluation and for films.
 */
public final class RecurrentActor {
    private final RecurrentPPOSharedNetwork network;
    private final ObservationSpace observationSpace;
    private final int width;
    private final int parameterCount;

    /**
     * What the network said about N observations.
     *
     * @param policies N rows of P policy parameters and one value
     * @param rowLength P + 1
     * @param nextHiddenState {@code (layers, N, H)}
     */
    public record Look(float[] policies, int rowLength, NDArray nextHiddenState) {

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
         * @return the value
         */
        public float value(int n) {
            return policies[(n + 1) * rowLength - 1];
        }
    }

    /**
     * An actor.
     *
     * @param network the network
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     */
    public RecurrentActor(
            RecurrentPPOSharedNetwork network,
            ObservationSpace observationSpace,
            ActionSpace actionSpace) {
        this.network = network;
        this.observationSpace = observationSpace;
        width = observationSpace.size();
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
        NDArray seen = FlatParameters.asFloats(toArray(manager, observations));
        var output = network.forward(forward, new NDList(seen), hiddenState);
        // (N, 1, P) and (N, 1, 1) -> (N, 1, P + 1)
        NDArray both = output.policy().parameters().concat(output.value(), 2);
        return new Look(both.toFloatArray(), parameterCount + 1, output.nextHiddenState());
    }

    private NDArray toArray(NDManager manager, Observation[] observations) {
        int count = observations.length;
        Shape shape = FlatParameters.sequenceShape(observationSpace, count, 1);
        if (observationSpace.type() == ObservationSpace.ElementType.UINT8) {
            var pixels = ByteBuffer.allocateDirect(count * width);
            Arrays.stream(observations).forEach(each -> pixels.put(each.bytes()));
            return manager.create(pixels.rewind(), shape, DataType.UINT8);
        }
        var values = new float[count * width];
        for (int n = 0; n < count; n++) {
            System.arraycopy(observations[n].floats(), 0, values, n * width, width);
        }
        return manager.create(values, shape);
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
        return any
                ? hiddenState.mul(manager.create(keep, new Shape(1, forget.length, 1)))
                : hiddenState;
    }
}
