package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.MetricHistory;
import io.engram.checkpoint.RunState;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final int MANY = 1_000_000;

    @TempDir Path folder;

    private RunState trained(String name, int updates) {
        try (var run = Runs.recall(folder, name).build()) {
            run.train(updates);
            return run.state();
        }
    }

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    @Test
    void givenTheSameSeedTwice_thenBothRunsStandAtTheSameBits() {
        Bits.assertSame(trained("again", 3), trained("once", 3));
    }

    @Test
    void givenAnotherSeed_thenTheParametersDiffer() {
        RunState other;
        try (var run = Runs.recall(folder, "other").seed(4).build()) {
            run.train(1);
            other = run.state();
        }

        assertThat(other.learner().parameters())
                .isNotEqualTo(trained("one", 1).learner().parameters());
    }

    @Test
    void givenAResumedRun_thenItStandsWhereAnUnbrokenOneDoes() {
        trained("halves", 2);
        RunState resumed;
        try (var run = TrainingRun.resume(folder.resolve("checkpoints/halves"), environments())) {
            assertThat(run.state().update()).isEqualTo(2);
            run.train(4);
            resumed = run.state();
        }

        Bits.assertSame(resumed, trained("whole", 4));
    }

    @Test
    void givenEnvironmentsOnOtherThreads_whenResumed_thenTheBitsAreThoseOfAnUnbrokenRun() {
        trained("one", 2);
        RunState resumed;
        var envs = VectorEnvironment.parallel(8, 2, Recall::new);
        try (var run = TrainingRun.resume(folder.resolve("checkpoints/one"), envs)) {
            run.train(4);
            resumed = run.state();
        }

        Bits.assertSame(resumed, trained("unbroken", 4));
    }

    @Test
    void givenParallelEnvironments_thenTheBitsAreThoseOfASingleThread() {
        RunState parallel;
        var envs = VectorEnvironment.parallel(8, 2, Recall::new);
        try (var run =
                TrainingRun.builder("parallel", Runs.agent(envs), envs)
                        .seed(3)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(2);
            parallel = run.state();
        }

        Bits.assertSame(parallel, trained("single", 2));
    }

    @Test
    void givenEnvironmentsOfTheUsersOwn_thenResumeByPathAsksForThem() {
        trained("own", 1);

        assertThatThrownBy(() -> TrainingRun.resume(folder.resolve("checkpoints/own")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environments of its own");
        assertThatThrownBy(
                        () ->
                                TrainingRun.resume(
                                        folder.resolve("checkpoints/own"),
                                        VectorEnvironment.of(4, Recall::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number of environments");
    }

    @Test
    void givenInterrupts_thenEachReturnsAtOnceAndSavesAndLosesNoBit() throws Exception {
        var updates = new Semaphore(0);
        var latencies = new ArrayList<Long>();
        try (var run =
                Runs.recall(folder, "interrupted").onUpdate(row -> updates.release()).build()) {
            run.train(1);
            for (int round = 0; round < 5; round++) {
                updates.drainPermits();
                latencies.add(interruptAfterAnUpdate(run, updates, 7L * round));
                assertThat(CheckpointStore.load(run.checkpoints()).state().update())
                        .isGreaterThanOrEqualTo(2 + round);
            }
            int goal = (int) run.state().update() + 3;
            run.train(goal);
            Bits.assertSame(run.state(), trained("unbroken", goal));
        }

        // The quickest of five: the others may have had to wait for a busy machine.
        assertThat(Collections.min(latencies)).as("milliseconds of %s", latencies).isLessThan(250);
    }

    /** Milliseconds from the interrupt to the return of train. */
    private static long interruptAfterAnUpdate(TrainingRun run, Semaphore updates, long delay)
            throws InterruptedException {
        var returned = new AtomicLong();
        var failure = new AtomicReference<Throwable>();
        var cell =
                new Thread(
                        () -> {
                            run.train(MANY);
                            returned.set(System.nanoTime());
                        });
        cell.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        cell.start();
        assertThat(updates.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(delay);
        long start = System.nanoTime();
        cell.interrupt();
        cell.join(60_000);
        assertThat(failure.get()).isNull();
        assertThat(returned.get()).isPositive();
        return TimeUnit.NANOSECONDS.toMillis(returned.get() - start);
    }

    @Test
    void givenARunThatTrains_thenASecondTrainIsRefused() throws Exception {
        var updates = new Semaphore(0);
        try (var run = Runs.recall(folder, "busy").onUpdate(row -> updates.release()).build()) {
            var cell = new Thread(() -> run.train(MANY));
            cell.start();
            assertThat(updates.tryAcquire(60, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> run.train(MANY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'busy' is training already");

            cell.interrupt();
            cell.join(60_000);
            assertThat(cell.isAlive()).isFalse();
        }
    }

    @Test
    void givenNoUpdatesToMake_thenTrainRefusesOrDoesNothing() {
        try (var run = Runs.recall(folder, "few").build()) {
            assertThatThrownBy(() -> run.train(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("updates must be at least 1, but is 0");
            run.train(2);
            RunState before = run.state();
            run.train(1);
            assertThat(run.state()).isSameAs(before);
        }
    }

    @Test
    void givenAListener_thenItSeesEveryUpdateAndTheCsvIsTheTable() throws IOException {
        List<MetricRow> seen = new ArrayList<>();
        try (var run = Runs.recall(folder, "heard").onUpdate(row -> seen.add(row)).build()) {
            run.train(2);
            run.train(3);

            assertThat(seen.stream().map(MetricRow::update)).containsExactly(1L, 2L, 3L);
            assertThat(seen.stream().map(MetricRow::environmentSteps))
                    .containsExactly(256L, 512L, 768L);
            var table = run.metrics();
            var csv = MetricHistory.ofCsv(Files.readString(run.logs().resolve("metrics.csv")));
            assertThat(table.columnNames()).isEqualTo(csv.columns());
            assertThat(table.rowCount()).isEqualTo(csv.rows().size()).isEqualTo(3);
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < csv.columns().size(); column++) {
                    double value = ((Number) table.get(row, column)).doubleValue();
                    assertThat(value).isEqualTo(csv.rows().get(row)[column]);
                    assertThat(value)
                            .isEqualTo(seen.get(row).values().get(csv.columns().get(column)));
                }
            }
        }
    }

    @Test
    void givenAnEarlierCheckpoint_thenTheCsvForgetsLaterRows() throws IOException {
        try (var run = Runs.recall(folder, "back").checkpointEvery(2).build()) {
            run.train(5);
        }
        Path checkpoints = folder.resolve("checkpoints/back");
        Path csv = folder.resolve("logs/back/metrics.csv");
        assertThat(Files.readAllLines(csv)).hasSize(1 + 5);

        RunState state;
        try (var run = TrainingRun.resume(checkpoints.resolve("update-000002"), environments())) {
            run.train(3);
            state = run.state();
        }

        var history = MetricHistory.ofCsv(Files.readString(csv));
        assertThat(MetricLog.column(history, "update")).containsExactly(1, 2, 3);
        assertThat(CheckpointStore.load(checkpoints).state().update()).isEqualTo(3);
        Bits.assertSame(state, trained("straight", 3));
    }

    @Test
    void givenCheckpointEvery_thenTheNewestOnesStayWithTheBest() {
        try (var run = Runs.recall(folder, "kept").checkpointEvery(1).keepCheckpoints(2).build()) {
            run.train(7);
            var names =
                    new CheckpointStore(run.checkpoints())
                            .list().stream().map(path -> path.getFileName().toString());
            assertThat(names)
                    .containsExactly(
                            LongStream.of(run.best().updates(), 6, 7)
                                    .distinct()
                                    .mapToObj("update-%06d"::formatted)
                                    .toArray(String[]::new));
        }
    }
}
