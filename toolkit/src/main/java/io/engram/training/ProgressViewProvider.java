package io.engram.training;

import java.util.Optional;

/** Opens a view of the progress of a run, where there is a place for one. */
@FunctionalInterface
public interface ProgressViewProvider {

    /**
     * A new view.
     *
     * @return the view, or empty if nobody is watching
     */
    Optional<ProgressView> open();
}
