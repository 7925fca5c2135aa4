package io.engram.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread on which every tensor is made, used and freed.
 *
 * <p>PyTorch keeps its autograd switch and its pool of workers per calling thread: from a second
 * thread the same forward pass records a graph that nobody asked for and competes for the cores
 * with the first. Notebook kernels run each cell on a thread of their own, so nothing outside this
 * thread touches the engine.
 */
public final class EngineThread {
    private static final String THREAD_COUNT = "ai.djl.pytorch.num_threads";
    private static final String INTEROP_THREAD_COUNT = "ai.djl.pytorch.num_interop_threads";

    private static final ExecutorService EXECUTOR =
            Executors.newSingleThreadExecutor(EngineThread::newThread);
    private static final long LARGE_NETWORK = 500_000;
    private static volatile Thread thread;
    private static final String UPDATE_THREADS = "engram.threads";
    private static boolean prepared;
    private static volatile boolean given;
    private static int threads = 1;
    private static volatile String engineVersion;

    private EngineThread() {}

    private static Thread newThread(Runnable work) {
        var created = new Thread(work, "engram-engine");
        created.setDaemon(true);
        created.setContextClassLoader(EngineThread.class.getClassLoader());
        thread = created;
        return created;
    }

    /** Before the first work. What fails here is told to whoever asked, and tried again later. */
    private static void loadEngine() {
        if (engineVersion != null) {
            return;
        }
        if (!prepared) {
            PortableMode.apply();
            given = System.getProperty(THREAD_COUNT) != null;
            setIfAbsent(THREAD_COUNT, "1");
            setIfAbsent(INTEROP_THREAD_COUNT, "1");
            setIfAbsent("OPT_OUT_TRACKING", "true");
            prepared = true;
        }
        var engine = Engine.getInstance();
        JniUtils.setGradMode(false);
        engineVersion = engine.getEngineName() + " " + engine.getVersion();
    }

    /** Name and version of the engine, which is loaded if it is not there yet. */
    static String engineVersion() {
        // Not through the queue of work if that is not needed: it may be long.
        String known = engineVersion;
        return known != null ? known : call(() -> engineVersion);
    }

    /**
     * Goes over to acting: many small operations, for which one thread is best unless the network
     * is large.
     *
     * @param parameters the number of parameters of the network that acts
     */
    public static void beginActing(long parameters) {
        setThreads(parameters < LARGE_NETWORK ? 1 : learningThreads(parameters));
    }

    /**
     * Goes over to learning: larger operations, with {@link #learningThreads}.
     *
     * @param parameters the number of parameters of the network that learns
     */
    public static void beginLearning(long parameters) {
        setThreads(learningThreads(parameters));
    }

    private static void setThreads(int count) {
        if (!given && count != threads) {
            JniUtils.setNumThreads(count);
            threads = count;
        }
    }

    /**
     * How many threads an update uses: for small networks one, or two where the machine has more
     * than two processors; for large ones up to four. With {@code engram.portable} always one, so
     * that the bits do not depend on the number of processors. The property {@code engram.threads}
     * says otherwise.
     *
     * <p>The workers wait for each other in busy loops, after every operation. On an idle machine
     * of two processors a second worker makes the updates of a small network up to a quarter
     * faster; on a busy one it makes them three times slower.
     *
     * @param parameters the number of parameters of the network that learns
     * @return at least 1
     */
    public static int learningThreads(long parameters) {
        if (given) {
            return Integer.getInteger(THREAD_COUNT, 1);
        }
        return Math.max(1, Integer.getInteger(UPDATE_THREADS, fittingThreads(parameters)));
    }

    private static int fittingThreads(long parameters) {
        if (PortableMode.inForce()) {
            return 1;
        }
        if (parameters >= LARGE_NETWORK) {
            return Math.min(4, processors());
        }
        return processors() > 2 ? 2 : 1;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Runs work on the engine's thread and waits for it, whatever happens to the caller meanwhile:
     * an interrupt is kept for later.
     *
     * @param <T> the type of the result
     * @param work the work
     * @return its result
     */
    public static <T> T call(Callable<T> work) {
        if (Thread.currentThread() == thread) {
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
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
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
        EXECUTOR.execute(
                () -> {
                    try {
                        loadEngine();
                        future.complete(work.call());
                    } catch (Throwable e) {
                        future.completeExceptionally(e);
                    }
                });
        return future;
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
