package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.space.Observation;

/** Which choices observations allow, as what is added to the logits. */
public final class LegalChoices {
    private LegalChoices() {}

    /**
     * The penalties of observations.
     *
     * @param manager owns the tensor
     * @param rows B observations; null for padding, which allows everything
     * @param choices C, the number of choices of all branches
     * @param batch {@code (S, L)} with S·L = B
     * @return {@code (S, L, C)} of 0 and {@link PolicyDistribution#ILLEGAL}; null if all is allowed
     */
    public static NDArray penalties(
            NDManager manager, Observation[] rows, int choices, long... batch) {
        float[] penalties = null;
        for (int row = 0; row < rows.length; row++) {
            boolean[] legal = rows[row] == null ? null : rows[row].legalChoices();
            if (legal == null) {
                continue;
            }
            if (penalties == null) {
                penalties = new float[rows.length * choices];
            }
            for (int i = 0; i < choices; i++) {
                penalties[row * choices + i] = legal[i] ? 0 : PolicyDistribution.ILLEGAL;
            }
        }
        return penalties == null ? null : manager.create(penalties, new Shape(batch).add(choices));
    }
}
