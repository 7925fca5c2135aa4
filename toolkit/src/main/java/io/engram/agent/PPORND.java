package io.engram.agent;

import io.engram.network.PPORNDNetwork;

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

    /** Puts a curious agent together; every parameter has a default but the network. */
    public static final class Builder extends AgentBuilder<Builder>
            implements RndParameters<Builder> {
        private Builder() {
            super(Algorithm.PPO_RND);
        }

        @Override
        Builder self() {
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
    }
}
