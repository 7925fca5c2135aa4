package io.engram.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.environment.VectorEnvironment;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.function.Supplier;

/**
 * The ready-made network for PPO: the layers of {@link RecurrentActorCritic} without memory.
 *
 * <pre>{@code
 * var network = ActorCritic.builder(envs).hidden(128).build();
 * }</pre>
 */
public final class ActorCritic extends ReadyMadeNetwork implements PPOSharedNetwork {
    ActorCritic(NetworkSpec spec, Supplier<Block> ownEncoder) {
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
    public HiddenShape hiddenStateShape() {
        return HiddenShape.NONE;
    }

    @Override
    public Output forward(Forward forward, NDList observations) {
        Heads heads = heads(forward, observations);
        return new Output(heads.policy(), heads.value());
    }

    /** Puts a network together. */
    public static final class Builder extends NetworkBuilder<Builder> {
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
        public ActorCritic build() {
            return new ActorCritic(spec(Remembering.NOTHING, 0), ownEncoder());
        }
    }
}
