package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.engram.settings.Schedule;
import io.engram.sweep.Sweep;
import io.engram.sweep.SweepRun;
import io.engram.sweep.SweepRun.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in local mode: Spark is in this process, with two threads. */
class SparkSweepTest {
    private static SparkSession spark;

    @TempDir private Path folder;

    @BeforeAll
    static void begin() {
        spark = LocalSpark.begin();
    }

    @AfterAll
    static void end() {
        spark.stop();
    }

    private SparkSweep sweeps() {
        return SparkSweep.on(spark).output(folder.resolve("output").toUri().toString());
    }

    @Test
    void givenASweep_thenEveryRunIsTheSameBitsAsWithoutSpark() throws IOException {
        SweepResults results = sweeps().run(SmallSweep.of(SmallSweep::recall));

        assertThat(results.sweep().runs())
                .hasSize(4)
                .allSatisfy(run -> assertThat(run.state()).isEqualTo(State.DONE));
        Sweep alone = SmallSweep.alone(SmallSweep.of(SmallSweep::recall), folder.resolve("alone"));
        SmallSweep.assertSame(folder.resolve("output"), alone);
        assertThat(results.sweep().best().description().name())
                .isEqualTo(alone.best().description().name());
        assertThat(results.sweep().study().table(256).rowCount()).isEqualTo(2);
    }

    @Test
    void givenASweep_thenWhatCameOfItIsDatasetsAndParquet() {
        SweepResults results = sweeps().run(SmallSweep.of(SmallSweep::recall));

        Dataset<Row> runs = spark.read().parquet(results.parquet() + "/runs.parquet");
        assertThat(runs.columns())
                .containsExactly(
                        "run",
                        "units",
                        "seed",
                        "state",
                        "updates",
                        "return",
                        "best",
                        "note",
                        "host",
                        "executor",
                        "attempt",
                        "from_update");
        assertThat(runs.filter("state = 'done' and updates = 6 and attempt = 0").count())
                .isEqualTo(4);
        double best = results.sweep().bestRun().score().orElseThrow();
        assertThat(runs.selectExpr("max(best)").first().getDouble(0)).isEqualTo(best);
        Dataset<Row> metrics = spark.read().parquet(results.parquet() + "/metrics.parquet");
        assertThat(metrics.count()).isEqualTo(24);
        assertThat(metrics.filter("run = 'small-2-seed-1'").selectExpr("max(update)").first())
                .satisfies(row -> assertThat(row.getLong(0)).isEqualTo(6));
        assertThat(metrics.filter("episode_return_mean is not null").count()).isPositive();
    }

    @Test
    void givenASweepThatSparkHasTrained_thenOneMachineGoesOnWithIt_andTheOtherWayRound() {
        sweeps().run(SmallSweep.of(SmallSweep::recall).seeds(1).updates(4));

        Sweep here =
                SmallSweep.alone(
                        SmallSweep.of(SmallSweep::recall).updates(5), folder.resolve("output"));
        assertThat(here.toString()).isEqualTo("small  4 runs: 4 done");

        SweepResults there = sweeps().run(SmallSweep.of(SmallSweep::recall));
        assertThat(there.runs().filter("from_update = 5 and updates = 6").count()).isEqualTo(4);
    }

    @Test
    void givenARunThatFails_thenTheOthersGoOn_andItIsTriedAgain() {
        String mended = folder.resolve("mended").toString();
        var builder =
                SmallSweep.of(
                        (setting, name) -> {
                            if (name.equals("small-2-seed-1") && !Files.exists(Path.of(mended))) {
                                throw new IllegalArgumentException("out of luck");
                            }
                            return SmallSweep.recall(setting, name);
                        });
        Sweep sweep = sweeps().run(builder).sweep();

        assertThat(sweep.toString()).isEqualTo("small  4 runs: 3 done, 1 failed");
        assertThat(sweep.runs().get(1).note()).isEqualTo("out of luck");

        assertThat(folder.resolve("mended").toFile().mkdir()).isTrue();
        assertThat(sweep.run().toString()).isEqualTo("small  4 runs: 4 done");
    }

    @Test
    void givenARunWhoseTaskDies_thenTheOthersGoOn_andItsRowSaysWhatSparkSays() {
        var builder =
                SmallSweep.of(
                        (setting, name) -> {
                            if (name.equals("small-2-seed-1")) {
                                throw new AssertionError("out of order");
                            }
                            return SmallSweep.recall(setting, name);
                        });
        Sweep sweep = sweeps().run(builder).sweep();

        assertThat(sweep.toString()).isEqualTo("small  4 runs: 3 done, 1 failed");
        assertThat(sweep.runs().get(1).note())
                .startsWith("the cluster gave the run up: ")
                .contains("out of order")
                .doesNotContain("\tat ", "stacktrace");
    }

