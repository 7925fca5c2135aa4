package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A network that shares one encoding between the actor and the critic of Recurrent PPO.
 *
 * <p>Batch first: S sequences of L steps. While acting, L is 1 and S is the number of environments.
 *
 * <pre>{@code
 * class MyNetwork implements RecurrentPPOSharedNetwork {
 *     private final Block encoder = Linear.builder().setUnits(32).build();
 *     private final Block gru = GRU.builder().setStateSize(32).setNumLayers(1).optReturnState(true).build();
 *     private final Block policy = Linear.builder().setUnits(2).build();
 *     private final Block value = Linear.builder().setUnits(1).build();
 *
 *     public Map<String, Block> blocks() {
 *         return Map.of("encoder", encoder, "gru", gru, "policy", policy, "value", value);
 *     }
 *     public HiddenShape hiddenStateShape() { return new HiddenShape(1, 32); }
 *     public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
 *         var encoded = forward.apply(encoder, observations.head()).tanh();
 *         var memory = forward.run(gru, encoded, hiddenState);
 *         var logits = forward.apply(policy, memory.get(0));
 *         return new Output(new PolicyDistribution.Categorical(logits, 2),
 *                           forward.apply(value, memory.get(0)), memory.get(1));
 *     }
 * }
 * }</pre>
 */
public non-sealed interface RecurrentPPOSharedNetwork extends ActorCriticNetwork {

    @Override
    default int valueStreams() {
        return 1;
    }

    @Override
    default Look look(Forward forward, NDList observations, NDArray hiddenState) {
        Output output = forward(forward, observations, hiddenState);
        return new Look(output.policy(), output.value(), output.nextHiddenState());
    }

    /**
     * Looks at sequences of observations.
     *
     * @param forward runs the blocks
     * @param observations one array for each part of the observation, {@code (S, L, …)} floats;
     *     pixels are already in {@code [0, 1]}
     * @param hiddenState {@code (D·layers, S, H)}, the state at the beginning of each sequence
     * @return policy, value and next hidden state
     */
    Output forward(Forward forward, NDList observations, NDArray hiddenState);

    /**
     * What a network gives for S sequences of L steps.
     *
     * @param policy π(a|s), batch shape {@code (S, L)}
     * @param value V(s), {@code (S, L, 1)}
     * @param nextHiddenState {@code (D·layers, S, H)}, the state after each sequence
     */
    record Output(PolicyDistribution policy, NDArray value, NDArray nextHiddenState) {}
}
