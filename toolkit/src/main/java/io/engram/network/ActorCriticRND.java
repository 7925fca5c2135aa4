package io.engram.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.environment.VectorEnvironment;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The ready-made network for PPO with Random Network Distillation: the layers of {@link
 * RecurrentActorCriticRND} without memory.
 *
 * <pre>{@code
 * var network = ActorCriticRND.builder(envs).hidden(128).build();
 * }</pre>
 */
public final class ActorCriticRND extends ReadyMadeNetwork implements PPORNDNetwork {
    private final FeatureNetworks features;

    ActorCriticRND(NetworkSpec spec, Supplier<Block> ownEncoder) {
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
    public HiddenShape hiddenStateShape() {
        return HiddenShape.NONE;
    }

    @Override
    public Output forwardActorCritic(Forward forward, NDList observations) {
        Heads heads = heads(forward, observations);
        return new Output(heads.policy(), heads.value(), heads.intrinsicValue());
    }

    @Override
    public Map<String, Block> targetBlocks() {
        return features.targetBlocks();
    }

    @Override
    public Features forwardRnd(Forward forward, NDList observations) {
        return features.features(forward, observations, null);
    }

    /** Puts a network together. */
    public static final class Builder extends NetworkBuilder<Builder> {
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
        public ActorCriticRND build() {
            return new ActorCriticRND(spec(Remembering.NOTHING, rndFeatures), ownEncoder());
        }
    }
}
