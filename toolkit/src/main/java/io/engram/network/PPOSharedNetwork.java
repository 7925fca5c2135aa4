package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A network without memory that shares one encoding between the actor and the critic of PPO.
 *
 * <pre>{@code
 * public Output forward(Forward forward, NDList observations) {
 *     var hidden = forward.apply(encoder, observations.head()).tanh();   // (B, features) -> (B, 64)
 *     return new Output(
 *             new PolicyDistribution.Categorical(forward.apply(policy, hidden), 2),
 *             forward.apply(value, hidden));
 * }
 * }</pre>
 */
public non-sealed interface PPOSharedNetwork extends ActorCriticNetwork {

    /**
     * Looks at observations.
     *
     * @param forward runs the blocks
     * @param observations one array for each part of the observation, {@code (B, …)} floats; pixels
     *     are already in {@code [0, 1]}
     * @return policy and value
     */
    Output forward(Forward forward, NDList observations);

    @Override
    default HiddenShape hiddenStateShape() {
        return HiddenShape.NONE;
    }

    @Override
    default int valueStreams() {
        return 1;
    }

    @Override
    default Look look(Forward forward, NDList observations, NDArray hiddenState) {
        var steps = new Steps(observations);
        Output output = forward(forward, steps.rows());
        return new Look(
                steps.restored(output.policy()),
                steps.restored(output.value()),
                hiddenState.duplicate());
    }

    /**
     * What a network gives for B observations.
     *
     * @param policy π(a|s), batch shape {@code (B)}
     * @param value V(s), {@code (B, 1)}
     */
    record Output(PolicyDistribution policy, NDArray value) {}
}
