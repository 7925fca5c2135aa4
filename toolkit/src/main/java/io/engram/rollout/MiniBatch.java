package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Some sequences of a rollout as tensors, padded on the right to the same length.
 *
 * @param observations for each part {@code (S, L, …)} floats
 * @param penalties {@code (S, L, C)}: what is added to the logits of choices that are not legal;
 *     null if all are
 * @param hiddenState {@code (layers, S, H)}, the state stored at the beginning of each sequence
 * @param actions {@code (S, L, A)}
 * @param mask {@code (S, L)}: 1 for a step, 0 for padding
 * @param weights {@code (S, L)}: 1 / the number of steps for a step, 0 for padding, so that a
 *     weighted sum is a mean over steps
 * @param logProbabilities {@code (S, L)}, of the actions when they were taken
 * @param advantages {@code (S, L)}, normalised if that was asked for
 * @param values for each value stream {@code (S, L)}, as expected when the actions were taken
 * @param returns for each value stream {@code (S, L)}, the value targets
 */
public record MiniBatch(
        NDList observations,
        NDArray penalties,
        NDArray hiddenState,
        NDArray actions,
        NDArray mask,
        NDArray weights,
        NDArray logProbabilities,
        NDArray advantages,
        NDList values,
        NDList returns) {}
