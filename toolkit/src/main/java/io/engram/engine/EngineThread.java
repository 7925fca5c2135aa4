package io.engram.engine;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The one thread on which tensors are made, used and freed, but for those of an {@link EngineTeam}.
 *
 * <p>PyTorch keeps its autograd switch and its pool of workers per calling thread: from a second
 * thread the same forward pass records a graph that nobody asked for and competes for the cores
 * with the first. Notebook kernels run each cell on a thread of their own, so nothing outside this
 * thread touches the engine.
 *
 * <p>A thread that is caught inside an environment is replaced by another one, see {@link #away}.
 */
public final class EngineThread {
    static final String THREAD_COUNT = "ai.djl.pytorch.num_threads";

    private static final String THREADS = "engram.threads";

    /** How long an interrupted caller waits for an environment to come back. */
    private static final long PATIENCE_MILLIS = 500;

    private static volatile EngineShift shift = new EngineShift();

    private EngineThread() {}

    static EngineShift shift() {
        return shift;
    }

    /** Name and version of the engine, which is loaded if it is not there yet. */
    static String engineVersion() {
        // Not through the queue of work if that is not needed: it may be long.
        String known = EngineLoader.version();
        return known != null ? known : call(EngineLoader::version);
    }

    /**
     * How many threads share out the engine's work, see {@link EngineTeam}: as many as there are
     * processors, unless the property {@code engram.threads} says otherwise. The results do not
     * depend on it.
     *
     * <p>Each of them computes alone. PyTorch's own pool of threads, which wait for each other in
     * busy loops after every operation, stays off: on a busy machine it made updates three times
     * slower. Where DJL's {@code ai.djl.pytorch.num_threads} was set by hand, it is kept, and no
     * work is shared out.
     *
     * @return at least 1
     */
    public static int threads() {
        return EngineLoader.areThreadsGiven()
                ? 1
                : Math.max(1, Integer.getInteger(THREADS, processors()));
    }

    /** How many threads of PyTorch's own pool compute each operation. */
    static int operationThreads() {
        return EngineLoader.areThreadsGiven() ? Integer.getInteger(THREAD_COUNT, 1) : 1;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Runs work on the engine's thread and waits for it. An interrupt is kept for later, unless the
     * work is inside an environment that does not come back: it is left behind then.
     *
     * @param <T> the type of the result
     * @param work the work
     * @return its result
     * @throws IllegalStateException if the engine cannot start; the message says what is missing.
     *     Or if the caller was interrupted while an environment did not come back; the message
     *     names it and its step
     */
    public static <T> T call(Callable<T> work) {
        if (shift.isMine()) {
            try {
                return work.call();
            } catch (Exception e) {
                throw unchecked(e);
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
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void giveUpIfAway(CompletableFuture<?> work) {
        String where = whereabouts(work).orElse("");
        if (leaveBehind(work).isPresent()) {
            throw new IllegalStateException(
                    "interrupted while %s had not come back; the engine goes on without it"
                            .formatted(where));
        }
    }

    /**
     * Runs work on the engine's thread and waits for it.
     *
     * @param work the work
     */
    public static void run(Runnable work) {
        call(
                () -> {
                    work.run();
                    return null;
                });
    }

    /**
     * Runs work on the engine's thread without waiting for it.
     *
     * @param <T> the type of the result
     * @param work the work
     * @return its result to come
     */
    public static <T> CompletableFuture<T> submit(Callable<T> work) {
        var future = new CompletableFuture<T>();
        synchronized (EngineThread.class) {
            shift.add(work, future);
        }
        return future;
    }

    /**
     * Does something on the engine's thread that is not the engine's and may never come back: a
     * call of a user's environment. Nothing is exchanged between threads for it; but while it lasts
     * the engine can go on without it, by {@link #leaveBehind}. On other threads it is just done.
     *
     * @param <T> the type of the result
     * @param who says, to another thread, what is waited for
     * @param work what to do
     * @return its result
     * @throws java.util.concurrent.CancellationException if it was left behind meanwhile: the
     *     caller has to end, and to touch no tensor but to free it
     */
    public static <T> T away(Supplier<String> who, Supplier<T> work) {
        EngineShift now = shift;
        return now.isMine() ? now.away(who, work) : work.get();
    }

    /**
     * Where a piece of work is if it is {@link #away} now.
     *
     * @param work what {@link #submit} returned
     * @return what it waits for, or empty
     */
    public static Optional<String> whereabouts(CompletableFuture<?> work) {
        return shift.whereabouts(work);
    }

    /**
     * Goes on without a piece of work that is {@link #away}: another thread becomes the engine's
     * and does what was waiting. The thread that is left is interrupted, and ends when it comes
     * back.
     *
     * @param work what {@link #submit} returned; it is cancelled
     * @return what will be completed when the work has come back and ended, or empty if the work is
     *     not away and nothing was done
     */
    public static Optional<CompletableFuture<Void>> leaveBehind(CompletableFuture<?> work) {
        Optional<CompletableFuture<Void>> back;
        synchronized (EngineThread.class) {
            EngineShift old = shift;
            back = old.leave(work);
            if (back.isPresent()) {
                shift = new EngineShift();
                shift.takeOver(old.handOver());
            }
        }
        if (back.isPresent()) {
            work.cancel(false);
        }
        return back;
    }

    /**
     * The same failure as something that need not be declared.
     *
     * @param failure what went wrong on the engine's thread
     * @return the failure itself if it is unchecked, or one that carries it
     */
    public static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            return e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return new CompletionException(failure);
    }
}
