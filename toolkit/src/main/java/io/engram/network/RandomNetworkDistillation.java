package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.util.Map;

/**
 * The part of a network that measures how new a state is (Burda et al. 2018): a predictor is
 * trained to say what a target with random, fixed parameters says, and is wrong where it has seldom
 * been.
 */
public interface RandomNetworkDistillation {

    /**
     * The target's blocks: initialised like any other, and never changed. The predictor's are among
     * {@link ActorCriticNetwork#blocks()}, these are not.
     *
     * @return the blocks by name
     */
    Map<String, Block> targetBlocks();

    /**
     * Predicts and measures. The inputs are normalised already, and are states one by one, not
     * sequences.
     *
     * @param forward runs the blocks
     * @param observations one array for each part of the observation, {@code (B, …)} floats
     * @param hiddenState {@code (B, D·layers·H)}
     * @return what the predictor and the target say
     */
    Features forwardRnd(Forward forward, NDList observations, NDArray hiddenState);

    /**
     * What predictor and target say of B states.
     *
     * @param predicted {@code (B, F)}, through which the gradient flows
     * @param target {@code (B, F)}, through which it does not
     */
    record Features(NDArray predicted, NDArray target) {}
}
