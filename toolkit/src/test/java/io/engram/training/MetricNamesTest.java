package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.UpdateStatistics;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.MetricHistory;
import io.engram.environment.Episode;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricNamesTest {
    @TempDir Path folder;

    /** Recall that measures under names which need care in files. */
    private static final class Odd extends Recall {
        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            var info =
                    Map.of(
                            "distance, m",
                            1.5,
                            "the \"best\"",
                            2.0,
                            "two\nlines",
                            3.0,
                            "half\ud800",
                            4.0,
                            "half\ud801",
                            5.0);
            return new Step(
                    step.observation(), step.reward(), step.terminated(), step.truncated(), info);
        }
    }

    private static VectorEnvironment odd() {
        return VectorEnvironment.of(8, Odd::new);
    }

    private TrainingRun run(String name) {
        var envs = odd();
        return Runs.below(folder, name, Runs.agent(envs), envs).build();
    }

    @Test
    void givenNamesOfEngramsOwn_thenBothAreKept() {
        var info = Map.of("return", 7.0, "length", 8.0);
        var statistics =
                new UpdateStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);
        var row =
                MetricLog.row(1, 1, 1, List.of(new Episode(0, 1, 2, info)), statistics, 1, 1)
                        .values();

        assertThat(row)
                .containsEntry("episode_return_mean", 1.0)
                .containsEntry("episode_length_mean", 2.0)
                .containsEntry("episode_info_return_mean", 7.0)
                .containsEntry("episode_info_length_mean", 8.0);
    }

    @Test
    void givenNamesThatNeedCare_thenTheRunIsSavedLoggedAndResumed() throws Exception {
        try (var run = run("odd")) {
            run.train(2);
        }
        Path checkpoints = folder.resolve("checkpoints/odd");
        assertThat(CheckpointStore.load(checkpoints).state().metrics().columns())
                .contains(
                        "episode_distance, m_mean",
                        "episode_the \"best\"_mean",
                        "episode_two\nlines_mean",
                        "episode_half\\ud800_mean",
                        "episode_half\\ud801_mean");

        try (var resumed = TrainingRun.resume(checkpoints, odd());
                var whole = run("whole")) {
            resumed.train(4);
            whole.train(4);
            Bits.assertSame(resumed.state(), whole.state());
            Path csv = resumed.logs().resolve("metrics.csv");
            MetricHistory read = MetricHistory.ofCsv(Files.readString(csv));
            assertThat(read.columns()).isEqualTo(whole.state().metrics().columns());
            assertThat(MetricLog.column(read, "episode_half\\ud801_mean")).containsOnly(5);
            assertThat(read.rows()).hasSize(4);
        }
    }
}
