package io.engram.training;

import io.engram.engine.EngineThread;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/** The calls of a run's {@code train}, of which one goes on at a time. */
final class TrainCalls {
    /**
     * An interrupted call saves the run before it ends; the kernel may start the next one first.
     */
    private static final long PATIENCE_NANOSECONDS = TimeUnit.SECONDS.toNanos(2);

    private final String runName;
    private final BiFunction<Extent, Boolean, Watch> begin;
    private final ReentrantLock training = new ReentrantLock();
    private volatile Watch watch;

    /**
     * No call yet.
     *
     * @param runName the run's name
     * @param begin begins a call, if the run can train, and shows it or not
     */
    TrainCalls(String runName, BiFunction<Extent, Boolean, Watch> begin) {
        this.runName = runName;
        this.begin = begin;
    }

    /** Whether one is going on. */
    boolean isTraining() {
        return training.isLocked();
    }

    /**
     * Makes a call.
     *
     * @throws IllegalStateException if one is going on already, and does not end soon
     */
    void train(Extent extent) {
        train(extent, true, () -> {});
    }

    /**
     * Makes a call on a thread of its own, which shows nothing, and returns when it has begun.
     *
     * @throws IllegalStateException if one is going on already, and does not end soon
     */
    void start(Extent extent) {
        var begun = new CompletableFuture<Void>();
        var end = new CompletableFuture<Void>();
        Aside.begin(
                "engram-train-" + runName,
                () -> train(extent, false, () -> begun.complete(null)),
                end);
        try {
            CompletableFuture.anyOf(begun, end).join();
        } catch (CompletionException e) {
            throw EngineThread.unchecked(e.getCause());
        }
    }

    /** Waits for the end of the latest call, and throws what ended it. */
    void await() throws InterruptedException {
        Watch now = watch;
        if (now == null) {
            return;
        }
        try {
            now.end().get();
        } catch (ExecutionException e) {
            throw EngineThread.unchecked(e.getCause());
        }
    }

    /** The latest call, or empty if there was none. */
    Optional<Watch> latest() {
        return Optional.ofNullable(watch);
    }

    private void train(Extent extent, boolean isShown, Runnable begun) {
        try {
            awaitTurn();
        } catch (InterruptedException e) {
            // The call that this one waited for has saved the run.
            Thread.currentThread().interrupt();
            return;
        }
        try {
            watch = begin.apply(extent, isShown);
            begun.run();
            watch.train();
        } finally {
            training.unlock();
        }
    }

    /** Ends the call that is going on, if there is one, after its present update. */
    void stop() {
        Watch now = watch;
        if (now != null) {
            now.endSoon();
        }
    }

    /** Waits for an interrupted call to end, which it does soon. */
    private void awaitTurn() throws InterruptedException {
        long from = System.nanoTime();
        // Without a time, it takes a free lock also when the interrupt is there already.
        while (!training.tryLock() && !training.tryLock(20, TimeUnit.MILLISECONDS)) {
            Watch now = watch;
            boolean stopping = now != null && now.isStopping();
            if (!stopping && System.nanoTime() - from > PATIENCE_NANOSECONDS) {
                throw new IllegalStateException(
                        "the run '%s' is training already; interrupt that cell first"
                                .formatted(runName));
            }
        }
    }
}
