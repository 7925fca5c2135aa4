package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Some sequences of a rollout: what the network sees as tensors, padded on the right to the same
 * length, and what its outputs are compared with.
 *
 * @param observations for each part {@code (S, L, …)} floats
 * @param hiddenState {@code (layers, S, H)}, the state stored at the beginning of each sequence
 * @param targets of each step
 */
public record MiniBatch(NDList observations, NDArray hiddenState, StepTargets targets) {}
