package io.engram.network;

import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;

/**
 * Everything that is needed to make a ready-made network again.
 *
 * @param observationSpace what it sees
 * @param actionSpace what it chooses from
 * @param memory the kind of its recurrent layers
 * @param memoryUnits the width of each recurrent layer, H_out
 * @param memoryLayers the number of recurrent layers
 * @param hiddenUnits the width of the linear layers
 * @param initialLogStd the initial logarithm of the standard deviation of continuous actions
 * @param rndFeatures the number of features of predictor and target; 0 without them
 */
public record NetworkSpec(
        ObservationSpace observationSpace,
        ActionSpace actionSpace,
        Memory memory,
        int memoryUnits,
        int memoryLayers,
        int hiddenUnits,
        double initialLogStd,
        int rndFeatures) {

    /** The kinds of recurrent layers. */
    public enum Memory {
        /** Long short-term memory (Hochreiter and Schmidhuber 1997); H = 2 · units. */
        LSTM,
        /** Gated recurrent unit (Cho et al. 2014); H = units. */
        GRU,
        /** No memory: the observation goes straight to the linear layers. */
        NONE
    }

    /**
     * Checks the widths.
     *
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     * @param memory the kind of its recurrent layers
     * @param memoryUnits the width of each recurrent layer, H_out
     * @param memoryLayers the number of recurrent layers
     * @param hiddenUnits the width of the linear layers
     * @param initialLogStd the initial logarithm of the standard deviation of continuous actions
     * @param rndFeatures the number of features of predictor and target; 0 without them
     */
    public NetworkSpec {
        requirePositive("memoryUnits", memoryUnits);
        requirePositive("memoryLayers", memoryLayers);
        requirePositive("hiddenUnits", hiddenUnits);
        if (!(initialLogStd >= -10 && initialLogStd <= 3)) {
            throw new IllegalArgumentException(
                    "initialLogStd must be between -10 and 3, but is " + initialLogStd);
        }
        if (rndFeatures < 0) {
            throw new IllegalArgumentException(
                    "rndFeatures must be at least 0, but is " + rndFeatures);
        }
        observationSpace.parts().forEach(NetworkSpec::requireEncodable);
    }

    private static void requireEncodable(ObservationSpace.Part part) {
        int[] shape = part.shape();
        if (shape.length > 1 && (shape.length != 3 || shape[1] < 36 || shape[2] < 36)) {
            throw new IllegalArgumentException(
                    "the image encoder needs observations of shape (channels, height, width) with"
                            + " height and width of at least 36, but they are "
                            + part);
        }
    }

    /**
     * A network of this description.
     *
     * @return a network of the same layers, without parameter values
     */
    public ActorCriticNetwork network() {
        if (memory == Memory.NONE) {
            return rndFeatures > 0 ? new ActorCriticRND(this) : new ActorCritic(this);
        }
        return rndFeatures > 0 ? new RecurrentActorCriticRND(this) : new RecurrentActorCritic(this);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }
}
