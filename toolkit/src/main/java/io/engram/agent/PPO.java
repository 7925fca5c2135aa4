package io.engram.agent;

import io.engram.network.PPOSharedNetwork;
import java.nio.file.Path;

/**
 * Proximal policy optimisation (Schulman et al. 2017) without memory: the update of {@link
 * RecurrentPPO} on sequences of one step.
 *
 * <pre>{@code
 * var agent = PPO.builder().network(network).nSteps(128).miniBatchSize(256).build();
 * }</pre>
 */
public final class PPO {
    private PPO() {}

    /**
     * An agent with every parameter at its default.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An agent with the parameters of a file: of Engram, or of one of the systems that {@link
     * ConfigFile} reads. What is done otherwise here than there is told in the log.
     *
     * <pre>{@code
     * var agent = PPO.fromYaml(Path.of("agent.yaml")).network(network).build();
     * }</pre>
     *
     * @param file a YAML file
     * @return a builder without a network
     * @throws IllegalArgumentException if a key or a value is wrong, or the file is for another
     *     algorithm
     */
    public static Builder fromYaml(Path file) {
        return builder().read(file);
    }

    /** Puts an agent without memory together; every parameter has a default but the network. */
    public static final class Builder extends AgentBuilder<Builder> {
        private Builder() {
            super(Algorithm.PPO);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The network. There is no default.
         *
         * @param value the network that actor and critic share
         * @return this builder
         */
        public Builder network(PPOSharedNetwork value) {
            return super.network(value);
        }

        /**
         * How many steps make a mini-batch; the rest makes a last, smaller one. Instead, {@link
         * #nMiniBatch} fixes the number of mini-batches.
         *
         * @param value at least 1; 256 unless set
         * @return this builder
         */
        public Builder miniBatchSize(int value) {
            draft().miniBatchSize(value);
            return this;
        }

        /**
         * The discount factor γ.
         *
         * @param value 0 to 1; 0.995 unless set
         * @return this builder
         */
        public Builder gamma(double value) {
            draft().gamma = value;
            return self();
        }
    }
}
