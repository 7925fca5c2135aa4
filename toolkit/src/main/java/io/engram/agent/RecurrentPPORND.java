package io.engram.agent;

import io.engram.network.RecurrentPPORNDNetwork;
import io.engram.settings.Algorithm;
import io.engram.settings.ConfigFile;
import io.engram.settings.RecurrentRndParameters;
import java.nio.file.Path;

/**
 * {@link RecurrentPPO} driven by curiosity besides: random network distillation (Burda et al.
 * 2018), where what is new is judged by what is seen and by what is remembered.
 *
 * <pre>{@code
 * var agent = RecurrentPPORND.builder()
 *     .network(network)
 *     .nSteps(128).seqLen(16).extGamma(0.99).intAdvCoef(0.5)
 *     .build();
 * }</pre>
 */
public final class RecurrentPPORND {
    private RecurrentPPORND() {}

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
     * var agent = RecurrentPPORND.fromYaml(Path.of("agent.yaml")).network(network).build();
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

    /** Puts a curious recurrent agent together; every parameter has a default but the network. */
    public static final class Builder extends AgentBuilder<Builder>
            implements RecurrentRndParameters<Builder> {
        private Builder() {
            super(Algorithm.RECURRENT_PPO_RND);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * The network. There is no default.
         *
         * @param value the network of the actor, both critics, the predictor and the target
         * @return this builder
         */
        public Builder network(RecurrentPPORNDNetwork value) {
            return super.network(value);
        }
    }
}
