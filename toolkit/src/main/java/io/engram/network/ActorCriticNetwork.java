package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.random.RandomStream;
import java.util.Map;
import java.util.Optional;

/**
 * What the four algorithms need of a network. Implement the interface of the algorithm instead:
 * {@link RecurrentPPOSharedNetwork}, {@link RecurrentPPORNDNetwork}, {@link PPOSharedNetwork} or
 * {@link PPORNDNetwork}.
 *
 * <p>Batch first: S sequences of L steps. While acting, L is 1 and S is the number of environments.
 */
public sealed interface ActorCriticNetwork
        permits RecurrentPPOSharedNetwork, RecurrentPPORNDNetwork, PPOSharedNetwork, PPORNDNetwork {

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
     * The number of value streams V.
     *
     * @return 1, or 2 with an intrinsic value besides the extrinsic one
     */
    int valueStreams();

    /**
     * Whether real numbers of actions are squashed into their bounds rather than clipped. What is
     * drawn from the policy's normal distribution, u, then becomes low + (high − low) · (tanh u +
     * 1) / 2, and log-probability and entropy are those of what the environment gets. The bounds
     * must be finite.
     *
     * @return false unless overridden: the environment gets what is drawn, brought into its bounds,
     *     and log-probability and entropy are those of what is drawn
     */
    default boolean squashesActions() {
        return false;
    }

    /**
     * Looks at sequences of observations.
     *
     * @param forward runs the blocks
     * @param observations one array for each part of the observation, {@code (S, L, …)} floats
     * @param hiddenState {@code (D·layers, S, H)}, the state at the beginning of each sequence
     * @return policy, values and next hidden state
     */
    Look look(Forward forward, NDList observations, NDArray hiddenState);

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
     * @param values {@code (S, L, V)}, one column for each value stream
     * @param nextHiddenState {@code (D·layers, S, H)}, the state after each sequence
     */
    record Look(PolicyDistribution policy, NDArray values, NDArray nextHiddenState) {}
}
