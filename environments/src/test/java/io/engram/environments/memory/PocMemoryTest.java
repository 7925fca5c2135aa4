package io.engram.environments.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PocMemoryTest {

    @Test
    void givenTheBestPolicy_whenPlayed_thenTheReturnFollowsFromTheDistance() {
        var starts = new TreeSet<Integer>();
        for (long seed = 0; seed < 60; seed++) {
            var env = new PocMemory();
            float[] first = env.reset(seed).floats();
            int moves = Math.round((1 - first[1] * first[2]) / 0.2f);
            starts.add(moves);

            var played = play(env, first[2] > 0 ? 1 : 0);

            assertThat(played.total).isCloseTo(1.6 - 0.1 * (moves - 1), within(1e-12));
            assertThat(played.length).isEqualTo(2 + moves);
            assertThat(played.last.info()).isEqualTo(Map.of("success", 1.0));
        }
        assertThat(starts).containsExactly(3, 4, 5, 6, 7);
    }

    @Test
    void givenTheBadEnd_whenReached_thenItCostsWhatTheGoodOneGives() {
        var env = new PocMemory();
        float[] first = env.reset(0).floats();
        var played = play(env, first[2] > 0 ? 0 : 1);
        assertThat(played.last.reward()).isCloseTo(-1.6, within(1e-12));
        assertThat(played.last.terminated()).isTrue();
        assertThat(played.last.truncated()).isFalse();
        assertThat(played.last.info()).isEqualTo(Map.of("success", 0.0));
        assertThatThrownBy(() -> env.step(Action.of(0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givenFreezing_whenTheGoalsAreShown_thenTheAgentStandsAndSeesThreeTimes() {
        var env = new PocMemory();
        float[] first = env.reset(5).floats();
        for (int i = 0; i < 2; i++) {
            Step step = env.step(Action.of(1));
            assertThat(step.observation().floats()).containsExactly(first);
            assertThat(step.reward()).isZero();
        }
        Step moved = env.step(Action.of(1));
        assertThat(moved.observation().floats())
                .containsExactly(0f, (float) (Math.round(first[1] * 5 + 1) / 5.0), 0f);
        assertThat(moved.reward()).isEqualTo(-0.1);
    }

    @Test
    void givenNoFreezing_whenTheGoalsAreShown_thenTheAgentMovesAndStillSees() {
        var env = with(Map.of("freeze", false));
        float[] first = env.reset(5).floats();
        Step step = env.step(Action.of(1));
        assertThat(step.reward()).isEqualTo(-0.1);
        assertThat(step.observation().floats()[0]).isEqualTo(first[0]);
        assertThat(step.observation().floats()[1])
                .isEqualTo((float) (Math.round(first[1] * 5 + 1) / 5.0));
        assertThat(step.observation().floats()[2]).isEqualTo(first[2]);
    }

    @Test
    void givenGlob_whenReset_thenAnEpisodeBeginsAnywhereBetweenTheEnds() {
        var env = with(Map.of("glob", true));
        var starts = new TreeSet<Integer>();
        for (long seed = 0; seed < 200; seed++) {
            starts.add(Math.round(env.reset(seed).floats()[1] * 5));
        }
        assertThat(starts).containsExactly(-4, -3, -2, -1, 0, 1, 2, 3, 4);
    }

    @Test
    void givenSmallerSteps_whenPlayed_thenTheEndIsWorthMore() {
        var env = with(Map.of("stepSize", 0.1));
        float[] first = env.reset(1).floats();
        var played = play(env, first[2] > 0 ? 1 : 0);
        assertThat(played.last.reward()).isCloseTo(1 + 11 * 0.1, within(1e-12));
    }

    @Test
    void givenOptions_whenAsked_thenTheSpecNamesThoseThatDiffer() {
        assertThat(new PocMemory().spec()).contains(EnvironmentSpec.of("PocMemory-v0"));
        assertThat(with(Map.of("glob", true, "freeze", false, "stepSize", 0.25)).spec())
                .contains(
                        EnvironmentSpec.of(
                                "PocMemory-v0",
                                Map.of("glob", true, "freeze", false, "stepSize", 0.25)));
        assertThatThrownBy(() -> with(Map.of("stepSize", 0.3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stepSize")
                .hasMessageContaining("0.3");
    }

    @Test
    void givenAState_whenDrawn_thenThePictureHasOneSize() {
        var env = new PocMemory();
        env.reset(0);
        var picture = env.render();
        assertThat(picture.getWidth()).isEqualTo(480);
        assertThat(picture.getHeight()).isEqualTo(160);
    }

    private static PocMemory with(Map<String, Object> options) {
        return new PocMemory(EnvironmentOptions.of(options));
    }

    private static Played play(PocMemory env, int action) {
        double total = 0;
        int length = 0;
        Step step;
        do {
            step = env.step(Action.of(action));
            total += step.reward();
            length++;
        } while (!step.done());
        return new Played(total, length, step);
    }

    private record Played(double total, int length, Step last) {}
}
