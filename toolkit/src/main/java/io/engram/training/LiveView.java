package io.engram.training;

import io.engram.show.Picture;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A view that shows a run, and the policy at play beside it. A broken one is not worth a run. */
final class LiveView implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveView.class.getName());

    private final String runName;
    private final ProgressView view;
    private final Optional<PolicyPreview> preview;
    private boolean isBroken;

    /**
     * Opens a view.
     *
     * @param view where to draw
     * @param preview opens the policy at play, if that can be shown
     */
    LiveView(String runName, ProgressView view, Supplier<Optional<PolicyPreview>> preview) {
        this.runName = runName;
        this.view = view;
        this.preview = view.showsPictures() ? preview.get() : Optional.empty();
    }

    void draw(Function<Optional<Picture>, Progress> report) {
        if (isBroken) {
            return;
        }
        try {
            view.update(report.apply(preview.flatMap(PolicyPreview::latest)));
        } catch (RuntimeException e) {
            isBroken = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the progress of the run '%s' is not shown any more, since drawing it failed; training goes on"
                            .formatted(runName),
                    e);
        }
    }

    /** Draws at once, and again if there is a picture of the policy that there is now. */
    void drawEnd(Function<Optional<Picture>, Progress> report) {
        Optional<Picture> latest = preview.flatMap(PolicyPreview::latest);
        draw(report);
        if (!isBroken && !preview.flatMap(PolicyPreview::last).equals(latest)) {
            draw(report);
        }
    }

    @Override
    public void close() {
        preview.ifPresent(PolicyPreview::close);
        view.close();
    }
}
