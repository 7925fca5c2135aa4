package io.engram.training;

/**
 * A place where the progress of one run is redrawn.
 *
 * <p>Both methods are called from the thread that called the run, and {@link #update} at most four
 * times a second.
 */
public interface ProgressView extends AutoCloseable {

    /**
     * Redraws.
     *
     * @param progress where the run stands
     */
    void update(Progress progress);

    /** Leaves the last picture where it is; nothing follows. */
    @Override
    void close();
}
