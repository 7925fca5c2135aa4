package io.engram.training;

import io.engram.engine.EngineThread;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for updates on the thread that asked for them: redraws, and minds an interrupt. */
final class Watch {
    private static final long POLL_MILLISECONDS = 20;
    private static final long REDRAW_NANOSECONDS = 400_000_000;

    private final String name;
    private final TrainingLoop loop;
    private final RunFiles files;
    private final ProgressView view;
    private final int updates;

    Watch(String name, TrainingLoop loop, RunFiles files, ProgressView view, int updates) {
        this.name = name;
        this.loop = loop;
        this.files = files;
        this.view = view;
        this.updates = updates;
    }

    void awaitEnd(CompletableFuture<Void> work) {
        long nextDraw = System.nanoTime();
        while (true) {
            try {
                work.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
                draw(doneNote());
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() >= nextDraw) {
                    draw("");
                    nextDraw = System.nanoTime() + REDRAW_NANOSECONDS;
                }
            } catch (InterruptedException e) {
                // The flag is clear now: drawing with it set breaks a notebook's connection.
                draw(interrupt());
                return;
            } catch (ExecutionException e) {
                draw("stopped");
                throw EngineThread.unchecked(e.getCause());
            }
        }
    }

    private String interrupt() {
        loop.stop();
        Standing standing = loop.standing();
        Path saved = files.save(standing);
        return "interrupted after update %d, saved in %s; call train(%d) again to go on"
                .formatted(standing.now().update(), saved, updates);
    }

    private String doneNote() {
        var state = loop.standing().now();
        String note =
                state.update() > updates
                        ? "the run has made %d updates already".formatted(state.update())
                        : "done";
        return state.best()
                .map(best -> "; best: update %d, %s".formatted(best.update(), best.returnText()))
                .map(note::concat)
                .orElse(note);
    }

    private void draw(String note) {
        view.update(ProgressReport.of(name, loop.standing().now(), updates, note));
    }
}
