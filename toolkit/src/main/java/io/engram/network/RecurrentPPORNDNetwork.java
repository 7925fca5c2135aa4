package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A network for Recurrent PPO with Random Network Distillation: one encoding shared between the
 * actor and two critics, and apart from it a predictor that learns what a fixed random target says
 * of a state.
 *
 * <p>Batch first: S sequences of L steps. While acting, L is 1 and S is the number of environments.
 * The predictor and the target must not share blocks with the actor-critic, nor with each other.
 */
public non-sealed interface RecurrentPPORNDNetwork
        extends ActorCriticNetwork, RandomNetworkDistillation {

    /**
     * Looks at sequences of observations.
     *
     * @param forward runs the blocks
     * @param observations one array for each part of the observation, {@code (S, L, …)} floats;
     *     pixels are already in {@code [0, 1]}
     * @param hiddenState {@code (D·layers, S, H)}, the state at the beginning of each sequence
     * @return policy, both values and next hidden state
     */
    Output forwardActorCritic(Forward forward, NDList observations, NDArray hiddenState);

    @Override
    default int valueStreams() {
        return 2;
    }

    @Override
    default Look look(Forward forward, NDList observations, NDArray hiddenState) {
        Output output = forwardActorCritic(forward, observations, hiddenState);
        NDArray values = output.extrinsicValue().concat(output.intrinsicValue(), -1);
        return new Look(output.policy(), values, output.nextHiddenState());
    }

    /**
     * What a network gives for S sequences of L steps.
     *
     * @param policy π(a|s), batch shape {@code (S, L)}
     * @param extrinsicValue V_E(s), {@code (S, L, 1)}
     * @param intrinsicValue V_I(s), {@code (S, L, 1)}
     * @param nextHiddenState {@code (D·layers, S, H)}, the state after each sequence
     */
    record Output(
            PolicyDistribution policy,
            NDArray extrinsicValue,
            NDArray intrinsicValue,
            NDArray nextHiddenState) {}
}
