package io.engram.environment;

/**
 * An environment did what no environment may do, for example return an observation of the wrong
 * size or a reward that is not a number.
 *
 * <p>The message names the environment, its place in the vector, the step, and what to return
 * instead.
 */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A fault that was found in what an environment returned.
     *
     * @param message one sentence
     */
    public EnvironmentException(String message) {
        super(message);
    }

    /**
     * A fault inside an environment.
     *
     * @param message one sentence
     * @param cause what the environment threw
     */
    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
