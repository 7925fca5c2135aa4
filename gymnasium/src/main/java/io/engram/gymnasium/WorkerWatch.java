package io.engram.gymnasium;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends workers that take longer for an answer than they may. */
final class WorkerWatch {
    private static final long PERIOD_MILLIS = 100;
    private static final Set<Worker> WORKERS = ConcurrentHashMap.newKeySet();
    private static final ScheduledExecutorService CLOCK =
            Executors.newSingleThreadScheduledExecutor(WorkerWatch::thread);

    static {
        CLOCK.scheduleWithFixedDelay(
                () -> WORKERS.forEach(Worker::endIfLate),
                PERIOD_MILLIS,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private WorkerWatch() {}

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "engram-python-watch");
        thread.setDaemon(true);
        thread.setContextClassLoader(WorkerWatch.class.getClassLoader());
        return thread;
    }

    static void add(Worker worker) {
        WORKERS.add(worker);
    }

    static void remove(Worker worker) {
        WORKERS.remove(worker);
    }
}
