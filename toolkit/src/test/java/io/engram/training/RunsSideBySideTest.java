package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several runs in one process. */
@Timeout(120)
class RunsSideBySideTest {
    private static final int MEETINGS = 50;

    @TempDir Path folder;

    /** Recall of which every step waits for a step of the other run, for a while. */
    private static final class Meeting extends Recall {
        private final CyclicBarrier barrier;
        private final AtomicInteger meetings;

        Meeting(CyclicBarrier barrier, AtomicInteger meetings) {
            this.barrier = barrier;
            this.meetings = meetings;
        }

        @Override
        public Step step(Action action) {
            if (meetings.getAndIncrement() < MEETINGS) {
                try {
                    barrier.await(30, TimeUnit.SECONDS);
                } catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
                    throw new IllegalStateException("the other run does not go on", e);
                }
            }
            return super.step(action);
        }
    }

    private TrainingRun meeting(String name, CyclicBarrier barrier) {
        var meetings = new AtomicInteger();
        var envs = VectorEnvironment.of(8, () -> new Meeting(barrier, meetings));
        return Runs.below(folder, name, Runs.agent(envs), envs).build();
    }

    @Test
    void givenTwoRuns_thenTheyTrainSideBySideToTheBitsOfEachAlone() {
        var barrier = new CyclicBarrier(2);
        try (var one = meeting("one", barrier);
                var other = meeting("other", barrier);
                var alone = Runs.recall(folder, "alone").build()) {
            var first = CompletableFuture.runAsync(() -> one.train(3));
            other.train(3);
            first.join();
            alone.train(3);

            Bits.assertSame(one.state(), alone.state());
            Bits.assertSame(other.state(), alone.state());
        }
    }

    @Test
    void givenARunThatTrains_thenAnotherCanBeMadeTrainedAndClosedMeanwhile() {
        try (var busy = Runs.recall(folder, "busy").build();
                var alone = Runs.recall(folder, "alone").build()) {
            var training = CompletableFuture.runAsync(() -> busy.train(40));
            try (var quick = Runs.recall(folder, "quick").build()) {
                quick.train(2);
                alone.train(2);
                Bits.assertSame(quick.state(), alone.state());
            }
            training.join();

            assertThat(busy.state().update()).isEqualTo(40);
        }
    }

    @Test
    void givenTwoRunsThatBeginAtOnce_thenNeitherFindsTheFolderUnwritable() {
        for (int i = 0; i < 100; i++) {
            var both = new CyclicBarrier(2);
            Path place = folder.resolve("folder-" + i % 2);
            CompletableFuture.allOf(trial(place, both), trial(place, both)).join();
        }
    }

    private static CompletableFuture<Void> trial(Path place, CyclicBarrier both) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        both.await(30, TimeUnit.SECONDS);
                    } catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
                        throw new IllegalStateException("the other one does not begin", e);
                    }
                    RunFiles.requireWritable(place, "checkpoints");
                },
                task -> new Thread(task).start());
    }
}
