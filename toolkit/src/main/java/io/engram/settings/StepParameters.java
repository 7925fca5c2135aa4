package io.engram.settings;

/**
 * What only the algorithms without memory have, which learn from steps one by one.
 *
 * @param <B> the builder itself
 */
public interface StepParameters<B extends AgentParameters<B> & StepParameters<B>> {

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
     * How many steps make a mini-batch; the rest makes a last, smaller one. Instead, {@link
     * AgentParameters#nMiniBatch} fixes the number of mini-batches.
     *
     * @param value at least 1; 256 unless set
     * @return this builder
     */
    default B miniBatchSize(int value) {
        builder().draft().miniBatchSize(value);
        return builder();
    }
}
