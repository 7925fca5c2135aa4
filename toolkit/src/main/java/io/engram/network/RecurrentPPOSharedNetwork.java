package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.random.RandomStream;
import java.util.Map;
import java.util.Optional;

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
public interface RecurrentPPOSharedNetwork {

    /**
     * Every block that has parameters. Blocks are initialised by Engram when a run begins, with the
     * shapes that reach them, in the order of their names.
     *
     * @return the blocks by name; the names appear in checkpoints
     */
    Map<String, Block> blocks();

    /**
     * The shape of one sequence's hidden state.
     *
     * @return layers and width
     */
    HiddenShape hiddenStateShape();

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
     * Sets initial parameter values. Unless overridden, the values of the blocks' own DJL
     * initialisers stay.
     *
     * @param parameters the values of each parameter by name, in row-major order; change them in
     *     place
     * @param shapes the shape of each parameter by name
     * @param random the only source of randomness
     */
    default void initialize(
            Map<String, float[]> parameters, Map<String, long[]> shapes, RandomStream random) {}

    /**
     * How to make this network again, as checkpoints do.
     *
     * @return the description, or empty for a network that only its own code can make
     */
    default Optional<NetworkSpec> spec() {
        return Optional.empty();
    }

    /**
     * What a network gives for S sequences of L steps.
     *
     * @param policy π(a|s), batch shape {@code (S, L)}
     * @param value V(s), {@code (S, L, 1)}
     * @param nextHiddenState {@code (D·layers, S, H)}, the state after each sequence
     */
    record Output(PolicyDistribution policy, NDArray value, NDArray nextHiddenState) {}
}
