package io.engram.training;

import io.engram.checkpoint.RunDescription;
import io.engram.evaluation.Policy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Where a run is shown, and what of it. */
final class Screen {
    private final RunDescription run;
    private final TrainingLoop loop;
    private final List<String> shown;

    Screen(RunDescription run, TrainingLoop loop, List<String> shown) {
        this.run = run;
        this.loop = loop;
        this.shown = shown;
    }

    ProgressReport report(Extent extent) {
        return new ProgressReport(run, loop, extent, shown);
    }

    /** Shows a call where the user looks. */
    LiveView open() {
        return new LiveView(
                run.name(), ProgressViews.open(), () -> PolicyPreview.begin(run, this::policy));
    }

    /** Shows a call nowhere. */
    LiveView openNowhere() {
        return new LiveView(run.name(), ProgressView.nowhere(), Optional::empty);
    }

    private Policy policy() {
        return Policy.of(run, loop.standing().now(), loop.network());
    }

    /**
     * Shows the call that goes on until it ends or the thread is interrupted; without one, where
     * the run stands.
     *
     * @param call the latest call, or empty if there was none
     */
    void watch(Optional<Watch> call) {
        if (call.isEmpty()) {
            int updates = (int) Math.max(1, loop.standing().now().update());
            var still = report(Extent.updates(updates, state -> false, run));
            look(still, CompletableFuture.completedFuture(null), () -> "nobody has called train");
            return;
        }
        Watch watch = call.get();
        look(
                watch.report(),
                watch.end(),
                () ->
                        watch.end().isDone()
                                ? watch.note()
                                : "training goes on; call watch() again to see it, stop() to end it");
    }

    private void look(
            ProgressReport report, CompletableFuture<Void> trained, Supplier<String> note) {
        new Onlooker(
                        this::open,
                        view -> view.draw(picture -> report.now(false, picture, "")),
                        view ->
                                view.drawEnd(
                                        picture ->
                                                report.now(trained.isDone(), picture, note.get())),
                        trained)
                .look();
    }
}
