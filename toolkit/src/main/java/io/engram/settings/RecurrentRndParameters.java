package io.engram.settings;

/**
 * The parameters of an algorithm that remembers and is curious.
 *
 * @param <B> the builder itself
 */
public interface RecurrentRndParameters<B extends AgentParameters<B> & RecurrentRndParameters<B>>
        extends RecurrentParameters<B>, RndParameters<B> {

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
     * Into which range normalised hidden states are brought, for predictor and target only.
     *
     * @param low below {@code high}; -5 unless set
     * @param high 5 unless set
     * @return this builder
     */
    default B hiddenStateNormClipRange(double low, double high) {
        builder().draft().hiddenStateNormClipRange = new ClipRange(low, high);
        return builder();
    }
}
