package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.checkpoint.RunState;
import io.engram.disk.Faults;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The episodes of training. Updates of these runs end 64 of them, of four steps each. */
class EpisodeLogTest {
    private static final int EACH = 64;

    @TempDir Path folder;

    private Path csv(String name) {
        return folder.resolve("logs").resolve(name).resolve("episodes.csv");
    }

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    /** What does not come from a clock. */
    private static List<List<Object>> rows(Table table) {
        return table.stream()
                .map(
                        row ->
                                List.<Object>of(
                                        row.getLong("update"),
                                        row.getLong("environment_steps"),
                                        row.getInt("environment"),
                                        row.getDouble("return"),
                                        row.getInt("length"),
                                        row.getDouble("success")))
                .toList();
    }

    private List<List<Object>> unbroken(int updates) {
        try (var run = Runs.recall(folder, "unbroken").replace(true).build()) {
            run.train(updates);
            return rows(run.episodes());
        }
    }

    @Test
    void givenARun_thenEachFinishedEpisodeIsARow() throws IOException {
        try (var run = Runs.recall(folder, "rows").build()) {
            assertThat(run.episodes().isEmpty()).isTrue();
            run.train(3);

            Table episodes = run.episodes();
            assertThat(episodes.name()).isEqualTo("rows");
            assertThat(episodes.columnNames())
                    .containsExactly(
                            "update",
                            "environment_steps",
                            "environment",
                            "return",
                            "length",
                            "seconds",
                            "success");
            assertThat(episodes.rowCount()).isEqualTo(3 * EACH);
            assertThat(run.metrics().doubleColumn("episodes").sum()).isEqualTo(3 * EACH);
            for (int row = 0; row < 3 * EACH; row++) {
                assertThat(episodes.longColumn("update").getLong(row)).isEqualTo(1 + row / EACH);
                // All eight end together, every four steps of each.
                assertThat(episodes.longColumn("environment_steps").getLong(row))
                        .isEqualTo(4 * 8 * (1 + row / 8));
                assertThat(episodes.intColumn("environment").getInt(row)).isEqualTo(row % 8);
                assertThat(episodes.intColumn("length").getInt(row)).isEqualTo(4);
            }
            assertThat(episodes.last(100).doubleColumn("return").mean())
                    .isCloseTo(
                            run.metrics().doubleColumn("episode_return_mean").get(2),
                            Offset.offset(1e-12));
            double[] seconds = episodes.doubleColumn("seconds").asDoubleArray();
            assertThat(seconds).isSorted();
            assertThat(seconds[0]).isPositive();
            assertThat(seconds[seconds.length - 1])
                    .isLessThanOrEqualTo(run.state().trainingSeconds());
        }
        assertThat(Files.readAllLines(csv("rows")))
                .hasSize(1 + 3 * EACH)
                .first()
                .isEqualTo("update,environment_steps,environment,return,length,seconds,success");
    }

    @Test
    void givenAnEarlierCheckpoint_whenResumed_thenLaterRowsAreCutAndTheRestIsAsUnbroken() {
        try (var run = Runs.recall(folder, "back").checkpointEvery(2).build()) {
            run.train(5);
        }
        Path checkpoint = folder.resolve("checkpoints/back/update-000002");

        try (var run = TrainingRun.resume(checkpoint, environments())) {
            assertThat(run.episodes().rowCount()).isEqualTo(2 * EACH);
            run.train(4);

            assertThat(rows(run.episodes())).isEqualTo(unbroken(4));
        }
    }

    @Test
    void givenARunThatStartsOver_thenItsRowsAreItsOwn() {
        try (var old = Runs.recall(folder, "over").build()) {
            old.train(3);
        }
        try (var run = Runs.recall(folder, "over").replace(true).build()) {
            assertThat(run.episodes().isEmpty()).isTrue();
            run.train(1);

            assertThat(rows(run.episodes())).isEqualTo(unbroken(1));
        }
    }

