package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.checkpoint.RunState;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopRuleTest {
    @TempDir Path folder;

    private TrainingRunBuilder builder(String name) {
        return Runs.recall(folder, name);
    }

    private RunState unbroken(int updates) {
        try (var run = builder("unbroken").replace(true).build()) {
            run.train(updates);
            return run.state();
        }
    }

    @Test
    void givenARule_whenItSaysSo_thenTrainingEndsAndGoesOnToTheSameBits() {
        try (var run = builder("ruled").build()) {
            run.train(4, state -> state.update() == 2);
            assertThat(run.state().update()).isEqualTo(2);
            run.train(4, state -> state.update() == 2);
            assertThat(run.state().update()).isEqualTo(2);
            run.train(4);

            Bits.assertSame(run.state(), unbroken(4));
        }
    }

    @Test
    void givenAReturnThatIsEnough_whenAnEvaluationReachesIt_thenTrainingEndsThere() {
        try (var run = builder("enough").evaluateEvery(2, 3).build()) {
            run.train(20, StopRule.atReturn(-1e6));

            assertThat(run.state().update()).isEqualTo(2);
        }
    }

    @Test
    void givenAReturnThatIsNeverReached_thenTrainingGoesOnToItsEnd() {
        try (var run = builder("short").evaluateEvery(1, 3).build()) {
            run.train(3, StopRule.atReturn(1e6));

            assertThat(run.state().update()).isEqualTo(3);
        }
    }

    @Test
    void givenNoGainForSomeUpdates_thenTrainingEnds() {
        try (var run = builder("stale").evaluateEvery(1, 3).build()) {
            run.train(200, StopRule.withoutGain(2).or(state -> state.update() >= 100));

            RunState state = run.state();
            boolean stale = state.update() - state.best().orElseThrow().update() == 2;
            assertThat(stale || state.update() == 100).isTrue();
        }
    }

    @Test
    void givenANumberOfSteps_whenTrained_thenTheUpdateInWhichTheyAreTakenIsTheLast() {
        long stepsOfTwo = unbroken(2).environmentSteps();
        try (var run = builder("steps").build()) {
            run.trainSteps(stepsOfTwo - 1);
            Bits.assertSame(run.state(), unbroken(2));
            run.trainSteps(stepsOfTwo);
            assertThat(run.state().update()).isEqualTo(2);
        }
    }

    @Test
    void givenATime_whenItIsOver_thenTrainingEndsAfterAnUpdate() {
        try (var run = builder("timed").build()) {
            run.train(Duration.ofMillis(1));
            assertThat(run.state().update()).isLessThanOrEqualTo(1);
            long before = System.nanoTime();
            run.train(Duration.ofMillis(300));
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000L);
            assertThat(run.state().update()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void givenNothingToDo_thenItIsRefused() {
        try (var run = builder("refused").build()) {
            assertThatThrownBy(() -> run.trainSteps(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("environmentSteps must be at least 1, but is 0");
            assertThatThrownBy(() -> run.train(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("time must be longer than 0, but is PT0S");
            assertThatThrownBy(() -> StopRule.withoutGain(0))
                    .hasMessage("updates must be at least 1, but is 0");
            assertThatThrownBy(() -> StopRule.atReturn(Double.NaN))
                    .hasMessage("meanReturn must be a number, but is NaN");
        }
    }
}
