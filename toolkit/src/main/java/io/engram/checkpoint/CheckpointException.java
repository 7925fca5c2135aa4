package io.engram.checkpoint;

import org.jspecify.annotations.Nullable;

/** A checkpoint cannot be written or read; the message names the file and what to do. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param message the file, what is wrong with it, and what to do
     */
    public CheckpointException(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message the file, what is wrong with it, and what to do
     * @param cause the cause
     */
    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
