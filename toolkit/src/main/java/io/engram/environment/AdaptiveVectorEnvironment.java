package io.engram.environment;

import io.engram.concurrent.Threads;
import io.engram.concurrent.WorkerTeam;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Slots on the calling thread, or shared out among as many threads as there are: whichever is
 * faster. Only environments that are made by their ids are shared out, since nobody else promises
 * that they have nothing in common.
 */
final class AdaptiveVectorEnvironment extends AbstractVectorEnvironment {
    /** What a pass over all slots has to take at least, so that help is worth its call. */
    private static final long WORTH_HELP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** After so many passes it is found out anew. */
    private static final int PASSES = 1024;

    /** The passes with which it is found out; the first of all is a reset, which may be short. */
    private static final int MEASURED = 2;

    private final WorkerTeam team;
    private int pass;
    private long longest;

    AdaptiveVectorEnvironment(int count, Supplier<? extends Environment> factory) {
        super(count, factory);
        int threads = spec().isPresent() ? Math.min(count, Threads.count()) : 1;
        team = new WorkerTeam(threads, "engram-environments", () -> {});
    }

    @Override
    void forEachSlot(IntConsumer task) {
        if (pass < MEASURED) {
            longest = Math.max(pass == 0 ? 0 : longest, nanosAlone(task));
        } else if (longest < WORTH_HELP_NANOS) {
            oneByOne(task);
        } else {
            team.forEach(count(), task);
        }
        pass = (pass + 1) % PASSES;
    }

    private long nanosAlone(IntConsumer task) {
        long start = System.nanoTime();
        oneByOne(task);
        return System.nanoTime() - start;
    }

    @Override
    public VectorSpec vectorSpec() {
        return new VectorSpec(count(), VectorSpec.AS_MANY_THREADS_AS_HELP, List.of());
    }

    @Override
    void stopWorkers() {
        team.close();
    }
}
