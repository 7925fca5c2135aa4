package io.engram.settings;

/**
 * The parameters that the algorithms with memory have besides.
 *
 * @param <B> the builder itself
 */
public interface RecurrentParameters<B extends AgentParameters<B> & RecurrentParameters<B>> {

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
     * L, the number of steps through which the gradient flows back. Longer sequences learn to
     * remember for longer and cost more.
     *
     * @param value typically 8 or more; 0 or less: as long as the longest episode of the rollout;
     *     16 unless set
     * @return this builder
     */
    default B seqLen(int value) {
        builder().draft().seqLen = value;
        return builder();
    }

    /**
     * How many sequences make a mini-batch; the rest makes a last, smaller one. Instead, {@link
     * AgentParameters#nMiniBatch} fixes the number of mini-batches.
     *
     * @param value at least 1; 64 unless set
     * @return this builder
     */
    default B seqMiniBatchSize(int value) {
        builder().draft().miniBatchSize(value);
        return builder();
    }

    /**
     * What observations are padded with. It changes no loss, since padding has no weight.
     *
     * @param value a finite number; 0 unless set
     * @return this builder
     */
    default B paddingValue(double value) {
        builder().draft().paddingValue = value;
        return builder();
    }

    /**
     * Whether memory is emptied when an episode begins.
     *
     * @param value true unless set; false carries memory over, which can help with very short
     *     episodes
     * @return this builder
     */
    default B resetHiddenState(boolean value) {
        builder().draft().resetHiddenState = value;
        return builder();
    }

    /**
     * Whether sequences begin, while learning, with the hidden state that was stored while acting.
     * Otherwise they begin with zeros, as if nothing had come before: simpler, but the ratio of the
     * first mini-batch is not 1 then, the less so the shorter sequences are.
     *
     * @param value true unless set
     * @return this builder
     */
    default B storedHiddenState(boolean value) {
        builder().draft().storedHiddenState = value;
        return builder();
    }

    /**
     * Whether the hidden state at the beginning of each sequence is computed anew, with the present
     * parameters, before every epoch but the first. Otherwise every epoch begins its sequences with
     * the states stored while acting, which are those of older and older parameters. It costs one
     * more forward pass an epoch, in {@code nSteps / seqLen} pieces, and the metric {@code
     * hidden_state_drift} then tells how far the stored states were off.
     *
     * @param value false unless set
     * @return this builder
     */
    default B recomputeHiddenState(boolean value) {
        builder().draft().recomputeHiddenState = value;
        return builder();
    }
}
