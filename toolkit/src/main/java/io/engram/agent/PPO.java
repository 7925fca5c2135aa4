package io.engram.agent;

import io.engram.network.PPOSharedNetwork;
import io.engram.settings.Algorithm;
import io.engram.settings.ConfigFile;
import io.engram.settings.DiscountParameters;
import io.engram.settings.StepParameters;
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
        return builder().from(file);
    }

    /** Puts an agent without memory together; every parameter has a default but the network. */
    public static final class Builder extends AgentBuilder<Builder>
            implements StepParameters<Builder>, DiscountParameters<Builder> {
        private Builder() {
            super(Algorithm.PPO);
        }

        @Override
        protected Builder self() {
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
    }
}
