package io.engram.training;

import java.util.concurrent.CompletableFuture;
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
        Aside.attend(
                "engram-onlooker",
                this::draw,
                new CompletableFuture<>(),
                () -> enough.complete(null));
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
        return Aside.endsWithin(trained, enough, trained.isDone() ? 0 : REDRAW_MILLISECONDS);
    }
}
