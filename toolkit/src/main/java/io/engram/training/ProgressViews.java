package io.engram.training;

import java.util.Objects;
import java.util.Optional;

/**
 * The one place where runs ask for a view; a notebook's kernel puts its own here when it starts.
 */
public final class ProgressViews {
    private static volatile ProgressViewProvider provider = Optional::empty;

    private ProgressViews() {}

    /**
     * Sets where the runs that start from now on are shown.
     *
     * @param newProvider opens the views; {@code Optional::empty} for none
     */
    public static void use(ProgressViewProvider newProvider) {
        provider = Objects.requireNonNull(newProvider, "newProvider");
    }

    /**
     * A new view for a run.
     *
     * @return the view, or empty if nobody is watching
     */
    public static Optional<ProgressView> open() {
        return provider.open();
    }
}
