package io.engram.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Goes along with one call of {@code train}.
 *
 * <p>The calling thread waits, minds an interrupt, and does nothing else: Java2D takes an interrupt
 * away from a thread that draws its first letters, and files break off under one. Drawing and
 * saving are done on a thread of the watch's own, which nobody interrupts.
 */
final class Watch {
    private static final long FIRST_DRAW_MILLISECONDS = 20;
    private static final long LAST_STEP_MILLISECONDS = 100;
    private static final long REDRAW_MILLISECONDS = 250;

    private final TrainingLoop loop;
    private final RunFiles files;
    private final LoopWork work;
    private final Extent extent;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Supplier<LiveView> open;
    private final ProgressReport report;
    private volatile String lastNote = "";

    /**
     * Goes along with a call.
     *
     * @param open opens what shows how it goes
     * @param report tells it
     */
    Watch(
            TrainingLoop loop,
            RunFiles files,
            LoopWork work,
            Extent extent,
            Supplier<LiveView> open,
            ProgressReport report) {
        this.open = open;
        this.report = report;
        this.loop = loop;
        this.files = files;
        this.work = work;
        this.extent = extent;
    }

    /** Trains, and waits for the end. An interrupt is still there afterwards. */
    void train() {
        Aside.attend(
                "engram-watch",
                this::attend,
                end,
                () -> {
                    loop.stop();
                    stop.complete(null);
                });
    }

    /** Ends training after the present update. */
    void endSoon() {
        extent.endNow();
    }

    /** Whether training was interrupted and is about to end. */
    boolean isStopping() {
        return stop.isDone();
    }

    /** How it goes, for whoever looks besides. */
    ProgressReport report() {
        return report;
    }

    /** What was told at the end, or what ended it before there was something to tell. */
    String note() {
        return lastNote.isEmpty()
                ? end.handle((nothing, e) -> e == null ? "" : e.getMessage()).getNow("")
                : lastNote;
    }

    /** Completed when the call ends, however it does. */
    CompletableFuture<Void> end() {
        return end;
    }

    private void attend() {
        try (LiveView view = open.get()) {
            work.settle(stop, where -> draw(view, "waiting for " + where));
            CompletableFuture<Void> done = stop.isDone() ? stop : work.begin(extent);
            long pause = FIRST_DRAW_MILLISECONDS;
            while (!Aside.endsWithin(done, stop, pause)) {
                draw(view, "");
                pause = REDRAW_MILLISECONDS;
            }
            if (stop.isDone()) {
                drawEnd(view, interrupted(done));
            } else if (done.isCompletedExceptionally() && !loop.isStopped()) {
                drawEnd(view, loop.failureNote());
                done.join();
            } else {
                drawEnd(view, doneNote());
            }
        }
    }

    private String interrupted(CompletableFuture<Void> done) {
        // Again, since the work may have begun after the interrupt.
        loop.stop();
        awaitLastStep(done);
        Standing standing = loop.standing();
        Path saved = files.saveIfNew(standing);
        Optional<String> left = work.leave();
        return "interrupted after update %d, saved in %s; call %s again to go on"
                        .formatted(standing.now().update(), saved, extent.call())
                + left.map(". It was inside %s, which had not come back"::formatted).orElse("");
    }

    /** A step or a mini-batch takes milliseconds, and may be the one that finishes an update. */
    private static void awaitLastStep(CompletableFuture<Void> done) {
        try {
            done.get(LAST_STEP_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // It is saved as it stands now; the loop saves again if it comes further.
            return;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the watch's thread", e);
        }
    }

    private String doneNote() {
        var state = loop.standing().now();
        String note = extent.end(state);
        return state.best()
                .map(best -> "; best: update %d, %s".formatted(best.update(), best.returnText()))
                .map(note::concat)
                .orElse(note);
    }

    private void draw(LiveView view, String note) {
        view.draw(thumbnail -> report.now(false, thumbnail, note));
    }

    private void drawEnd(LiveView view, String note) {
        lastNote = note;
        view.drawEnd(thumbnail -> report.now(true, thumbnail, note));
    }
}
