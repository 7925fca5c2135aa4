package io.engram.environments.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TMazeTest {
    private static final Action NORTH = Action.of(0);
    private static final Action EAST = Action.of(1);
    private static final Action SOUTH = Action.of(2);
    private static final Action WEST = Action.of(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 500})
    void givenASignThatIsRemembered_whenTurnedSo_thenTheGoalGivesFour(int length) {
        for (long seed = 0; seed < 20; seed++) {
            var env = Environments.make("TMaze-v0", Map.of("length", length));
            boolean north = env.reset(seed).floats()[0] == 0;
            walk(env, length);
            Step last = env.step(north ? NORTH : SOUTH);
            assertThat(last.reward()).isEqualTo(4);
            assertThat(last.terminated()).isTrue();
            assertThat(last.info()).isEqualTo(Map.of("success", 1.0));
        }
    }

    @Test
    void givenTheOtherTurn_whenTaken_thenTheEpisodeIsLost() {
        var env = new TMaze();
        boolean north = env.reset(4).floats()[0] == 0;
        walk(env, 10);
        Step last = env.step(north ? SOUTH : NORTH);
        assertThat(last.reward()).isEqualTo(-0.1);
        assertThat(last.terminated()).isTrue();
        assertThat(last.info()).isEqualTo(Map.of("success", 0.0));
    }

    @Test
    void givenSeeds_whenReset_thenOnlyTheSignDiffersAndBothOccur() {
        var signs = new TreeSet<String>();
        for (long seed = 0; seed < 50; seed++) {
            var env = new TMaze();
            float[] first = env.reset(seed).floats();
            signs.add(first[0] + " " + first[1] + " " + first[2]);
            assertThat(env.step(EAST).observation().floats()).containsExactly(1, 0, 1);
            walk(env, 8);
            assertThat(env.step(EAST).observation().floats()).containsExactly(0, 1, 0);
        }
        assertThat(signs).containsExactly("0.0 1.0 1.0", "1.0 1.0 0.0");
    }

    @Test
    void givenAWall_whenRunInto_thenItCostsAndTheAgentStays() {
        var env = new TMaze();
        float[] first = env.reset(0).floats();
        Step step = env.step(WEST);
        assertThat(step.reward()).isEqualTo(-0.1);
        assertThat(step.observation().floats()).containsExactly(first);
        assertThat(env.step(NORTH).reward()).isEqualTo(-0.1);
        walk(env, 10);
        assertThat(env.step(EAST).reward()).isEqualTo(-0.1);
        assertThat(env.step(WEST).observation().floats()).containsExactly(1, 0, 1);
    }

    @Test
    void givenNoise_whenInTheCorridor_thenOnlyTheMiddleElementIsCertain() {
        var env = Environments.make("TMaze-v0", Map.of("noise", true));
        env.reset(0);
        var seen = new TreeSet<Float>();
        for (int i = 0; i < 9; i++) {
            float[] corridor = env.step(EAST).observation().floats();
            assertThat(corridor[1]).isZero();
            assertThat(corridor[0]).isBetween(0f, 1f);
            seen.add(corridor[0]);
            seen.add(corridor[2]);
        }
        assertThat(seen).hasSize(18);
        assertThat(env.step(EAST).observation().floats()).containsExactly(0, 1, 0);
    }

    @Test
    void givenNoDecision_whenTheStepsAreUsedUp_thenTheEpisodeIsCutOffWithoutSuccess() {
        var env = Environments.make("TMaze-v0", Map.of("length", 3, "maxSteps", 7));
        env.reset(0);
        walk(env, 6);
        Step last = env.step(EAST);
        assertThat(last.terminated()).isFalse();
        assertThat(last.truncated()).isTrue();
        assertThat(last.info()).isEqualTo(Map.of("success", 0.0));
        assertThatThrownBy(() -> Environments.make("TMaze-v0", Map.of("length", 0)))
                .hasMessageContaining("option length of TMaze-v0 must be a whole number from 1");
    }

    private static void walk(Environment env, int steps) {
        for (int i = 0; i < steps; i++) {
            assertThat(env.step(EAST).done()).isFalse();
        }
    }
}
