package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.checkpoint.CheckpointStore;
import io.engram.fixture.ChildJvm;
import io.engram.fixture.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StopTest {
    private static final int MANY = 1_000_000;

    @TempDir Path folder;
    private final List<Progress> drawn = new ArrayList<>();

    @AfterEach
    void putBack() {
        ProgressViews.reset();
    }

    /** A view that remembers what it was given, after doing something else. */
    private void drawAfter(Runnable first) {
        ProgressViews.use(
                () ->
                        Optional.of(
                                new ProgressView() {
                                    @Override
                                    public void update(Progress progress) {
                                        first.run();
                                        drawn.add(progress);
                                    }

                                    @Override
                                    public void close() {}
                                }));
    }

    /** A cell that trains, as a kernel runs it. */
    private static final class Cell {
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final AtomicBoolean flag = new AtomicBoolean();
        private final Thread thread;

        Cell(TrainingRun run) {
            thread =
                    new Thread(
                            () -> {
                                run.train(MANY);
                                flag.set(Thread.currentThread().isInterrupted());
                            });
            thread.setUncaughtExceptionHandler((its, e) -> failure.set(e));
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        void join() throws InterruptedException {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    void givenAnInterruptWhileAPictureIsDrawn_thenItIsNotLost() throws Exception {
        var drawing = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        drawAfter(
                () -> {
                    drawing.countDown();
                    await(interrupted);
                    // As Java2D does when it loads a font: the flag of the drawing thread is lost.
                    Thread.interrupted();
                });
        try (var run = Runs.recall(folder, "drawn").build()) {
            var cell = new Cell(run);
            await(drawing);

            cell.interrupt();
            interrupted.countDown();
            cell.join();

            assertThat(cell.flag).as("the flag, for loops around train").isTrue();
            long saved = CheckpointStore.load(run.checkpoints()).state().update();
            assertThat(drawn.get(drawn.size() - 1).note())
                    .contains("interrupted after update " + saved)
                    .contains(run.checkpoints().toString());
            Thread.sleep(200);
            assertThat(run.state().update()).as("the engine has stopped").isEqualTo(saved);
        }
    }

    @Test
    void givenAnInterrupt_thenTheNoteSaysWhatWasCalled() throws Exception {
        drawAfter(() -> {});
        try (var run = Runs.recall(folder, "called").build()) {
            run.train(1);
            for (boolean ruled : List.of(true, false)) {
                Thread.currentThread().interrupt();
                if (ruled) {
                    run.train(MANY, state -> false);
                } else {
                    run.train(MANY);
                }
                assertThat(Thread.interrupted()).isTrue();
                assertThat(drawn.get(drawn.size() - 1).note())
                        .startsWith("interrupted after update ")
                        .endsWith(
                                ruled
                                        ? "; call train(1000000, rule) again to go on"
                                        : "; call train(1000000) again to go on");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread that draws", e);
        }
    }

    @Test
    void givenAnInterruptWhileTheFirstCurveIsDrawn_thenItIsNotLost() throws Exception {
        // In a process of its own: fonts are loaded only once.
        String said =
                ChildJvm.run(
                        Map.of(),
                        List.of("-Djava.awt.headless=true"),
                        InterruptedDrawing.class,
                        folder.toString());

        assertThat(said).endsWith("stopped");
    }

    @Test
    void givenAnInterruptBeforeTrainIsCalled_thenItReturnsAtOnceAndSaves() throws Exception {
        drawAfter(() -> {});
        try (var run = Runs.recall(folder, "early").build()) {
            var cell = new Cell(run);
            cell.interrupt();
            cell.join();

            assertThat(CheckpointStore.load(run.checkpoints()).state().update())
                    .isEqualTo(run.state().update());
        }
    }

    @Test
    void givenAnUpdateThatIsFinishedAfterTheInterrupt_thenItIsSavedToo() throws Exception {
        var finishing = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        drawAfter(() -> {});
        try (var run =
                Runs.recall(folder, "late")
                        .onUpdate(
                                row -> {
                                    if (row.update() == 2) {
                                        finishing.countDown();
                                        await(stopped);
                                    }
                                })
                        .build()) {
            run.train(1);
            var cell = new Cell(run);
            await(finishing);
            cell.interrupt();
            cell.join();
            stopped.countDown();
        }

        assertThat(CheckpointStore.load(folder.resolve("checkpoints/late")).state().update())
                .isEqualTo(2);
    }

    @Test
    void givenASecondInterruptWhileTheFirstOneSaves_thenTheRunIsSaved() throws Exception {
        drawAfter(() -> {});
        try (var run = Runs.recall(folder, "twice").build()) {
            for (int round = 1; round <= 10; round++) {
                var cell = new Cell(run);
                Thread.sleep(10L * round);
                for (int again = 0; again < 40 && cell.thread.isAlive(); again++) {
                    cell.interrupt();
                    Thread.sleep(1);
                }
                cell.join();
                assertThat(CheckpointStore.load(run.checkpoints()).state().update())
                        .isEqualTo(run.state().update());
            }
        }
    }

    @Test
    void givenACallThatIsStillSaving_whenTheNextOneBegins_thenItWaitsAndGoesOn() throws Exception {
        var saving = new CountDownLatch(1);
        var saved = new CountDownLatch(1);
        drawAfter(() -> {});
        try (var run = Runs.recall(folder, "again").build()) {
            drawAfter(
                    () -> {
                        if (run.state().update() > 0) {
                            saving.countDown();
                            await(saved);
                        }
                    });
            var first = new Cell(run);
            await(saving);
            first.interrupt();
            drawAfter(() -> {});
            var second = new Cell(run);
            second.thread.join(3_000);
            assertThat(second.failure.get()).isNull();

            saved.countDown();
            first.join();
            long before = run.state().update();
            while (run.state().update() < before + 2) {
                Thread.sleep(5);
            }
            second.interrupt();
            second.join();
        }
    }

    @Test
    void givenAViewThatFails_thenTrainingGoesOnWithoutIt() {
        drawAfter(
                () -> {
                    throw new IllegalStateException("no screen");
                });
        try (var run = Runs.recall(folder, "unseen").build()) {
            run.train(2);

            assertThat(run.state().update()).isEqualTo(2);
        }
    }

    @Test
    void givenAFailure_thenTheViewSaysWhereTheRunStands() {
        drawAfter(() -> {});
        try (var run =
                Runs.recall(folder, "failed")
                        .onUpdate(
                                row -> {
                                    throw new IllegalStateException("out of ideas");
                                })
                        .build()) {
            assertThatThrownBy(() -> run.train(2)).hasMessage("out of ideas");

            assertThat(drawn.get(drawn.size() - 1).note())
                    .contains("out of ideas")
                    .contains("The run stands after update 1, saved in");
        }
    }
}
