package io.engram.notebook;

import io.engram.engine.EngineThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;

/**
 * Shows things in the cell that is running in a JJava kernel.
 *
 * <p>Everything is drawn and sent on one thread, which nobody interrupts: an interrupt breaks the
 * kernel's sockets off in the middle of a message, and is itself lost where Java2D draws its first
 * letters.
 *
 * <p>JJava ends a cell at the moment of its interrupt and drops what comes later. What a live cell
 * has to show then is kept, and put into its place while the next cell is running.
 */
final class JJavaDisplay implements Display {
    private static final long LOOK_MILLISECONDS = 20;

    private final ScheduledExecutorService screen =
            Executors.newSingleThreadScheduledExecutor(this::newThread);
    private volatile Thread screenThread;

    private Thread newThread(Runnable work) {
        var created = new Thread(work, "engram-display");
        created.setDaemon(true);
        screenThread = created;
        return created;
    }

    @Override
    public void show(Object value) {
        onScreen(() -> BaseNotebookStatics.display(value));
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

    private static boolean isCellRunning() {
        return BaseKernel.notebookKernel().getIO().isAttached();
    }

    private final class Redrawn implements LiveCell {
        private String id;
        private Object kept;

        @Override
        public void update(Object value) {
            onScreen(() -> draw(value));
        }

        private void draw(Object value) {
            if (isCellRunning()) {
                kept = null;
                send(value);
            } else {
                boolean looking = kept != null;
                kept = value;
                if (!looking) {
                    lookLater();
                }
            }
        }

        private void send(Object value) {
            if (id == null) {
                id = BaseNotebookStatics.display(value);
            } else {
                BaseNotebookStatics.updateDisplay(id, value);
            }
        }

        private void lookLater() {
            screen.schedule(this::look, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            if (kept == null) {
                return;
            }
            if (isCellRunning()) {
                send(kept);
                kept = null;
            } else {
                lookLater();
            }
        }

        @Override
        public void close() {
            // The last state stays in the notebook.
        }
    }
}
