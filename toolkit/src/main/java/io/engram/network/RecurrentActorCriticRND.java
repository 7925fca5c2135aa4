package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.environment.VectorEnvironment;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The ready-made network for Recurrent PPO with Random Network Distillation: the layers of {@link
 * RecurrentActorCritic} with a second value head, and beside them a predictor and a target over
 * what is seen and remembered.
 *
 * <pre>{@code
 * var network = RecurrentActorCriticRND.builder(envs).lstm(64).hidden(128).build();
 * }</pre>
 */
public final class RecurrentActorCriticRND extends ReadyMadeNetwork
        implements RecurrentPPORNDNetwork {
    private final FeatureNetworks features;

    RecurrentActorCriticRND(NetworkSpec spec, Supplier<Block> ownEncoder) {
        super(spec, ownEncoder);
        features = new FeatureNetworks(spec, ownEncoder, blocks());
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
    public Output forwardActorCritic(Forward forward, NDList observations, NDArray hiddenState) {
        Remembered remembered = remember(forward, observations, hiddenState);
        Heads heads = heads(forward, remembered);
        return new Output(
                heads.policy(),
                heads.value(),
                heads.intrinsicValue(),
                remembered.nextHiddenState());
    }

    @Override
    public Map<String, Block> targetBlocks() {
        return features.targetBlocks();
    }

    @Override
    public Features forwardRnd(Forward forward, NDList observations, NDArray hiddenState) {
        return features.features(forward, observations, hiddenState);
    }

    /** Puts a network together. */
    public static final class Builder extends RecurrentNetworkBuilder<Builder> {
        private int rndFeatures = RND_FEATURES;

        private Builder(ObservationSpace observationSpace, ActionSpace actionSpace) {
            super(observationSpace, actionSpace);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The number of features of predictor and target.
         *
         * @param count F, at least 1; 64 unless set
         * @return this builder
         */
        public Builder rndFeatures(int count) {
            rndFeatures = requireFeatures(count);
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
        public RecurrentActorCriticRND build() {
            return new RecurrentActorCriticRND(spec(rndFeatures), ownEncoder());
        }
    }
}
