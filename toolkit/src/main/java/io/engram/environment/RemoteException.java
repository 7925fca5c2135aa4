package io.engram.environment;

/**
 * What went wrong in an environment that works elsewhere: an {@link EnvironmentException} tells it,
 * with the environment and its step.
 */
public final class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The lines below the sentence. */
    private final String details;

    /**
     * A failure.
     *
     * @param what the middle of a sentence that begins with the environment's name, such as {@code
     *     threw ValueError: no such action}
     * @param details the lines below the sentence, such as a traceback; maybe empty
     */
    public RemoteException(String what, String details) {
        super(what);
        this.details = details;
    }

    /**
     * The lines below the sentence.
     *
     * @return such as a traceback, or an empty text
     */
    public String details() {
        return details;
    }
}
