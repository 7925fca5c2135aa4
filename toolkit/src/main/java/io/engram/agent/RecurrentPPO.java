package io.engram.agent;

import io.engram.network.RecurrentPPOSharedNetwork;
import io.engram.settings.Algorithm;
import io.engram.settings.ConfigFile;
import io.engram.settings.DiscountParameters;
import io.engram.settings.RecurrentParameters;
import java.nio.file.Path;

/**
 * Proximal policy optimisation (Schulman et al. 2017) for networks that remember, with truncated
 * back-propagation through time over stored hidden states.
 *
 * <p>An agent is a configuration and a network; a {@code TrainingRun} gives it parameters.
 *
 * <pre>{@code
 * var agent = RecurrentPPO.builder()
 *     .network(network)
 *     .nSteps(256).epoch(4).seqLen(16).seqMiniBatchSize(64)
 *     .learningRate(Schedule.linear(3e-4, 3e-6, 100))
 *     .build();
 * }</pre>
 */
public final class RecurrentPPO {
    private RecurrentPPO() {}

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
     * var agent = RecurrentPPO.fromYaml(Path.of("agent.yaml")).network(network).build();
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

    /** Puts a recurrent agent together; every parameter has a default but the network. */
    public static final class Builder extends AgentBuilder<Builder>
            implements RecurrentParameters<Builder>, DiscountParameters<Builder> {
        private Builder() {
            super(Algorithm.RECURRENT_PPO);
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
        public Builder network(RecurrentPPOSharedNetwork value) {
            return super.network(value);
        }
    }
}
