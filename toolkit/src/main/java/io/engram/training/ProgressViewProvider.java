package io.engram.training;

import java.util.Optional;

/** Opens a live view where there is something to draw on, such as a notebook's cell. */
public interface ProgressViewProvider {

    /**
     * Opens a view.
     *
     * @return the view, or empty if there is nothing to draw on now
     */
    Optional<ProgressView> open();
}
