package io.engram.training;

import io.engram.engine.EngineThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Work on a thread that nobody interrupts, for what an interrupt would break: an interrupt is how a
 * notebook stops a cell, and it closes the files that the cell's thread is reading or writing.
 */
final class Aside {
    private Aside() {}

    /** Begins work, whose end completes a future. */
    static void begin(String name, Runnable work, CompletableFuture<Void> end) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                                end.complete(null);
                            } catch (Throwable e) {
                                end.completeExceptionally(e);
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Aside.class.getClassLoader());
        thread.start();
    }

    /**
     * Does work that minds an interrupt itself, and waits for its end; an interrupt is still there
     * afterwards.
     *
     * @param end completed when the work ends, however it does
     * @param onInterrupt tells the work of it
     */
    static void attend(
            String name, Runnable work, CompletableFuture<Void> end, Runnable onInterrupt) {
        begin(name, work, end);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    end.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                    onInterrupt.run();
                } catch (ExecutionException e) {
                    throw EngineThread.unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether one of two things ends within some time; on a thread that nobody interrupts. */
    static boolean endsWithin(
            CompletableFuture<?> one, CompletableFuture<?> other, long milliseconds) {
        try {
            CompletableFuture.anyOf(one, other).get(milliseconds, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** Does work and waits for its result; an interrupt is kept for later. */
    static <T> T call(Supplier<T> work) {
        var end = new CompletableFuture<Void>();
        var result = new CompletableFuture<T>();
        begin("engram-aside", () -> result.complete(work.get()), end);
        try {
            end.join();
            return result.join();
        } catch (CompletionException e) {
            throw EngineThread.unchecked(e.getCause());
        }
    }
}
