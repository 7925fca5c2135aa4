package io.engram.network;

import io.engram.network.NetworkSpec.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ready-made network has beyond one memory and one shared layer. The builders' methods say
 * what each of it does.
 *
 * @param lowerWidths the widths of the shared linear layers but for the last, which is as wide as
 *     the actor's and the critic's
 * @param activation what is made of the sums of linear layers
 * @param layerNorm whether these sums are normalised before
 * @param skip whether what is seen goes past the memory as well
 * @param squash whether real numbers are squashed into their bounds rather than clipped
 * @param stateDependentStd whether the standard deviation of real numbers depends on the state
 * @param upperMemory the recurrent layers above the first kind
 * @param separateMemories whether the critic has recurrent and shared layers of its own
 * @param ownEncoder whether the encoder is the user's, so that this alone cannot make the network
 *     again
 */
public record NetworkOptions(
        List<Integer> lowerWidths,
        Activation activation,
        boolean layerNorm,
        boolean skip,
        boolean squash,
        boolean stateDependentStd,
        List<MemoryLayer> upperMemory,
        boolean separateMemories,
        boolean ownEncoder) {

    /** What layer normalisation adds to the variance; PyTorch's default. */
    public static final float NORM_EPSILON = 1e-5f;

    /** Nothing beyond. */
    public static final NetworkOptions PLAIN =
            new NetworkOptions(
                    List.of(),
                    Activation.RELU,
                    false,
                    false,
                    false,
                    false,
                    List.of(),
                    false,
                    false);

    /**
     * One recurrent layer of several.
     *
     * @param memory its kind
     * @param units its width
     */
    public record MemoryLayer(Memory memory, int units) {

        /**
         * Checks the width.
         *
         * @param memory its kind
         * @param units its width
         */
        public MemoryLayer {
            if (memory == null || memory == Memory.NONE) {
                throw new IllegalArgumentException(
                        "a recurrent layer must be LSTM or GRU, but is " + memory);
            }
            NetworkSpec.requirePositive("memoryUnits", units);
        }

        /**
         * The width of its state.
         *
         * @return H: units for a GRU, twice that for an LSTM
         */
        public int width() {
            return memory == Memory.LSTM ? Math.multiplyExact(2, units) : units;
        }

        @Override
        public String toString() {
            return memory + " of " + units;
        }
    }

    /**
     * Checks the widths and takes copies of the lists.
     *
     * @param lowerWidths the widths of the shared linear layers but for the last
     * @param activation what is made of the sums of linear layers
     * @param layerNorm whether these sums are normalised before
     * @param skip whether what is seen goes past the memory as well
     * @param squash whether real numbers are squashed into their bounds rather than clipped
     * @param stateDependentStd whether the standard deviation of real numbers depends on the state
     * @param upperMemory the recurrent layers above the first kind
     * @param separateMemories whether the critic has recurrent and shared layers of its own
     * @param ownEncoder whether the encoder is the user's
     */
    public NetworkOptions {
        if (activation == null) {
            throw new IllegalArgumentException(
                    "activation must not be null; give one of "
                            + java.util.Arrays.toString(Activation.values()));
        }
        lowerWidths = List.copyOf(lowerWidths);
        lowerWidths.forEach(width -> NetworkSpec.requirePositive("hiddenUnits", width));
        upperMemory = List.copyOf(upperMemory);
    }

    /** Each option that is set, as one says it to a builder. */
    List<String> texts() {
        var texts = new ArrayList<String>();
        if (activation != Activation.RELU) {
            texts.add("activation " + activation);
        }
        add(texts, layerNorm, "layer norm");
        add(texts, skip, "skip");
        add(texts, squash, "squashed actions");
        add(texts, stateDependentStd, "state-dependent std");
        add(texts, separateMemories, "separate memories");
        add(texts, ownEncoder, "an encoder of one's own");
        return texts;
    }

    private static void add(List<String> texts, boolean isSet, String text) {
        if (isSet) {
            texts.add(text);
        }
    }
}
