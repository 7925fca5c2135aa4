package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.RandomActions;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The originals in Python, played through a worker, and Engram's own play the same episodes. */
class OriginalsTest {
    private static final long[] SEEDS = {1, 2, 77, Long.MAX_VALUE, -3};
    private static final int LONGEST = 300;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CartPole-v1",
                "MountainCar-v0",
                "MountainCarContinuous-v0",
                "Acrobot-v1",
                "LunarLander-v3",
                "BipedalWalker-v3"
            })
    void givenTasksOfGymnasium_whenPlayedInBoth_thenTheBitsAreEqual(String id) {
        var python = PythonEnvironments.of(id).python(WithPython.having("Box2D")).newEachEpisode();
        compare(id, Map.of(), python, seen -> seen);
    }

    private static void compare(
            String id,
            Map<String, Object> options,
            PythonEnvironmentBuilder python,
            UnaryOperator<Observation> asHere) {
        try (Environment own = Environments.make(id, options);
                Environment original = python.make()) {
            assertThat(original.actionSpace()).isEqualTo(own.actionSpace());
            var random = new RandomActions(own.actionSpace(), 5);
            for (long seed : SEEDS) {
                Observation expected = own.reset(seed);
                assertThat(asHere.apply(original.reset(seed))).isEqualTo(expected);
                boolean over = false;
                for (int i = 0; i < LONGEST && !over; i++) {
                    Action action = random.next(expected);
                    Step here = own.step(action);
                    Step there = original.step(action);
                    assertThat(asHere.apply(there.observation()))
                            .as("%s, seed %d, step %d", id, seed, i + 1)
                            .isEqualTo(here.observation());
                    assertThat(there.reward()).isEqualTo(here.reward());
                    assertThat(there.terminated()).isEqualTo(here.terminated());
                    assertThat(there.truncated()).isEqualTo(here.truncated());
                    expected = here.observation();
                    over = here.done();
                }
            }
        }
    }
}
