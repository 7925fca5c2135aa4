package io.engram.concurrent;

import java.util.concurrent.CompletionException;
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
 * nobody closed holds no thread. The calling thread looks out as long for the end of a round. If it
 * is interrupted while it sleeps, so are the helpers that are at work: it waits for them anyway.
 */
public final class WorkerTeam implements AutoCloseable {
    private static final long LOOKOUT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Helper[] helpers;
    private final Runnable onStart;
    private volatile Round round = new Round(index -> {}, 0);
    private volatile boolean closed;

    /** Tasks from 0 to a count, each to be taken once. */
    private static final class Round {
        private final IntConsumer task;
        private final int count;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final Thread caller = Thread.currentThread();
        private volatile boolean callerAsleep;
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
                } catch (Throwable e) {
                    // Whatever it is, the task is done: the caller waits for each of them.
                    fail(i, e);
                }
                if (done.incrementAndGet() == count && callerAsleep) {
                    LockSupport.unpark(caller);
                }
            }
        }

        private synchronized void fail(int index, Throwable thrown) {
            if (index < failed) {
                failed = index;
                failure = thrown;
            }
        }

        /** Waits for the end. An interrupt is passed on, and kept for later. */
        void await(Runnable interruptHelpers) {
            long from = System.nanoTime();
            while (System.nanoTime() - from < LOOKOUT_NANOS) {
                if (done.get() == count) {
                    return;
                }
                Thread.onSpinWait();
            }
            boolean interrupted = false;
            callerAsleep = true;
            while (done.get() < count) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    interrupted = true;
                    interruptHelpers.run();
                }
            }
            if (interrupted) {
                caller.interrupt();
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
        private volatile boolean working;

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
            onStart.run();
            Round last = null;
            while (!closed) {
                Round now = round;
                if (now != last) {
                    // An interrupt that was meant for the round before is not one of this.
                    Thread.interrupted();
                    working = true;
                    now.work();
                    working = false;
                    last = now;
                } else if (!awaitNext(now)) {
                    return;
                }
            }
        }

        void interrupt() {
            if (working) {
                thread.interrupt();
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
                // One that came late would keep this from sleeping.
                Thread.interrupted();
                if (System.nanoTime() - from > IDLE_NANOS) {
                    break;
                }
            }
            asleep = false;
            return round != last;
        }
    }

    /**
     * A team.
     *
     * @param threads how many, the calling one included
     * @param name what the names of the helpers begin with
     * @param onStart what each helper does before its first task; it must not fail
     */
    public WorkerTeam(int threads, String name, Runnable onStart) {
        this.onStart = onStart;
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(name + "-" + (i + 1));
        }
    }

    /**
     * Does a task for every index from 0 to {@code count - 1}, and returns when all are done. If
     * some fail, the failure of the lowest index is thrown; a checked one that was not declared
     * comes as the cause of a {@link CompletionException}.
     *
     * @param count the number of tasks
     * @param task is given the index of the task to do
     */
    public void forEach(int count, IntConsumer task) {
        var now = new Round(task, count);
        round = now;
        for (Helper helper : helpers) {
            helper.call();
        }
        now.work();
        now.await(this::interruptHelpers);
        Throwable failure = now.failure();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure != null) {
            throw new CompletionException(failure);
        }
    }

    private void interruptHelpers() {
        for (Helper helper : helpers) {
            helper.interrupt();
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
