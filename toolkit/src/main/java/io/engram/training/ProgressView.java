package io.engram.training;

/**
 * Shows how a run comes along, in place. Used by one thread, which is not the one that called
 * {@code train}: nobody interrupts it.
 */
public interface ProgressView extends AutoCloseable {

    /**
     * A view that shows nothing.
     *
     * @return the view
     */
    static ProgressView nowhere() {
        return new ProgressView() {
            @Override
            public void update(Progress progress) {}

            @Override
            public void close() {}
        };
    }

    /**
     * Redraws.
     *
     * @param progress how far the run has come
     */
    void update(Progress progress);

    /**
     * Whether it shows pictures, such as {@link Progress#thumbnail}, which are made only if
     * somebody sees them.
     *
     * @return false unless it does
     */
    default boolean showsPictures() {
        return false;
    }

    /** Ends the view; what was drawn last stays. */
    @Override
    void close();
}
