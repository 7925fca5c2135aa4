package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedEvaluationTest {
    private static final int TRAINING = 8;
    private static final int EPISODES = 3;

    @TempDir Path folder;

    private final Semaphore evaluating = new Semaphore(0);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    /** Recall that takes its time, and tells of its first step, where it evaluates. */
    private final class Slow extends Recall {
        private final boolean slow = made.getAndIncrement() >= TRAINING;

        @Override
        public Step step(Action action) {
            if (slow) {
                evaluating.release();
                rest();
            }
            return super.step(action);
        }

        private void rest() {
            try {
                Thread.sleep(40);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the engine's thread", e);
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void givenAnInterruptInAnEvaluation_thenTrainReturnsAndTheRunLosesNoBit() throws Exception {
        var envs = VectorEnvironment.of(TRAINING, Slow::new);
        try (var run =
                        TrainingRun.builder("slow", Runs.agent(envs), envs)
                                .seed(3)
                                .checkpoints(folder.resolve("checkpoints"))
                                .logs(folder.resolve("logs"))
                                .evaluateEvery(2, EPISODES)
                                .build();
                var unbroken = Runs.recall(folder, "quick").evaluateEvery(2, EPISODES).build()) {
            interruptInEvaluation(run);

            assertThat(run.state().update()).isEqualTo(1);
            assertThat(CheckpointStore.load(run.checkpoints()).state().update()).isEqualTo(1);
            run.train(4);
            unbroken.train(4);
            Bits.assertSame(run.state(), unbroken.state());
            assertThat(run.best().judgement()).isPresent().isEqualTo(unbroken.best().judgement());
        }

        assertThat(made.get()).isEqualTo(TRAINING + 3 * EPISODES);
        assertThat(closed).hasValue(made.get());
    }

    private void interruptInEvaluation(TrainingRun run) throws InterruptedException {
        var failure = new AtomicReference<Throwable>();
        var cell = new Thread(() -> run.train(100));
        cell.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        cell.start();
        assertThat(evaluating.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        cell.interrupt();
        cell.join(60_000);
        assertThat(cell.isAlive()).isFalse();
        assertThat(failure.get()).isNull();
    }
}
