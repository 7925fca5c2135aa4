package io.engram.network;

import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;

/**
 * Everything that is needed to make a {@link RecurrentActorCritic} again.
 *
 * @param observationSpace what it sees
 * @param actionSpace what it chooses from
 * @param memory the kind of its recurrent layers
 * @param memoryUnits the width of each recurrent layer, H_out
 * @param memoryLayers the number of recurrent layers
 * @param hiddenUnits the width of the linear layers, F
 * @param initialLogStd the initial logarithm of the standard deviation of continuous actions
 */
public record NetworkSpec(
        ObservationSpace observationSpace,
        ActionSpace actionSpace,
        Memory memory,
        int memoryUnits,
        int memoryLayers,
        int hiddenUnits,
        double initialLogStd) {

    /** The kinds of recurrent layers. */
    public enum Memory {
        /** Long short-term memory (Hochreiter and Schmidhuber 1997); H = 2 · units. */
        LSTM,
        /** Gated recurrent unit (Cho et al. 2014); H = units. */
        GRU,
        /** No memory: the observation goes straight to the linear layers. For comparisons. */
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
     * @param hiddenUnits the width of the linear layers, F
     * @param initialLogStd the initial logarithm of the standard deviation of continuous actions
     */
    public NetworkSpec {
        requirePositive("memoryUnits", memoryUnits);
        requirePositive("memoryLayers", memoryLayers);
        requirePositive("hiddenUnits", hiddenUnits);
        if (!(initialLogStd >= -10 && initialLogStd <= 3)) {
            throw new IllegalArgumentException(
                    "initialLogStd must be between -10 and 3, but is " + initialLogStd);
        }
        if (!observationSpace.isSingle()) {
            throw new IllegalArgumentException(
                    "a ready-made network takes observations of one part, but they are "
                            + observationSpace
                            + "; choose one part in an EnvironmentWrapper");
        }
        int[] shape = observationSpace.shape();
        if (observationSpace.isImage() && (shape.length != 3 || shape[1] < 36 || shape[2] < 36)) {
            throw new IllegalArgumentException(
                    "the image encoder needs observations of shape (channels, height, width) with"
                            + " height and width of at least 36, but they are "
                            + observationSpace);
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }
}
