package io.engram.environment;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The calling thread and some helpers, who share out tasks of a few microseconds. Whoever is free
 * takes the next task, so that a helper who is late, or asleep, costs no more than its help.
 *
 * <p>A helper looks out for the next round for some microseconds before it goes to sleep: waking it
 * takes longer than many rounds. After a minute without work it goes home, so that a team that
 * nobody closed holds no thread.
 */
final class WorkerTeam implements AutoCloseable {
    private static final long LOOKOUT_NANOS = TimeUnit.MICROSECONDS.toNanos(40);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final int SPINS_BEFORE_YIELD = 10_000;

    private final Helper[] helpers;
    private volatile Round round = new Round(index -> {}, 0);
    private volatile boolean closed;

    /** Tasks from 0 to a count, each to be taken once. */
    private static final class Round {
        private final IntConsumer task;
        private final int count;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private Throwable failure;
        private int failed = Integer.MAX_VALUE;

        Round(IntConsumer task, int count) {
            this.task = task;
            this.count = count;
        }

        void work() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    task.accept(i);
                } catch (RuntimeException | Error e) {
                    fail(i, e);
                }
                done.incrementAndGet();
            }
        }

        private synchronized void fail(int index, Throwable thrown) {
            if (index < failed) {
                failed = index;
                failure = thrown;
            }
        }

        void await() {
            for (int spins = 0; done.get() < count; spins++) {
                if (spins < SPINS_BEFORE_YIELD) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        synchronized Throwable failure() {
            return failure;
        }
    }

    /** A thread that comes when it is needed and goes when it is not. */
    private final class Helper implements Runnable {
        private final String name;
        private volatile Thread thread;
        private volatile boolean asleep;

        Helper(String name) {
            this.name = name;
        }

        void call() {
            if (thread == null || !thread.isAlive()) {
                thread = new Thread(this, name);
                thread.setDaemon(true);
                // A notebook's threads have class loaders that come and go.
                thread.setContextClassLoader(WorkerTeam.class.getClassLoader());
                thread.start();
            } else if (asleep) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            Round last = null;
            while (!closed) {
                Round now = round;
                if (now != last) {
                    now.work();
                    last = now;
                } else if (!awaitNext(now)) {
                    return;
                }
            }
        }

        private boolean awaitNext(Round last) {
            long from = System.nanoTime();
            while (System.nanoTime() - from < LOOKOUT_NANOS) {
                if (round != last) {
                    return true;
                }
                Thread.onSpinWait();
            }
            asleep = true;
            while (round == last && !closed) {
                LockSupport.parkNanos(this, IDLE_NANOS);
                if (System.nanoTime() - from > IDLE_NANOS) {
                    break;
                }
            }
            asleep = false;
            return round != last;
        }
    }

    /** A team of so many threads, the calling one included. */
    WorkerTeam(int threads) {
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper("engram-environments-" + (i + 1));
        }
    }

    /**
     * Does a task for every index from 0 to {@code count - 1}, and returns when all are done. If
     * some fail, the failure of the lowest index is thrown.
     */
    void forEach(int count, IntConsumer task) {
        var now = new Round(task, count);
        round = now;
        for (Helper helper : helpers) {
            helper.call();
        }
        now.work();
        now.await();
        Throwable failure = now.failure();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Helper helper : helpers) {
            Thread thread = helper.thread;
            if (thread != null) {
                LockSupport.unpark(thread);
                try {
                    thread.join(CLOSE_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
