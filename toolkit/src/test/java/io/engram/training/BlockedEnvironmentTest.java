package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.EnvironmentException;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BlockedEnvironmentTest {
    /** In its third update, environment 2 blocks. */
    private static final int BLOCKS = 70;

    @TempDir Path folder;
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch way = new CountDownLatch(1);
    private final Semaphore freed = new Semaphore(0);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<String> notes = new ArrayList<>();

    /** Recall that stops once, like a game that waits for somebody; an interrupt does not help. */
    private final class Blocking extends Recall {
        private final boolean blocks = made.getAndIncrement() == 2;
        private final boolean inReset;
        private int life;

        Blocking(boolean inReset) {
            this.inReset = inReset;
        }

        @Override
        public Observation reset(long seed) {
            if (inReset) {
                blockOnce(0);
            }
            return super.reset(seed);
        }

        @Override
        public Step step(Action action) {
            blockOnce(BLOCKS);
            return super.step(action);
        }

        private void blockOnce(int at) {
            if (blocks && life++ == at) {
                blocked.countDown();
                boolean waiting = true;
                while (waiting) {
                    try {
                        way.await();
                        waiting = false;
                    } catch (InterruptedException e) {
                        // Stubborn.
                        waiting = true;
                    }
                }
                freed.release();
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @AfterEach
    void free() throws InterruptedException {
        ProgressViews.reset();
        boolean inVain = blocked.getCount() > 0;
        way.countDown();
        assertThat(inVain || freed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private void listen() {
        ProgressViews.use(
                () ->
                        Optional.of(
                                new ProgressView() {
                                    @Override
                                    public void update(Progress progress) {
                                        notes.add(progress.note());
                                    }

                                    @Override
                                    public void close() {}
                                }));
    }

    private TrainingRun run(VectorEnvironment envs) {
        return TrainingRun.builder("blocked", Runs.agent(envs), envs)
                .seed(3)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"))
                .build();
    }

    private Throwable interruptedWhenBlocked(Runnable cell) throws InterruptedException {
        var failure = new AtomicReference<Throwable>();
        var thread = new Thread(cell);
        thread.setUncaughtExceptionHandler((its, e) -> failure.set(e));
        thread.start();
        assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join(10_000);
        assertThat(thread.isAlive()).as("the cell's thread").isFalse();
        return failure.get();
    }

    private void assertAllElseGoesOn() {
        try (var other = Runs.recall(folder, "other").build()) {
            other.train(2);
            assertThat(other.state().update()).isEqualTo(2);
        }
    }

    @Test
    void givenAStepThatBlocks_whenTrainIsInterrupted_thenItIsNamedAndAllElseGoesOn()
            throws Exception {
        listen();
        var run = run(VectorEnvironment.of(8, () -> new Blocking(false)));
        assertThat(interruptedWhenBlocked(() -> run.train(10))).isNull();

        assertThat(notes.get(notes.size() - 1))
                .contains("interrupted after update 2, saved in")
                .contains("Blocking (environment 2) in step 3 of its episode")
                .contains("had not come back");
        assertThat(CheckpointStore.load(run.checkpoints()).state().update()).isEqualTo(2);
        assertAllElseGoesOn();

        way.countDown();
        run.train(4);
        try (var unbroken = Runs.recall(folder, "unbroken").build()) {
            unbroken.train(4);
            Bits.assertSame(run.state(), unbroken.state());
        }
        run.close();
        assertThat(closed).hasValue(8);
    }

    @Test
    void givenAStepOnAHelperThatBlocks_whenTrainIsInterrupted_thenItIsNamedAndAllElseGoesOn()
            throws Exception {
        listen();
        var run = run(VectorEnvironment.parallel(8, 2, () -> new Blocking(false)));
        assertThat(interruptedWhenBlocked(() -> run.train(10))).isNull();

        assertThat(notes.get(notes.size() - 1))
                .contains("Blocking (environment 2) in step 3 of its episode");
        assertAllElseGoesOn();
        way.countDown();
        run.train(3);
        run.close();
        assertThat(closed).hasValue(8);
    }

    @Test
    void givenAStepThatIsStillBlocked_thenTrainSaysSoAndCloseReturns() throws Exception {
        listen();
        var run = run(VectorEnvironment.of(8, () -> new Blocking(false)));
        interruptedWhenBlocked(() -> run.train(10));

        assertThatThrownBy(() -> run.train(10))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("the run 'blocked' cannot go on")
                .hasMessageContaining("Blocking (environment 2) in step 3 of its episode")
                .hasMessageContaining("stands after update 2");
        assertThat(notes).contains("waiting for Blocking (environment 2) in step 3 of its episode");
        run.close();
        assertThat(closed).as("none is closed under its step").hasValue(0);
        assertAllElseGoesOn();

        way.countDown();
        for (int wait = 0; wait < 200 && closed.get() < 8; wait++) {
            Thread.sleep(10);
        }
        assertThat(closed).hasValue(8);
    }

    @Test
    void givenAResetThatBlocks_whenBuildIsInterrupted_thenItIsNamedAndAllElseGoesOn()
            throws Exception {
        var envs = VectorEnvironment.of(8, () -> new Blocking(true));

        assertThat(interruptedWhenBlocked(() -> run(envs)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Blocking (environment 2) in reset(seed)");
        assertAllElseGoesOn();
    }

    @Test
    void givenABlockThatAnInterruptEnds_thenTheRunGoesOnToTheSameBits() throws Exception {
        listen();
        var count = new AtomicInteger();
        var envs =
                VectorEnvironment.of(
                        8,
                        () ->
                                new Recall() {
                                    private final boolean sleeps = count.getAndIncrement() == 2;
                                    private int life;

                                    @Override
                                    public Step step(Action action) {
                                        if (sleeps && life++ == BLOCKS) {
                                            blocked.countDown();
                                            sleep();
                                        }
                                        return super.step(action);
                                    }
                                });
        freed.release();
        try (var run = run(envs)) {
            interruptedWhenBlocked(() -> run.train(10));

            run.train(4);

            try (var unbroken = Runs.recall(folder, "unbroken").build()) {
                unbroken.train(4);
                Bits.assertSame(run.state(), unbroken.state());
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(600_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException("woken", e);
        }
    }
}
