package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a view is told while a run trains, here and from elsewhere. */
@Timeout(120)
class WatchTest {
    private static final int MANY = 1_000_000;

    @TempDir Path folder;
    private final List<Progress> drawn = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> times = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void putBack() {
        ProgressViews.reset();
    }

    private void draw() {
        ProgressViews.use(
                () ->
                        Optional.of(
                                new ProgressView() {
                                    @Override
                                    public void update(Progress progress) {
                                        times.add(System.nanoTime());
                                        drawn.add(progress);
                                    }

                                    @Override
                                    public void close() {}
                                }));
    }

    private Progress last() {
        return drawn.get(drawn.size() - 1);
    }

    private static void await(BooleanSupplier what) throws InterruptedException {
        while (!what.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    /** Recall of which each step takes some time. */
    private static final class Slow extends Recall {
        private static volatile long millis;

        @Override
        public Step step(Action action) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.step(action);
        }
    }

    private TrainingRun slow(String name, long millis) {
        Slow.millis = millis;
        var envs = VectorEnvironment.of(1, Slow::new);
        return Runs.below(folder, name, Runs.agent(envs), envs).build();
    }

    @Test
    void givenALongUpdate_thenThereIsMovementWithinItAndSomethingToSeeAtOnce() throws Exception {
        draw();
        try (var run = slow("slow", 60)) {
            long begun = System.nanoTime();
            var training = new Thread(() -> run.train(1));
            training.start();
            await(() -> drawn.size() > 6);
            training.interrupt();
            training.join();

            assertThat(times.get(0) - begun).isLessThan(TimeUnit.SECONDS.toNanos(1));
            Progress early = drawn.get(1);
            Progress late = drawn.get(6);
            assertThat(early.update()).isZero();
            assertThat(late.update()).isZero();
            assertThat(late.fraction()).isGreaterThan(early.fraction()).isLessThan(1);
            assertThat(late.environmentSteps()).isGreaterThan(early.environmentSteps());
            assertThat(late.stepsPerSecond()).isGreaterThan(0);
            assertThat(late.doing()).matches("collecting: step \\d+ of 32");
            assertThat(late.secondsPassed()).isGreaterThan(early.secondsPassed());
            assertThat(last().doing()).isEmpty();
            assertThat(last().note()).startsWith("interrupted after update 0");
        }
    }

    @Test
    void givenARun_thenItIsDrawnAtMostFourTimesASecond_andTheTimeLeftShrinks() throws Exception {
        draw();
        try (var run = slow("paced", 4)) {
            run.train(10);
        }

        // The first is drawn soon, and the last at once; 10 ms for a clock that is not even.
        for (int i = 2; i < times.size() - 1; i++) {
            assertThat(times.get(i) - times.get(i - 1))
                    .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(240));
        }
        assertThat(drawn.stream().mapToDouble(Progress::secondsLeft).filter(Double::isFinite))
                .isNotEmpty();
        assertThat(last().secondsLeft()).isNaN();
        assertThat(last().fraction()).isEqualTo(1);
        assertThat(last().note()).startsWith("done");
        assertThat(last().column("episode_return_mean")).hasSize(10);
    }

    @Test
    void givenAStartedRun_thenAnybodyCanWatchIt_andAnInterruptEndsTheWatchingAlone()
            throws Exception {
        draw();
        try (var run = Runs.recall(folder, "watched").build()) {
            run.start(MANY);
            assertThat(drawn).isEmpty();
            var flag = new AtomicBoolean();
            var looking =
                    new Thread(
                            () -> {
                                run.watch();
                                flag.set(Thread.currentThread().isInterrupted());
                            });
            looking.start();
            await(() -> drawn.size() > 2);
            looking.interrupt();
            looking.join();

            assertThat(flag).isTrue();
            assertThat(last().note()).startsWith("training goes on");
            long then = run.state().update();
            await(() -> run.state().update() > then);
            assertThatThrownBy(() -> run.start(MANY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is training already");

            var again = new Thread(run::watch);
            again.start();
            run.stop();
            again.join();
            assertThat(last().note()).startsWith("stopped after update");
        }
    }

    @Test
    void givenNothingUnderWay_whenWatched_thenItShowsHowItStands_andReturns() {
        draw();
        try (var run = Runs.recall(folder, "idle").build()) {
            run.watch();
            assertThat(last().note()).isEqualTo("nobody has called train");

            run.train(2);
            run.watch();
            assertThat(last().note()).startsWith("done");
            assertThat(last().update()).isEqualTo(2);
        }
    }

    @Test
    void givenAListener_whenItWatchesOrStarts_thenItIsRefused() {
        var refused = new ArrayList<String>();
        try (var run =
                Runs.recall(folder, "listener")
                        .onUpdate(
                                (it, row) -> {
                                    for (Runnable each :
                                            List.<Runnable>of(it::watch, () -> it.start(9))) {
                                        try {
                                            each.run();
                                        } catch (IllegalStateException e) {
                                            refused.add(e.getMessage());
                                        }
                                    }
                                })
                        .build()) {
            run.train(1);
        }
        assertThat(refused).hasSize(2);
    }

    @Test
    void givenChosenMetrics_thenThoseAreShown_alsoAfterAResume() {
        draw();
        try (var run = Runs.recall(folder, "chosen").show("return", "kl", "loss").build()) {
            run.train(1);
        }
        assertThat(last().shown()).containsExactly("episode_return_mean", "approximate_kl", "loss");

        var envs = VectorEnvironment.of(8, Recall::new);
        try (var run =
                TrainingRun.resuming(folder.resolve("checkpoints/chosen"))
                        .environments(envs)
                        .show("entropy")
                        .build()) {
            run.train(2);
        }
        assertThat(last().shown()).containsExactly("entropy");
        assertThatThrownBy(() -> Runs.recall(folder, "x").show("entrop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no metric 'entrop'; did you mean 'entropy'?");
    }

    @Test
    void givenARun_thenEveryMetricOfItCanBeShown() {
        draw();
        try (var run = Runs.recall(folder, "all").evaluateEvery(1, 2).build()) {
            run.train(1);
            List<String> columns = new ArrayList<>(run.metrics().columnNames());
            columns.removeAll(List.of("update", "environment_steps", "seconds"));

            assertThat(ShownMetrics.columns(columns.toArray(String[]::new)))
                    .containsExactlyElementsOf(columns);
            assertThat(run.metrics().columnNames()).containsAll(last().shown());
        }
    }
}
