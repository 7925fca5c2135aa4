package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.RandomActions;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MiniGrid-MemoryS9-v0",
                "MiniGrid-DoorKey-8x8-v0",
                "MiniGrid-KeyCorridorS3R1-v0",
                "MiniGrid-RedBlueDoors-6x6-v0"
            })
    void givenLevelsOfMinigrid_whenPlayedInBoth_thenTheBitsAreEqual(String id) {
        var python =
                PythonEnvironments.of(id)
                        .python(WithPython.having("minigrid"))
                        .wrap("minigrid.wrappers.ImgObsWrapper");
        compare(id, Map.of(), python, OriginalsTest::channelsLastFloats);
    }

    /** Engram shows the numbers of a view as floats, in the order of the original's array. */
    private static Observation channelsLastFloats(Observation seen) {
        byte[] planes = seen.bytes();
        int channels = 3;
        int cells = planes.length / channels;
        var floats = new float[planes.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = planes[i % channels * cells + i / channels] & 0xFF;
        }
        return Observation.of(floats);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MortarMayhem-v0",
                "MortarMayhem-Grid-v0",
                "MortarMayhemB-Grid-v0",
                "MysteryPath-v0",
                "MysteryPath-Grid-v0",
                "Endless-MysteryPath-v0",
                "SearingSpotlights-v0",
                "Endless-SearingSpotlights-v0"
            })
    void givenTasksOfMemoryGym_whenPlayedInBoth_thenTheBitsAreEqual(String id) {
        var python =
                PythonEnvironments.of(id).python(WithPython.having("memory_gym")).newEachEpisode();
        compare(id, Map.of(), python, OriginalsTest::rowsFirst);
    }

    /** Memory Gym's arrays have columns before rows. */
    private static Observation rowsFirst(Observation seen) {
        byte[] columnsFirst = seen.bytes();
        int side = 84;
        var rowsFirst = new byte[columnsFirst.length];
        for (int i = 0; i < rowsFirst.length; i++) {
            int plane = i / (side * side) * side * side;
            rowsFirst[i] = columnsFirst[plane + i % side * side + i / side % side];
        }
        return seen.with(rowsFirst, seen.floatCount() == 0 ? null : seen.floats());
    }

    /** Rewards are squares, which Python makes by C's {@code pow}: docs/environments.md. */
    @Test
    void givenPendulum_whenPlayedInBoth_thenObservationsAreEqualAndRewardsButForRounding() {
        String id = "Pendulum-v1";
        try (Environment own = Environments.make(id);
                Environment original =
                        PythonEnvironments.of(id).python(WithPython.having()).make()) {
            var random = new RandomActions(own.actionSpace(), 5);
            assertThat(original.reset(3)).isEqualTo(own.reset(3));
            boolean over = false;
            while (!over) {
                Action action = random.next();
                Step here = own.step(action);
                Step there = original.step(action);
                assertThat(there.observation()).isEqualTo(here.observation());
                assertThat(there.reward()).isCloseTo(here.reward(), within(1e-10));
                over = there.truncated();
                assertThat(over).isEqualTo(here.truncated());
            }
        }
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