    @Test
    void givenAnInterrupt_thenTheRunsAreSaved_andGoOnToTheSameBits() throws Exception {
        Held.first = new CountDownLatch(2);
        Held.goOn = new CountDownLatch(0);
        var isFlagged = new boolean[1];
        var thread =
                new Thread(
                        () -> {
                            sweeps().run(SmallSweep.of(Held::recall).updates(20_000));
                            isFlagged[0] = Thread.currentThread().isInterrupted();
                        });
        thread.start();
        Held.first.await();
        thread.interrupt();
        thread.join();

        assertThat(isFlagged[0]).isTrue();
        Sweep again = sweeps().run(SmallSweep.of(SmallSweep::recall).updates(1)).sweep();
        List<SweepRun> begun = again.runs().stream().filter(run -> run.update() >= 3).toList();
        assertThat(begun).hasSize(2);
        int farthest = (int) begun.stream().mapToLong(SweepRun::update).max().orElseThrow();
        sweeps().run(SmallSweep.of(SmallSweep::recall).updates(farthest));
        SmallSweep.assertSame(
                folder.resolve("output"),
                SmallSweep.alone(
                        SmallSweep.of(SmallSweep::recall).updates(farthest),
                        folder.resolve("alone")));
    }

    @Test
    void givenAnOutputThatIsNotOnThisDisk_thenWhatIsLookedAtIsCopied() {
        DyingFileSystem.configuration()
                .forEach(
                        each -> {
                            if (each.getKey().contains(".removing.")) {
                                spark.sparkContext()
                                        .hadoopConfiguration()
                                        .set(each.getKey(), each.getValue());
                            }
                        });
        String url = "removing://" + folder.resolve("output").toUri().getPath();
        Sweep sweep =
                SparkSweep.on(spark).output(url).run(SmallSweep.of(SmallSweep::recall)).sweep();

        SweepRun best = sweep.bestRun();
        assertThat(best.checkpoints()).isDirectory();
        assertThat(best.checkpoints().startsWith(folder)).isFalse();
        assertThat(sweep.best().description().name()).isEqualTo(best.name());
        assertThat(sweep.study().table(256).rowCount()).isEqualTo(2);
        Sweep again =
                SparkSweep.on(spark).output(url).run(SmallSweep.of(SmallSweep::recall)).sweep();
        assertThat(again.toString()).isEqualTo("small  4 runs: 4 done");
        assertThat(again.bestRun().score()).isEqualTo(best.score());
    }

    @Test
    void givenHalving_thenOnlyTheBestSettingsAreTrainedToTheEnd() {
        Sweep sweep =
                sweeps().run(SmallSweep.of(SmallSweep::recall).halving(2, 2).seeds(1)).sweep();

        assertThat(sweep.toString()).isEqualTo("small  2 runs: 1 done, 1 left");
    }

    @Test
    void givenAFileAndSchedules_thenTheyReachTheExecutors() throws IOException {
        Path file = LocalSpark.writeRun(folder.resolve("recall.yaml"));
        var sweep =
                Sweep.builder("file")
                        .base(file)
                        .grid("learningRate", 1e-3, Schedule.cosine(1e-3, 1e-4, 4).warmUp(2))
                        .grid("hidden", List.of(8, 8))
                        .seeds(1);
        assertThat(sweeps().run(sweep).sweep().toString()).isEqualTo("file  2 runs: 2 done");
        SmallSweep.assertSame(
                folder.resolve("output"),
                SmallSweep.alone(
                        Sweep.builder("file")
                                .base(file)
                                .grid(
                                        "learningRate",
                                        1e-3,
                                        Schedule.cosine(1e-3, 1e-4, 4).warmUp(2))
                                .grid("hidden", List.of(8, 8))
                                .seeds(1),
                        folder.resolve("alone")));
    }

    @Test
    void givenFoldersOfThisMachine_thenTheyAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> sweeps().run(SmallSweep.of(SmallSweep::recall).checkpoints(folder)))
                .withMessageContaining("leave checkpoints(…) and logs(…) out");
    }

    @Test
    void givenATrainingThatIsUnderWay_thenItsProgressComesWithTheHeartbeats() throws Exception {
        Held.first = new CountDownLatch(1);
        Held.goOn = new CountDownLatch(1);
        var place =
                new SparkPlace(
                        org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
                                spark.sparkContext()),
                        folder.resolve("output").toUri().toString(),
                        "small");
        Sweep sweep = SmallSweep.of(Held::recall).grid("more", 1).seeds(1).place(place).build();
        var thread = new Thread(sweep::run);
        thread.start();
        Held.first.await();
        while (sweep.runs().get(0).update() < 2) {
            Thread.onSpinWait();
        }
        assertThat(sweep.runs().get(0).state()).isEqualTo(State.TRAINING);
        Held.goOn.countDown();
        thread.join();
        assertThat(sweep.toString()).isEqualTo("small  2 runs: 2 done");
    }

    /** Runs that tell when they have made three updates, and wait there until they may go on. */
    static final class Held {
        private static CountDownLatch first;
        private static CountDownLatch goOn;

        private Held() {}

        static io.engram.training.TrainingRunBuilder recall(
                io.engram.sweep.Setting setting, String name) {
            return SmallSweep.recall(setting, name)
                    .onUpdate(
                            row -> {
                                if (row.update() == 3) {
                                    first.countDown();
                                    await(goOn);
                                }
                            });
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
