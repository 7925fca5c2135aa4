package io.engram.training;

/** Shows how a run comes along, in place. Used by the thread that called {@code train}. */
public interface ProgressView extends AutoCloseable {

    /**
     * Redraws.
     *
     * @param progress how far the run has come
     */
    void update(Progress progress);

    /** Ends the view; what was drawn last stays. */
    @Override
    void close();
}
