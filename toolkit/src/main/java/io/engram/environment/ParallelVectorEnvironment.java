package io.engram.environment;

import io.engram.concurrent.WorkerTeam;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Slots shared out among a team of threads, the calling one among them. */
final class ParallelVectorEnvironment extends AbstractVectorEnvironment {
    private final WorkerTeam team;
    private final int threads;

    ParallelVectorEnvironment(int count, int threads, Supplier<? extends Environment> factory) {
        super(requireThreads(count, threads), factory);
        this.threads = threads;
        team = new WorkerTeam(threads, "engram-environments", () -> {});
    }

    @Override
    public VectorSpec vectorSpec() {
        return new VectorSpec(count(), threads, List.of());
    }

    private static int requireThreads(int count, int threads) {
        if (count >= 1 && (threads < 1 || threads > count)) {
            throw new IllegalArgumentException(
                    "threads must be 1 to the number of environments, %d, but is %d"
                            .formatted(count, threads));
        }
        return count;
    }

    @Override
    void forEachSlot(IntConsumer task) {
        team.forEach(count(), task);
    }

    @Override
    void stopWorkers() {
        team.close();
    }
}
