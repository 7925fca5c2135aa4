package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.environment.VectorEnvironment;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.function.Supplier;

/**
 * The ready-made network for Recurrent PPO: an encoder of three convolutions for images, recurrent
 * layers, a linear layer that actor and critic share, one linear layer for each of them, and their
 * heads. Continuous actions get one learned standard deviation for each dimension. That is the
 * network of the defaults; the builder has options for more.
 *
 * <p>Layers and initial values follow MarcoMeter's recurrent-ppo-truncated-bptt: rectified linear
 * activations, orthogonal weights with gain √2 (policy head 0.1, value head 1), recurrent biases 0,
 * all other biases uniform within ±1/√inputs.
 *
 * <pre>{@code
 * var network = RecurrentActorCritic.builder(envs).lstm(64).hidden(128).build();
 * var larger = RecurrentActorCritic.builder(envs)
 *         .lstm(128).gru(64).skip(true)
 *         .hidden(256, 128).activation(Activation.SILU).layerNorm(true)
 *         .build();
 * }</pre>
 */
public final class RecurrentActorCritic extends ReadyMadeNetwork
        implements RecurrentPPOSharedNetwork {
    RecurrentActorCritic(NetworkSpec spec, Supplier<Block> ownEncoder) {
        super(spec, ownEncoder);
    }

    /**
     * A network for these environments.
     *
     * @param environments whose spaces the network fits
     * @return a builder
     */
    public static Builder builder(VectorEnvironment environments) {
        return builder(environments.observationSpace(), environments.actionSpace());
    }

    /**
     * A network for these spaces.
     *
     * @param observationSpace what it sees: vectors, and images of any size
     * @param actionSpace what it chooses from
     * @return a builder
     */
    public static Builder builder(ObservationSpace observationSpace, ActionSpace actionSpace) {
        return new Builder(observationSpace, actionSpace);
    }

    @Override
    public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
        Remembered remembered = remember(forward, observations, hiddenState);
        Heads heads = heads(forward, remembered);
        return new Output(heads.policy(), heads.value(), remembered.nextHiddenState());
    }

    /** Puts a network together. */
    public static final class Builder extends RecurrentNetworkBuilder<Builder> {
        private Builder(ObservationSpace observationSpace, ActionSpace actionSpace) {
            super(observationSpace, actionSpace);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Makes the network. Its parameters get their values when a run begins, from the run's
         * seed.
         *
         * @return the network
         * @throws IllegalArgumentException if a width, an option or the observation's shape is out
         *     of range
         */
        public RecurrentActorCritic build() {
            return new RecurrentActorCritic(spec(0), ownEncoder());
        }
    }
}
