package io.engram.agent;

import io.engram.network.PPORNDNetwork;
import io.engram.settings.Algorithm;
import io.engram.settings.ConfigFile;
import io.engram.settings.RndParameters;
import io.engram.settings.StepParameters;
import java.nio.file.Path;

/**
 * {@link PPO} driven by curiosity besides: random network distillation (Burda et al. 2018).
 *
 * <pre>{@code
 * var agent = PPORND.builder().network(network).intAdvCoef(0.5).build();
 * }</pre>
 */
public final class PPORND {
    private PPORND() {}

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
     * var agent = PPORND.fromYaml(Path.of("agent.yaml")).network(network).build();
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

    /** Puts a curious agent together; every parameter has a default but the network. */
    public static final class Builder extends AgentBuilder<Builder>
            implements StepParameters<Builder>, RndParameters<Builder> {
        private Builder() {
            super(Algorithm.PPO_RND);
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
        public Builder network(PPORNDNetwork value) {
            return super.network(value);
        }
    }
}
