package io.engram.agent;

/** A loss, a gradient or a parameter is no longer a finite number. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param message what became infinite or NaN, and what to try
     */
    public TrainingDivergedException(String message) {
        super(message);
    }

    /**
     * A failure with more to say about it.
     *
     * @param message what happened, and where
     * @param cause the failure itself
     */
    public TrainingDivergedException(String message, Throwable cause) {
        super(message, cause);
    }
}
