package io.engram.environment;

import io.engram.concurrent.AdaptiveTeam;
import io.engram.concurrent.Threads;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Slots on the calling thread, or shared out among as many threads as there are: whichever is
 * faster. Only environments that are made by their ids are shared out, since nobody else promises
 * that they have nothing in common.
 */
final class AdaptiveVectorEnvironment extends AbstractVectorEnvironment {
    private final AdaptiveTeam team;

    AdaptiveVectorEnvironment(int count, Supplier<? extends Environment> factory) {
        super(count, factory);
        int threads = spec().isPresent() ? Math.min(count, Threads.count()) : 1;
        team = new AdaptiveTeam(threads, "engram-environments");
    }

    @Override
    void forEachSlot(IntConsumer task) {
        team.forEach(count(), task);
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
