package io.engram.settings;

/**
 * The optimiser's settings.
 *
 * @param kind Adam or AdamW
 * @param beta1 the decay of the first moment, 0 to below 1
 * @param beta2 the decay of the second moment, 0 to below 1
 * @param epsilon added to the denominator, above 0
 * @param weightDecay the weight decay, at least 0; applied to every parameter
 */
public record OptimizerConfig(
        Kind kind, double beta1, double beta2, double epsilon, double weightDecay) {

    /** The kinds of optimisers. */
    public enum Kind {
        /** Adam; weight decay, if any, is added to the gradient. */
        ADAM,
        /** AdamW; weight decay acts on the parameters directly. */
        ADAMW
    }

    /**
     * PyTorch's AdamW: β 0.9 and 0.999, ε 1e-8, weight decay 0.01.
     *
     * @return the settings
     */
    public static OptimizerConfig adamW() {
        return new OptimizerConfig(Kind.ADAMW, 0.9, 0.999, 1e-8, 0.01);
    }

    /**
     * PyTorch's Adam: β 0.9 and 0.999, ε 1e-8, no weight decay.
     *
     * @return the settings
     */
    public static OptimizerConfig adam() {
        return new OptimizerConfig(Kind.ADAM, 0.9, 0.999, 1e-8, 0);
    }
}
