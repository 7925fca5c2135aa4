package io.engram.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Passes over the same tasks again and again: on the calling thread, or shared out among a team of
 * threads, whichever is faster. It is found out anew from time to time. One thread calls at a time.
 */
public final class AdaptiveTeam implements AutoCloseable {
    /** What a pass over all tasks has to take at least, so that help is worth its call. */
    private static final long WORTH_HELP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** After so many passes it is found out anew. */
    private static final int PASSES = 1024;

    /** The passes with which it is found out; the first of all may be short. */
    private static final int MEASURED = 2;

    private final WorkerTeam team;
    private int pass;
    private long longest;

    /**
     * A team, whose helpers begin with the first pass that is worth it.
     *
     * @param threads how many at most, the calling one included
     * @param name what the names of the helpers begin with
     */
    public AdaptiveTeam(int threads, String name) {
        team = new WorkerTeam(threads, name, () -> {});
    }

    /**
     * Does a task for every index from 0 to {@code count - 1}, and returns when all are done. On
     * the calling thread the first failure ends the pass; among several, that of the lowest index
     * is thrown when all are done.
     *
     * @param count the number of tasks
     * @param task is given the index of the task to do
     */
    public void forEach(int count, IntConsumer task) {
        if (pass < MEASURED) {
            longest = Math.max(pass == 0 ? 0 : longest, nanosAlone(count, task));
        } else if (longest < WORTH_HELP_NANOS) {
            oneByOne(count, task);
        } else {
            team.forEach(count, task);
        }
        pass = (pass + 1) % PASSES;
    }

    private static long nanosAlone(int count, IntConsumer task) {
        long start = System.nanoTime();
        oneByOne(count, task);
        return System.nanoTime() - start;
    }

    private static void oneByOne(int count, IntConsumer task) {
        for (int i = 0; i < count; i++) {
            task.accept(i);
        }
    }

    /** Ends the helpers' threads. */
    @Override
    public void close() {
        team.close();
    }
}
