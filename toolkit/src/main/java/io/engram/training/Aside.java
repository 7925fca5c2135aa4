package io.engram.training;

import io.engram.engine.EngineThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
