package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A network without memory for PPO with Random Network Distillation: one encoding shared between
 * the actor and two critics, and apart from it a predictor and a target.
 */
public non-sealed interface PPORNDNetwork extends ActorCriticNetwork, RandomNetworkDistillation {

    /**
     * Looks at observations.
     *
     * @param forward runs the blocks
     * @param observations one array for each part of the observation, {@code (B, …)} floats; pixels
     *     are already in {@code [0, 1]}
     * @return policy and both values
     */
    Output forwardActorCritic(Forward forward, NDList observations);

    /**
     * Predicts and measures. The input is normalised already.
     *
     * @param forward runs the blocks
     * @param observations one array for each part of the observation, {@code (B, …)} floats
     * @return what the predictor and the target say
     */
    Features forwardRnd(Forward forward, NDList observations);

    @Override
    default Features forwardRnd(Forward forward, NDList observations, NDArray hiddenState) {
        return forwardRnd(forward, observations);
    }

    @Override
    default HiddenShape hiddenStateShape() {
        return HiddenShape.NONE;
    }

    @Override
    default int valueStreams() {
        return 2;
    }

    @Override
    default Look look(Forward forward, NDList observations, NDArray hiddenState) {
        var steps = new Steps(observations);
        Output output = forwardActorCritic(forward, steps.rows());
        NDArray values = output.extrinsicValue().concat(output.intrinsicValue(), -1);
        return new Look(
                steps.restored(output.policy()), steps.restored(values), hiddenState.duplicate());
    }

    /**
     * What a network gives for B observations.
     *
     * @param policy π(a|s), batch shape {@code (B)}
     * @param extrinsicValue V_E(s), {@code (B, 1)}
     * @param intrinsicValue V_I(s), {@code (B, 1)}
     */
    record Output(PolicyDistribution policy, NDArray extrinsicValue, NDArray intrinsicValue) {}
}
