package io.engram.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.Snapshot;
import io.engram.environment.VectorState;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunJsonTest {
    private static final ActionSpace MIXED =
            ActionSpace.mixed(
                    new ActionSpace.Discrete(2, 3),
                    new ActionSpace.Box(new float[] {-1}, new float[] {1}));

    private static String environment(String actions, String more) {
        String random = Base64.getEncoder().encodeToString(new byte[] {1, 2});
        return "{\"random\": \"%s\", \"seed\": \"-7\", \"actions\": %s%s}"
                .formatted(random, actions, more);
    }

    private static VectorState.EpisodeState read(String actions, String more) throws Exception {
        JsonNode node =
                RunJson.MAPPER.readTree(
                        "{\"environments\": [%s], \"statistics\": {}}"
                                .formatted(environment(actions, more)));
        return RunJson.vectorState(node, MIXED, 1).episodes().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1, \"x\", null]",
                "[1, 2]",
                "[1, 2, 0.5, 0]",
                "[1.5, 2, 0]",
                "[1, 3, 0]",
                "[-1, 2, 0]",
                "[4294967297, 2, 0]",
                "[1, 2, \"0\"]",
                "[1, 2, 2.5]",
                "[1, 2, \"NaN\"]",
                "[]",
                "{}",
                "1",
                "null"
            })
    void givenSomethingThatIsNoActionOfTheSpace_thenItIsNamed(String action) {
        assertThatThrownBy(() -> read("[[1, 2, 0.5], %s]".formatted(action), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an action must be in " + MIXED + ", but is ");
    }

    @Test
    void givenAStateFromBeforeThereWereSnapshots_thenItIsReadAsReplay() throws Exception {
        var state = read("[[1, 2, 0.5], [0, 0, -1]]", "");

        assertThat(state.seed()).isEqualTo(-7);
        assertThat(state.actions())
                .containsExactly(
                        Action.of(new int[] {1, 2}, new float[] {0.5f}),
                        Action.of(new int[] {0, 0}, new float[] {-1}));
        assertThat(state.shown()).isEmpty();
        assertThat(state.middle()).isEmpty();
    }

    @Test
    void givenTheMiddleOfAnEpisode_thenItComesBackToTheBit() throws Exception {
        String snapshot = Base64.getEncoder().encodeToString(new byte[] {3, -4});
        for (String reward : List.of("0.1", "-0.0", "Infinity")) {
            var state =
                    read(
                            "[[1, 2, 0.5]]",
                            ", \"shown\": \"fedcba9876543210\", \"middle\": {\"snapshot\": \"%s\", \"length\": 1000, \"reward\": \"%s\"}"
                                    .formatted(snapshot, reward));

            assertThat(state.shown()).contains(0xfedcba9876543210L);
            assertThat(state.middle())
                    .isEqualTo(
                            Optional.of(
                                    new VectorState.Middle(
                                            Snapshot.of(new byte[] {3, -4}),
                                            1000,
                                            Double.parseDouble(reward))));
        }
    }

    @Test
    void givenASnapshotWithoutAnActionAfterIt_thenItIsRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "[]",
                                        ", \"middle\": {\"snapshot\": \"\", \"length\": 9, \"reward\": \"0\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 action after it");
    }

    @ParameterizedTest
    @CsvSource({"0, 5, checkpointEvery, 0", "1, -5, keepCheckpoints, -5"})
    void givenSettingsOutOfRange_thenTheNumberIsNamed(
            int every, int keep, String name, String value) {
        assertThatThrownBy(() -> new RunDescription.Settings(every, keep, "logs", null, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be at least 1, but is " + value);
        assertThatThrownBy(() -> new RunDescription.Evaluations(every, keep))
                .hasMessageContaining("evaluateEvery needs at least 1");
    }

    @Test
    void givenNoLogs_thenItIsSaid() {
        assertThatThrownBy(() -> new RunDescription.Settings(1, 1, null, null, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logs is missing");
    }
}
