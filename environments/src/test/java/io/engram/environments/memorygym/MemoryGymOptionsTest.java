package io.engram.environments.memorygym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentOptions;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.environment.check.EnvironmentCheck;
import io.engram.space.Action;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryGymOptionsTest {
    private static final int NO_REWARD = 50;

    @ParameterizedTest
    @CsvSource({
        "MortarMayhem-v0, arenaSize, 7, a whole number from 2 to 6",
        "MortarMayhem-Grid-v0, allowed_commands, 3, a whole number from 4 to 9",
        "MortarMayhem-v0, agentScale, 1, a number from 0.04 to 0.66",
        "Endless-MortarMayhem-v0, initialCommandCount, 0, a whole number from 1 to 1000",
        "Endless-MysteryPath-v0, cameraOffsetScale, 6, a number from 0 to 5.5",
        "Endless-MysteryPath-v0, staminaLevel, 0, a whole number from 1 to 100000",
        "SearingSpotlights-v0, lightThreshold, 256, a whole number from 0 to 255",
        "Endless-SearingSpotlights-v0, coinScale, 1.5, a number from 0.1 to 0.99"
    })
    void givenAValueOutOfItsRange_whenMade_thenTheRangeIsNamed(
            String id, String option, double value, String legal) {
        assertThatThrownBy(() -> Environments.make(id, Map.of(option, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of " + id + " must be " + legal)
                .hasMessageContaining("is " + value);
    }

    @Test
    void givenMoreCommandsThanThereAreNumbersFor_whenMade_thenItIsRefused() {
        Map<String, Object> many = Map.of("commandCount", List.of(10, 21));
        assertThatThrownBy(() -> Environments.make(MortarMayhem.B_V0, many))
                .hasMessageContaining("a list of whole numbers from 1 to 20");
        assertThat(Environments.make(MortarMayhem.V0, many).reset(0).byteCount())
                .isEqualTo(Screen.BYTES);
    }

    @Test
    void givenBoundsInTheWrongOrder_whenMade_thenBothAreNamed() {
        assertThatThrownBy(
                        () -> Environments.make(SearingSpotlights.V0, Map.of("spotMinRadius", 20)))
                .hasMessage(
                        "option spotMinRadius must be at most spotMaxRadius, 13.75, but is 20.0");
        assertThatThrownBy(
                        () ->
                                Environments.make(
                                        EndlessSearingSpotlights.V0, Map.of("spotMaxSpeed", 0.001)))
                .hasMessageContaining("spotMinSpeed must be at most spotMaxSpeed, 0.001");
    }

    @Test
    void givenAnOptionOfAnotherTask_whenMade_thenItIsRefused() {
        assertThatThrownBy(() -> Environments.make(MortarMayhem.GRID_V0, Map.of("agentSpeed", 2)))
                .hasMessageContaining("has no option \"agentSpeed\"");
        assertThatThrownBy(
                        () -> Environments.make(MortarMayhem.B_V0, Map.of("commandShowDelay", 2)))
                .hasMessageContaining("has no option \"commandShowDelay\"");
    }

    @Test
    void givenMoreCoinsThanThereIsRoomFor_whenReset_thenItSaysSo() {
        var env = new SearingSpotlights(EnvironmentOptions.of(Map.of("numCoins", List.of(20))));
        assertThatThrownBy(() -> env.reset(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lower numCoins");
    }

    @Test
    void givenAListOfCounts_whenReset_thenEachIsDrawn() {
        var counts = new TreeSet<Double>();
        var options = EnvironmentOptions.of(Map.of("commandCount", List.of(1, 2, 4)));
        var env = MortarMayhem.given(options);
        for (long seed = 0; seed < 40; seed++) {
            double sum = 0;
            for (float code : env.reset(seed).floats()) {
                sum += code;
            }
            counts.add(sum);
        }
        assertThat(counts).containsExactly(1.0, 2.0, 4.0);
    }

    /** The original draws an exit that it does not have. */
    @Test
    void givenNoExit_whenAllCoinsAreTaken_thenThatIsTheSuccess() {
        var env =
                new SearingSpotlights(
                        EnvironmentOptions.of(Map.of("useExit", false, "initialSpawns", 0)));
        env.reset(3);
        Step last = sweep(env);
        assertThat(last.terminated()).isTrue();
        assertThat(last.reward()).isEqualTo(0.25);
        assertThat(last.info())
                .isEqualTo(Map.of("success", 1.0, "agentHealth", 1.0, "coinsCollected", 1.0));
    }

    /** The original divides by the number of coins. */
    @Test
    void givenNoCoins_whenTheExitIsReached_thenAllOfNoneAreCollected() {
        var env =
                new SearingSpotlights(
                        EnvironmentOptions.of(Map.of("numCoins", List.of(0), "initialSpawns", 0)));
        env.reset(3);
        Step last = sweep(env);
        assertThat(last.reward()).isEqualTo(1);
        assertThat(last.info())
                .isEqualTo(Map.of("success", 1.0, "agentHealth", 1.0, "coinsCollected", 1.0));
    }

    /** Goes over the whole floor: to the upper left corner, then along rows. */
    private static Step sweep(SearingSpotlights env) {
        Step step = null;
        for (int i = 0; i < 256 && (step == null || !step.done()); i++) {
            int at = i - 26;
            boolean down = at >= 0 && at % 28 >= 24;
            int side = at / 28 % 2 == 0 ? 2 : 1;
            step = env.step(at < 0 ? Action.of(1, 1) : down ? Action.of(0, 2) : Action.of(side, 0));
        }
        return step;
    }

    /** The original fails, as it needs colours that it made only for the bar. */
    @Test
    void givenNoBarForTheAction_whenPlayedWithoutEnd_thenTheRewardHasTheWholeRightHalf() {
        var env =
                new EndlessSearingSpotlights(
                        EnvironmentOptions.of(Map.of("showLastAction", false)));
        env.reset(0);
        byte[] picture = env.step(Action.of(1, 1)).observation().bytes();
        for (int x = 0; x < Screen.SIDE; x++) {
            int red = x < Screen.SIDE / 2 ? 0 : NO_REWARD;
            assertThat(picture[x]).as("column %d", x).isEqualTo((byte) red);
        }
    }

    @Test
    void givenALimit_whenPassed_thenTheEpisodeTerminates() {
        for (String id :
                List.of(
                        EndlessMortarMayhem.V0,
                        MysteryPath.V0,
                        EndlessMysteryPath.V0,
                        EndlessSearingSpotlights.V0)) {
            try (var env = Environments.make(id, Map.of("max_steps", 3))) {
                env.reset(1);
                var still = env.actionSpace().size() == 1 ? Action.of(0) : Action.of(0, 0);
                assertThat(env.step(still).done()).isFalse();
                assertThat(env.step(still).done()).isFalse();
                Step last = env.step(still);
                assertThat(last.terminated()).isTrue();
                assertThat(last.truncated()).isFalse();
            }
        }
    }

    @Test
    void givenEveryTask_whenChecked_thenItKeepsTheRulesOfAnEnvironment() {
        for (String id : new MemoryGymEnvironments().environments().keySet()) {
            EnvironmentCheck.verify(Environments.make(id));
        }
    }

    @Test
    void givenTheTasks_whenAsked_thenTheySayHowFastAFilmRuns() {
        assertThat(Environments.make(MortarMayhem.V0).framesPerSecond()).isEqualTo(25);
        assertThat(Environments.make(MortarMayhem.GRID_V0).framesPerSecond()).isEqualTo(6);
        assertThat(Environments.make(MortarMayhem.B_GRID_V0).framesPerSecond()).isEqualTo(1);
        assertThat(Environments.make(MysteryPath.GRID_V0).framesPerSecond()).isEqualTo(3);
    }
}
