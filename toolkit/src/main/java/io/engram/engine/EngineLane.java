package io.engram.engine;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A thread of the engine's, and the work that waits for it. Lanes go on side by side; what is in
 * one lane is done in its order. The thread ends after a minute without work, and another one comes
 * with the next.
 */
public final class EngineLane {
    /** How long an interrupted caller waits for an environment to come back. */
    private static final long PATIENCE_MILLIS = 500;

    private final String name;
    private volatile EngineShift shift;

    /**
     * A lane without work.
     *
     * @param name the name of its thread
     */
    @SuppressWarnings("this-escape")
    public EngineLane(String name) {
        this.name = name;
        shift = new EngineShift(this);
    }

    String name() {
        return name;
    }

    EngineShift shift() {
        return shift;
    }

    /**
     * Runs work on this lane's thread and waits for it. An interrupt is kept for later, unless the
     * work is inside an environment that does not come back: it is left behind then.
     *
     * @param <T> the type of the result
     * @param work the work
     * @return its result
     * @throws IllegalStateException if the engine cannot start; the message says what is missing.
     *     Or if the caller was interrupted while an environment did not come back; the message
     *     names it and its step
     */
    public <T> T call(Callable<T> work) {
        if (EngineShift.current() == shift) {
            try {
                return work.call();
            } catch (Exception e) {
                throw EngineThread.unchecked(e);
            }
        }
        var future = submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return interrupted
                            ? future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                            : future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    giveUpIfAway(future);
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

    private void giveUpIfAway(CompletableFuture<?> work) {
        String where = whereabouts(work).orElse("");
        if (leaveBehind(work).isPresent()) {
            throw new IllegalStateException(
                    "interrupted while %s had not come back; the engine goes on without it"
                            .formatted(where));
        }
    }

    /**
     * Runs work on this lane's thread and waits for it.
     *
     * @param work the work
     */
    public void run(Runnable work) {
        call(
                () -> {
                    work.run();
                    return null;
                });
    }

    /**
     * Runs work on this lane's thread without waiting for it.
     *
     * @param <T> the type of the result
     * @param work the work
     * @return its result to come
     */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        var future = new CompletableFuture<T>();
        synchronized (this) {
            shift.add(work, future);
        }
        return future;
    }

    /**
     * Where a piece of work is if it is {@link EngineThread#away} now.
     *
     * @param work what {@link #submit} returned
     * @return what it waits for, or empty
     */
    public Optional<String> whereabouts(CompletableFuture<?> work) {
        return shift.whereabouts(work);
    }

    /**
     * Goes on without a piece of work that is {@link EngineThread#away}: another thread becomes the
     * engine's and does what was waiting. The thread that is left is interrupted, and ends when it
     * comes back.
     *
     * @param work what {@link #submit} returned; it is cancelled
     * @return what will be completed when the work has come back and ended, or empty if the work is
     *     not away and nothing was done
     */
    public Optional<CompletableFuture<Void>> leaveBehind(CompletableFuture<?> work) {
        Optional<CompletableFuture<Void>> back;
        synchronized (this) {
            EngineShift old = shift;
            back = old.leave(work);
            if (back.isPresent()) {
                shift = new EngineShift(this);
                shift.takeOver(old.handOver());
            }
        }
        if (back.isPresent()) {
            work.cancel(false);
        }
        return back;
    }
}
