package io.engram.environments.minigrid.levels;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.EnvironmentOptions;
import io.engram.environments.Trace;
import io.engram.environments.minigrid.Ball;
import io.engram.environments.minigrid.Colour;
import io.engram.environments.minigrid.Direction;
import io.engram.environments.minigrid.Empty;
import io.engram.environments.minigrid.Key;
import io.engram.environments.minigrid.Position;
import io.engram.environments.minigrid.Wall;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The known values were made with Minigrid 3.1.0. */
class MemoryTest {

    /** For seeds 0 to 9: the end of the corridor, the agent's x, the cue and the object above. */
    @ParameterizedTest
    @CsvSource({
        "S7, 44BK 42BK 44KB 44KB 43BK 43BB 42BK 44BK 43KB 42BK",
        "S9, 66BK 63BK 66KB 65KB 65BK 65BB 63BK 66BK 65KB 63BK",
        "S11, 87BK 84BK 87KB 87KB 86BK 86BB 84BK 88BK 86KB 84BK",
        "S13, A9BK A5BK A9KB A9KB A8BK A7BB A5BK AABK A8KB A5BK",
        "S13_RANDOM, 96BB 74BK 93KB 91KB 99BK 87KK 74BB A7BK 93KK 66BB",
        "S17_RANDOM, D9BB 95BK D4KB C2KB BBBK B9KK 85BB E9BK B4KK 87BB"
    })
    void givenKnownSeeds_whenReset_thenTheLevelsAreThose(Memory.Variant variant, String levels) {
        var env = new Memory(variant, EnvironmentOptions.none());
        String[] expected = levels.split(" ");
        for (int seed = 0; seed < expected.length; seed++) {
            env.reset(seed);
            assertThat(describe(env)).as("seed %d", seed).isEqualTo(expected[seed]);
        }
    }

    private static String describe(Memory env) {
        int middle = env.grid().height() / 2;
        int junction = 1;
        while (env.grid().at(junction, middle - 2) instanceof Wall
                || env.grid().at(junction, middle - 2) instanceof Empty) {
            junction++;
        }
        return "%X%X%s%s"
                .formatted(
                        junction - 1,
                        env.agent().x(),
                        env.grid().at(1, middle - 1) instanceof Key ? "K" : "B",
                        env.grid().at(junction, middle - 2) instanceof Key ? "K" : "B");
    }

    @ParameterizedTest
    @CsvSource({
        "0, a9a98b95 ebbb4280 fd77ca4d 5f5a4c37 f080b60f 2cc89edb 114bdc01",
        "1, c068d593 114bdc01 2cc89edb 063f9e83 53a7b31f 53a7b31f 1f082aed",
        "2, 7a8fd1e5 6e895074 79725f9d 76a53a9b f26e4cd5 a9fa8c2f 71f9abb2",
        "3, 412cf93a c40bb6e6 76a53a9b f26e4cd5 a9fa8c2f 40edabe7 c64a0927"
    })
    void givenKnownSeeds_whenPlayed_thenTheSymbolsAreThose(long seed, String checksums) {
        var env = new Memory();
        assertThat(play(env, seed).stream().map(MemoryTest::numbers).map(Trace::checksum))
                .containsExactly(checksums.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 14c7fb1d 1dc9d8a1 eec614aa c995bfd1 e7a36724 0bde4b02 5588dfa3",
        "1, bf747bee 5588dfa3 0bde4b02 621cfcc6 5cb39c95 5cb39c95 dfcc1c91",
        "2, 14c7fb1d 89f97d5a eec614aa c995bfd1 e7a36724 9feeeef9 5588dfa3",
        "3, c995bfd1 eb943dac c995bfd1 e7a36724 9feeeef9 638bcc30 5d88cd5e"
    })
    void givenKnownSeeds_whenSeenAsPictures_thenThePixelsAreThose(long seed, String checksums) {
        var options = Map.<String, Object>of("observation", "rgb", "viewSize", 3, "tileSize", 28);
        var env = new Memory(Memory.Variant.S9, EnvironmentOptions.of(options));
        assertThat(env.observationSpace().shape()).containsExactly(3, 84, 84);
        assertThat(play(env, seed).stream().map(MemoryTest::rowMajor).map(Trace::checksum))
                .containsExactly(checksums.split(" "));
    }

    private static List<Observation> play(Memory env, long seed) {
        return List.of(
                env.reset(seed),
                act(env, 0),
                act(env, 0),
                act(env, 2),
                act(env, 2),
                act(env, 2),
                act(env, 1));
    }

    private static Observation act(Memory env, int action) {
        return env.step(Action.of(action)).observation();
    }

    private static byte[] numbers(Observation seen) {
        var bytes = new byte[seen.floats().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) seen.floats()[i];
        }
        return bytes;
    }

    /** From channels first to the colours of each pixel side by side. */
    private static byte[] rowMajor(Observation seen) {
        int plane = seen.bytes().length / 3;
        var bytes = new byte[3 * plane];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = seen.bytes()[i % 3 * plane + i / 3];
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(Memory.Variant.class)
    void givenTheKeyOrBall_whenPickedUpOrToggled_thenItStays(Memory.Variant variant) {
        var env = new Memory(variant, EnvironmentOptions.none());
        env.reset(0);
        while (env.agent().x() > 1) {
            turnTo(env, Direction.LEFT);
            act(env, 2);
        }
        turnTo(env, Direction.UP);
        var cue = env.grid().at(1, env.grid().height() / 2 - 1);
        assertThat(cue).isInstanceOfAny(Key.class, Ball.class);
        for (int action = 2; action < 7; action++) {
            act(env, action);
        }
        assertThat(env.grid().at(1, env.grid().height() / 2 - 1)).isEqualTo(cue);
        assertThat(env.carried()).isInstanceOf(Empty.class);
    }

    private static void turnTo(Memory env, Direction direction) {
        while (env.direction() != direction) {
            act(env, 0);
        }
    }

    @Test
    void givenSeedZero_whenBothEndsAreWalkedTo_thenOnlyTheMatchingOneIsASuccess() {
        var env = new Memory();
        env.reset(0);
        assertThat(env.agent()).isEqualTo(new Position(6, 4));
        assertThat(env.grid().at(7, 6)).isEqualTo(new Ball(Colour.GREEN));
        act(env, 2);
        act(env, 1);
        var down = env.step(Action.of(2));
        assertThat(down.reward()).isEqualTo(1 - 0.9 * (3.0 / 405));
        assertThat(down.info()).containsEntry("success", 1.0);

        env.reset(0);
        act(env, 2);
        act(env, 0);
        var up = env.step(Action.of(2));
        assertThat(up.reward()).isZero();
        assertThat(up.terminated()).isTrue();
        assertThat(up.info()).containsEntry("success", 0.0);
    }
}