    @Test
    void givenARowThatAKillTore_whenResumed_thenItIsWholeAgain() throws IOException {
        try (var run = Runs.recall(folder, "torn").build()) {
            run.train(2);
        }
        String whole = Files.readString(csv("torn"));
        Files.writeString(csv("torn"), whole + "3,544,0,1,4,0.1,1\n3,54");

        try (var run = TrainingRun.resume(folder.resolve("checkpoints/torn"), environments())) {
            run.train(3);

            assertThat(rows(run.episodes())).isEqualTo(unbroken(3));
        }
        assertThat(Files.readString(csv("torn"))).startsWith(whole);
    }

    @Test
    void givenAFileThatSomebodyRemoves_thenLaterEpisodesAreWritten() throws IOException {
        try (var run = Runs.recall(folder, "removed").build()) {
            run.train(1);
            Files.delete(csv("removed"));
            run.train(3);

            assertThat(rows(run.episodes())).isEqualTo(unbroken(3).subList(EACH, 3 * EACH));
        }
    }

    @Test
    void givenWhatSomebodyWroteThere_thenItIsKeptUnderAnotherName() throws IOException {
        try (var run = Runs.recall(folder, "own").build()) {
            run.train(1);
            Files.writeString(csv("own"), "my notes");
            run.train(2);
            String edited = Files.readString(csv("own")) + "here it went wrong\n";
            Files.writeString(csv("own"), edited);
            run.train(3);

            assertThat(csv("own").resolveSibling("episodes-1.csv")).hasContent("my notes");
            assertThat(csv("own").resolveSibling("episodes-2.csv")).hasContent(edited);
            assertThat(rows(run.episodes())).isEqualTo(unbroken(3).subList(EACH, 3 * EACH));
        }
    }

    /** Measures more from its fourth episode on, under names that are taken or odd. */
    private static final class Growing extends Recall {
        private int episodes;

        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            if (!step.done() || ++episodes <= 3) {
                return step;
            }
            var info = new HashMap<>(step.info());
            info.put("a, \"b\"\nc", 7.0);
            info.put("length", 8.0);
            info.put("Success", 9.0);
            return new Step(step.observation(), step.reward(), true, false, info);
        }
    }

    @Test
    void givenMeasurementsThatComeLater_thenTheyAreColumnsThatWereEmpty() {
        var envs = VectorEnvironment.of(2, Growing::new);
        try (var run = Runs.below(folder, "growing", Runs.agent(envs), envs).build()) {
            run.train(2);

            Table episodes = run.episodes();
            assertThat(episodes.columnNames())
                    .containsExactly(
                            "update",
                            "environment_steps",
                            "environment",
                            "return",
                            "length",
                            "seconds",
                            "Success",
                            "a, \"b\"\nc",
                            "info_length",
                            "success_");
            assertThat(episodes.doubleColumn("success_").countMissing()).isZero();
            assertThat(episodes.doubleColumn("Success").countMissing()).isEqualTo(6);
            assertThat(episodes.doubleColumn("info_length").max()).isEqualTo(8);
            assertThat(episodes.doubleColumn("a, \"b\"\nc").get(6)).isEqualTo(7);
        }
    }

    @Test
    void givenADiskThatFails_whenTrainingGoesOn_thenNoEpisodeIsLostOrTwice() {
        RunState expected;
        List<List<Object>> rows;
        try (var straight = Runs.recall(folder, "straight").build()) {
            straight.train(3);
            expected = straight.state();
            rows = rows(straight.episodes());
        }
        // The header, its wider form, each written beside its place, and the rows of two updates.
        for (int number = 1; number <= 6; number++) {
            String name = "broken-" + number;
            var fault = number % 2 == 0 ? Faults.Fault.TORN_WRITE : Faults.Fault.NO_SPACE;
            var left = new AtomicInteger(number);
            try (var run = Runs.recall(folder, name).build()) {
                try (var faults =
                        Faults.first(
                                folder,
                                fault,
                                each ->
                                        each.contains("episodes.csv")
                                                && left.decrementAndGet() == 0)) {
                    assertThatThrownBy(() -> run.train(3))
                            .isInstanceOf(UncheckedIOException.class)
                            .hasMessageStartingWith("cannot write the episodes to " + csv(name));
                    assertThat(faults.seen()).hasSize(1);
                }
                run.train(3);

                assertThat(rows(run.episodes())).as(name).isEqualTo(rows);
                Bits.assertSame(run.state(), expected);
            }
        }
    }
}
