package io.engram.notebook;

import io.engram.engine.EngineThread;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows things in the cell that is running in a kernel.
 *
 * <p>Everything is drawn and sent on one thread, which nobody interrupts: an interrupt breaks the
 * kernel's sockets off in the middle of a message, and is itself lost where Java2D draws its first
 * letters.
 *
 * <p>Kernels end a cell at the moment of its interrupt, or soon after, and drop what comes later.
 * What a live cell has to show then is kept, and put into its place while the next cell is running;
 * so is what may have come too late by less than the time that sending takes.
 *
 * @param <D> what the kernel sends
 */
final class CellDisplay<D> implements Display {
    private static final long LOOK_MILLISECONDS = 20;

    private final ScheduledExecutorService screen =
            Executors.newSingleThreadScheduledExecutor(this::newThread);
    private final KernelCell<D> cell;
    private volatile Thread screenThread;

    CellDisplay(KernelCell<D> cell) {
        this.cell = cell;
    }

    private Thread newThread(Runnable work) {
        var created = new Thread(work, "engram-display");
        created.setDaemon(true);
        screenThread = created;
        return created;
    }

    @Override
    public void show(Object value) {
        onScreen(() -> cell.display(cell.render(value, Optional.empty())));
    }

    @Override
    public LiveCell live() {
        return new Redrawn();
    }

    /** Draws and waits for it; an interrupt is kept for later. */
    private void onScreen(Runnable draw) {
        if (Thread.currentThread() == screenThread) {
            draw.run();
            return;
        }
        try {
            CompletableFuture.runAsync(draw, screen).join();
        } catch (CompletionException e) {
            throw EngineThread.unchecked(e.getCause());
        }
    }

    private final class Redrawn implements LiveCell {
        private final String id = UUID.randomUUID().toString();
        private boolean isShown;
        private D kept;

        @Override
        public void update(Object value) {
            onScreen(
                    () -> {
                        boolean looking = kept != null;
                        kept = cell.render(value, Optional.of(id));
                        if (!sent() && !looking) {
                            lookLater();
                        }
                    });
        }

        /** Whether what was kept is in the notebook now. */
        private boolean sent() {
            if (!cell.isRunning()) {
                return false;
            }
            try {
                if (isShown) {
                    cell.updateDisplay(kept);
                } else {
                    cell.display(kept);
                }
            } catch (RuntimeException e) {
                if (cell.isRunning()) {
                    kept = null;
                    throw e;
                }
            }
            if (!cell.isRunning()) {
                // It ended just now, and nobody says whether before or after.
                return false;
            }
            isShown = true;
            kept = null;
            return true;
        }

        private void lookLater() {
            screen.schedule(this::look, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            if (kept != null && !sent()) {
                lookLater();
            }
        }

        @Override
        public void close() {
            // The last state stays in the notebook.
        }
    }
}
