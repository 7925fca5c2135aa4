package io.engram.network;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * The shape of a hidden state but for the number of sequences: {@code (D·layers, S, H)}.
 *
 * @param layers D·layers; D is 1, since acting cannot look ahead
 * @param width H: for a GRU its state, for an LSTM H_out + H_cell, with h before c
 */
public record HiddenShape(int layers, int width) {

    /** That of a network without memory: one number, always 0. */
    public static final HiddenShape NONE = new HiddenShape(1, 1);

    /**
     * Checks the lengths.
     *
     * @param layers D·layers; D is 1, since acting cannot look ahead
     * @param width H: for a GRU its state, for an LSTM H_out + H_cell, with h before c
     */
    public HiddenShape {
        if (layers < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a hidden state needs at least 1 layer and a width of at least 1, but has %d and %d"
                            .formatted(layers, width));
        }
    }

    /**
     * The shape for a number of sequences.
     *
     * @param sequences S
     * @return {@code (D·layers, S, H)}
     */
    public Shape of(long sequences) {
        return new Shape(layers, sequences, width);
    }

    /**
     * The number of elements of one sequence's state.
     *
     * @return layers · width
     */
    public int size() {
        return layers * width;
    }

    /**
     * Empties the memory of one of N sequences.
     *
     * @param states layers · N · H numbers
     * @param sequence which sequence, from 0
     * @param count N
     */
    public void clear(float[] states, int sequence, int count) {
        for (int layer = 0; layer < layers; layer++) {
            int from = (layer * count + sequence) * width;
            Arrays.fill(states, from, from + width, 0);
        }
    }
}
