package io.engram.settings;

/**
 * What only the algorithms without curiosity have, which know one kind of reward.
 *
 * @param <B> the builder itself
 */
public interface DiscountParameters<B extends AgentParameters<B> & DiscountParameters<B>> {

    /**
     * The builder itself.
     *
     * @return this
     */
    private B builder() {
        @SuppressWarnings("unchecked")
        B builder = (B) this;
        return builder;
    }

    /**
     * The discount factor γ.
     *
     * @param value 0 to 1; 0.995 unless set
     * @return this builder
     */
    default B gamma(double value) {
        builder().draft().gamma = value;
        return builder();
    }
}
