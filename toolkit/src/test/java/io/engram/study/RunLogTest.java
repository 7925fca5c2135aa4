package io.engram.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.events.EventWriter;
import io.engram.fixture.Runs;
import io.engram.plot.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/golden/events.out.tfevents.1700000000.golden.0.0");

    @TempDir Path folder;

    private Path written(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void givenProgressOfStableBaselines_thenReturnAndStepsAreFound() throws IOException {
        written(
                "ppo_1/progress.csv",
                "rollout/ep_rew_mean,time/total_timesteps,train/loss,time/fps\n"
                        + "20.5,2048,,800\n22.25,4096,0.5,810\n,6144,0.25,nan\n");
        RunLog log = RunLog.read(folder.resolve("ppo_1"));

        Curve returns = log.curve();

        assertThat(returns.name()).isEqualTo("ppo_1");
        assertThat(returns.x()).containsExactly(2048, 4096);
        assertThat(returns.y()).containsExactly(20.5, 22.25);
        assertThat(log.curve("train/loss").x()).containsExactly(4096, 6144);
        assertThat(log.metrics())
                .containsExactly(
                        "rollout/ep_rew_mean", "time/total_timesteps", "train/loss", "time/fps");
    }

    @Test
    void givenEventsOfCleanRl_thenReturnAndStepsAreFound() throws IOException {
        Path run = Files.createDirectories(folder.resolve("CartPole-v1__ppo__1"));
        Files.copy(GOLDEN, run.resolve(GOLDEN.getFileName()));
        RunLog log = RunLog.read(run);

        assertThat(log.name()).isEqualTo("CartPole-v1__ppo__1");
        assertThat(log.curve("charts/episodic_return").x()).containsExactly(0, 2048, 4096);
        assertThat(log.curve("charts/episodic_return").y()).containsExactly(20.5, 21.5, 22.5);
        assertThat(log.curve("seconds", "tf/loss").x()).containsExactly(0, 1, 2);
        // What has no number is left out.
        assertThat(log.curve("late").x()).isEmpty();
        assertThat(RunLog.read(GOLDEN).metrics()).contains("rollout/ep_rew_mean");
    }

    @Test
    void givenEventsOutOfOrder_thenTheCurveIsInOrder() {
        try (var events = EventWriter.open(folder, 0)) {
            events.scalar("charts/episodic_return", 20, 1, 2);
            events.scalar("charts/episodic_return", 10, 2, 1);
            events.scalar("charts/episodic_return", 20, 3, 3);
        }
        Curve curve = RunLog.read(folder).curve();

        assertThat(curve.x()).containsExactly(10, 20, 20);
        assertThat(curve.y()).containsExactly(1, 2, 3);
    }

    @Test
    void givenARunOfEngram_thenItsLogsAreItsMetrics() {
        try (var run = Runs.recall(folder, "own").build()) {
            run.train(2);
            Curve curve = RunLog.read(run.logs()).curve();

            assertThat(curve.x())
                    .isEqualTo(run.metrics().numberColumn("environment_steps").asDoubleArray());
            assertThat(curve.y())
                    .isEqualTo(run.metrics().numberColumn("episode_return_mean").asDoubleArray());
            int episodes = run.episodes().rowCount();
            assertThat(
                            RunLog.read(run.logs().resolve("episodes.csv"))
                                    .scatter("return")
                                    .description())
                    .startsWith("scatter of return over environment steps of episodes.csv")
                    .contains(": %d points".formatted(episodes));
        }
    }

    @Test
    void givenCommentsSemicolonsAndQuotes_thenTheyAreRead() throws IOException {
        Path file =
                written(
                        "a.csv",
                        "#{\"t_start\": 1}\n\"Step\"; Value ;note\n2;\"5\";b\n1;4;a\n3;none;c\n4\n");
        RunLog log = RunLog.read(file);

        assertThat(log.metrics()).containsExactly("Step", "Value");
        assertThat(log.curve().x()).containsExactly(1, 2);
        assertThat(log.curve().y()).containsExactly(4, 5);
    }

    @Test
    void givenNamesOfNoKnownSystem_thenTheSentenceTellsThem() throws IOException {
        RunLog log = RunLog.read(written("own.csv", "zeit,ertrag\n1,2\n"));

        assertThatThrownBy(log::curve)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is called as a return of a known system is")
                .hasMessageContaining("[zeit, ertrag]");
        assertThatThrownBy(() -> log.curve("ertrag"))
                .hasMessageContaining("is called as steps of a known system is");
        assertThat(log.curve("zeit", "ertrag").y()).containsExactly(2);
        assertThatThrownBy(() -> log.curve("zeit", "ertrige"))
                .hasMessageContaining("has no 'ertrige', perhaps 'ertrag'; it has [zeit, ertrag]");
    }

    @Test
    void givenNothingToRead_thenTheSentenceSaysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> RunLog.read(folder.resolve("nowhere")))
                .hasMessage("there is no file or folder " + folder.resolve("nowhere"));
        assertThatThrownBy(() -> RunLog.read(folder))
                .hasMessageContaining(
                        "has no log: neither of [metrics.csv, progress.csv], nor a TensorBoard event file");
        Path text = written("text.csv", "a,b\nc,d\n");
        assertThatThrownBy(() -> RunLog.read(text))
                .hasMessage(
                        text
                                + " has no column of numbers; its first line must be the names of the columns");
        Path empty = written("empty.csv", "");
        assertThatThrownBy(() -> RunLog.read(empty))
                .hasMessageContaining("has no column of numbers");
        Path binary = folder.resolve("binary.csv");
        Files.write(binary, new byte[] {(byte) 0xC3, (byte) 0x28, '\n', (byte) 0xFF});
        assertThatThrownBy(() -> RunLog.read(binary)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenAPattern_thenTheLogsThatFitAreReadInOrder() throws IOException {
        for (String name : new String[] {"gru-2", "gru-1", "lstm-1"}) {
            written(name + "/metrics.csv", "environment_steps,episode_return_mean\n1,2\n");
        }
        assertThat(RunLog.readAll(folder, "gru-*").stream().map(RunLog::name))
                .containsExactly("gru-1", "gru-2");
        assertThat(RunLog.readAll(folder, "{gru,lstm}-1")).hasSize(2);
        assertThatThrownBy(() -> RunLog.readAll(folder, "ppo-*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no name in %s fits 'ppo-*'; there are [gru-1, gru-2, lstm-1]"
                                .formatted(folder));
        assertThatThrownBy(() -> RunLog.readAll(folder.resolve("nowhere"), "*"))
                .hasMessageStartingWith("there is no folder ");
    }
}
