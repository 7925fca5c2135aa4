package io.engram.training;

import io.engram.engine.EngineThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows a training that another call has begun, until it ends or somebody has seen enough. An
 * interrupt ends the looking and leaves the training alone.
 */
final class Onlooker {
    private static final long REDRAW_MILLISECONDS = 250;

    private final Supplier<LiveView> open;
    private final Consumer<LiveView> drawNow;
    private final Consumer<LiveView> drawEnd;
    private final CompletableFuture<?> trained;
    private final CompletableFuture<Void> enough = new CompletableFuture<>();

    /**
     * Somebody who looks.
     *
     * @param open opens a view
     * @param drawNow draws the present state
     * @param drawEnd draws what is left to be seen when the training or the looking has ended
     * @param trained completed when the training ends
     */
    Onlooker(
            Supplier<LiveView> open,
            Consumer<LiveView> drawNow,
            Consumer<LiveView> drawEnd,
            CompletableFuture<?> trained) {
        this.open = open;
        this.drawNow = drawNow;
        this.drawEnd = drawEnd;
        this.trained = trained;
    }

    /** Looks, and waits for the end; an interrupt is still there afterwards. */
    void look() {
        var end = new CompletableFuture<Void>();
        Aside.begin("engram-onlooker", this::draw, end);
        boolean interrupted = false;
        while (true) {
            try {
                end.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                enough.complete(null);
            } catch (ExecutionException e) {
                throw EngineThread.unchecked(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        try (LiveView view = open.get()) {
            while (!isOver()) {
                drawNow.accept(view);
            }
            drawEnd.accept(view);
        }
    }

    /** After a moment. */
    private boolean isOver() {
        try {
            CompletableFuture.anyOf(trained, enough)
                    .get(trained.isDone() ? 0 : REDRAW_MILLISECONDS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the onlooker's thread", e);
        }
    }
}
