package io.engram.engine;

import io.engram.concurrent.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The threads on which tensors are made, used and freed: one for all that is not a run, and in its
 * own {@link EngineLane} one for each run; but for the tensors of an {@link EngineTeam}.
 *
 * <p>PyTorch keeps its autograd switch and its pool of workers per calling thread: from another
 * thread the same forward pass records a graph that nobody asked for and competes for the cores
 * with the first. Notebook kernels run each cell on a thread of their own, so nothing outside these
 * threads touches the engine.
 *
 * <p>A thread that is caught inside an environment is replaced by another one, see {@link #away}.
 */
public final class EngineThread {
    static final String THREAD_COUNT = "ai.djl.pytorch.num_threads";

    private static final EngineLane SHARED = new EngineLane("engram-engine");

    private EngineThread() {}

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
        return EngineLoader.areThreadsGiven() ? 1 : Threads.count();
    }

    /** How many threads of PyTorch's own pool compute each operation. */
    static int operationThreads() {
        return EngineLoader.areThreadsGiven() ? Integer.getInteger(THREAD_COUNT, 1) : 1;
    }

    /**
     * Runs work on the engine's thread and waits for it; on that of a run, if this is called there.
     *
     * @param <T> the type of the result
     * @param work the work
     * @return its result
     * @throws IllegalStateException as {@link EngineLane#call}
     */
    public static <T> T call(Callable<T> work) {
        if (EngineShift.current() == null) {
            return SHARED.call(work);
        }
        try {
            return work.call();
        } catch (Exception e) {
            throw unchecked(e);
        }
    }

    /**
     * Runs work as {@link #call} does.
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
     * Does something on an engine's thread that is not the engine's and may never come back: a call
     * of a user's environment. Nothing is exchanged between threads for it; but while it lasts the
     * engine can go on without it, by {@link EngineLane#leaveBehind}. On other threads it is just
     * done.
     *
     * @param <T> the type of the result
     * @param who says, to another thread, what is waited for
     * @param work what to do
     * @return its result
     * @throws java.util.concurrent.CancellationException if it was left behind meanwhile: the
     *     caller has to end, and to touch no tensor but to free it
     */
    public static <T> T away(Supplier<String> who, Supplier<T> work) {
        EngineShift now = EngineShift.current();
        return now == null ? work.get() : now.away(who, work);
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
