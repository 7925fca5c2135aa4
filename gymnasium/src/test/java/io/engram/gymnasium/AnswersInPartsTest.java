package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Environment;
import io.engram.environment.Episode;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorStep;
import io.engram.environment.wrapper.MapReward;
import io.engram.space.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments that take long: those that are done are read while the others play. */
class AnswersInPartsTest {
    private static final int STEPS = 10;

    private static VectorEnvironment slow(
            int count, Map<String, Object> arguments, UnaryOperator<Environment> wrapper) {
        var builder = WithPython.scripted("Slow").workers(1).timeout(Duration.ofSeconds(20));
        return builder.options(arguments).vector(count, wrapper);
    }

    private static Action[] actions(int... choices) {
        return IntStream.of(choices).mapToObj(Action::of).toArray(Action[]::new);
    }

    @Test
    void givenAnEnvironmentThatWaits_thenTheOneBeforeItIsReadMeanwhile(@TempDir Path folder) {
        Path gate = folder.resolve("open");
        UnaryOperator<Environment> opening =
                it -> new MapReward(it, reward -> reward == 1 ? opened(gate) : reward);
        // The second goes on when the reward of the first has been read.
        try (var envs = slow(2, Map.of("gate", gate.toString()), opening)) {
            envs.reset(1);
            assertThat(envs.step(actions(1, 2)).rewards()).containsExactly(5, 2);
        }
    }

    @Test
    void givenAnEpisodeThatEnds_thenTheNextBeginsWhileAnotherProcessPlays(@TempDir Path folder) {
        Path gate = folder.resolve("open");
        var builder = WithPython.scripted("Opening").workers(2).timeout(Duration.ofSeconds(20));
        try (var envs = builder.option("gate", gate.toString()).vector(4)) {
            envs.reset(1);
            // Environments 0 and 2 share a process; the last one, in the other, waits for a reset.
            VectorStep step = envs.step(actions(1, 0, 0, 2));
            assertThat(step.rewards()).containsExactly(1, 0, 0, 2);
            assertThat(step.terminated()).containsExactly(true, false, false, false);
        }
    }

    private static double opened(Path gate) {
        try {
            Files.createFile(gate);
            return 5;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givenSeveralParts_thenEachEnvironmentHasWhatIsItsOwn() {
        try (var envs = slow(4, Map.of(), it -> it)) {
            envs.reset(1);
            VectorStep step = envs.step(actions(0, 1, 1, 0));
            for (int i = 1; i < STEPS; i++) {
                assertThat(step.finished()).isEmpty();
                assertThat(step.rewards()).containsExactly(0, 1, 1, 0);
                step = envs.step(actions(0, 1, 1, 0));
            }
            assertThat(step.finished())
                    .hasSize(4)
                    .extracting(Episode::info)
                    .containsOnly(Map.of("count", (double) STEPS));
            assertThat(step.finished())
                    .extracting(Episode::totalReward)
                    .containsExactly(0.0, 10.0, 10.0, 0.0);
        }
    }

    @Test
    void givenAnExceptionBehindAPart_thenItIsThatEnvironments() {
        try (var envs = slow(3, Map.of(), it -> it)) {
            envs.reset(1);
            assertThatThrownBy(() -> envs.step(actions(1, 1, 3)))
                    .hasMessageStartingWith(
                            "scripted:Slow (environment 2) threw ValueError: three");
            envs.reset(1);
            assertThat(envs.step(actions(1, 1, 1)).rewards()).containsOnly(1);
        }
    }

    @Test
    void givenAProcessThatEndsBehindAPart_thenWhatWasDoneCountsAndTheRestIsCutOff() {
        var builder = WithPython.scripted("Slow").workers(1).restartLostProcesses();
        try (var envs = builder.vector(2)) {
            envs.reset(1);
            VectorStep cut = envs.step(actions(1, 4));
            assertThat(cut.truncated()).containsExactly(false, true);
            assertThat(cut.rewards()).containsExactly(1, 0);

            cut = envs.step(actions(1, 1));
            assertThat(cut.truncated()).containsExactly(true, false);
            assertThat(cut.rewards()).containsExactly(0, 1);

            assertThat(envs.step(actions(1, 1)).truncated()).containsOnly(false);
        }
    }
}
