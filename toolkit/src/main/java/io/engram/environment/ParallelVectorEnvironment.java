package io.engram.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Slots in fixed slices, one slice for each worker thread. */
final class ParallelVectorEnvironment extends AbstractVectorEnvironment {
    /** An idle worker goes home, so that an environment that nobody closed holds no thread. */
    private static final long IDLE_SECONDS = 60;

    private static final long CLOSE_SECONDS = 5;

    private final List<ExecutorService> workers = new ArrayList<>();

    ParallelVectorEnvironment(int count, int threads, Supplier<? extends Environment> factory) {
        super(requireThreads(count, threads), factory);
        for (int worker = 0; worker < threads; worker++) {
            workers.add(worker(worker));
        }
    }

    @Override
    public VectorSpec vectorSpec() {
        return new VectorSpec(count(), workers.size(), List.of());
    }

    private static int requireThreads(int count, int threads) {
        if (count >= 1 && (threads < 1 || threads > count)) {
            throw new IllegalArgumentException(
                    "threads must be 1 to the number of environments, %d, but is %d"
                            .formatted(count, threads));
        }
        return count;
    }

    private static ExecutorService worker(int number) {
        var executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work -> thread(work, number));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** A notebook's threads have class loaders that come and go; the workers keep the toolkit's. */
    private static Thread thread(Runnable work, int number) {
        var thread = new Thread(work, "engram-environments-" + number);
        thread.setDaemon(true);
        thread.setContextClassLoader(ParallelVectorEnvironment.class.getClassLoader());
        return thread;
    }

    @Override
    void forEachSlot(IntConsumer task) {
        var slices = new ArrayList<Future<?>>(workers.size());
        for (int worker = 0; worker < workers.size(); worker++) {
            int from = boundary(worker);
            int to = boundary(worker + 1);
            slices.add(workers.get(worker).submit(() -> work(task, from, to)));
        }
        Throwable failure = null;
        for (Future<?> slice : slices) {
            Throwable thrown = failureOf(slice);
            failure = failure == null ? thrown : failure;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private int boundary(int worker) {
        return (int) ((long) count() * worker / workers.size());
    }

    private static void work(IntConsumer task, int from, int to) {
        for (int i = from; i < to; i++) {
            task.accept(i);
        }
    }

    /** Waits even when interrupted, since environments must not be left between two steps. */
    private static Throwable failureOf(Future<?> slice) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    slice.get();
                    return null;
                } catch (ExecutionException e) {
                    return e.getCause();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    void stopWorkers() {
        workers.forEach(ExecutorService::shutdownNow);
        try {
            for (ExecutorService worker : workers) {
                worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
