package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutMemoryTest {
    @Test
    void givenARolloutThatCannotBeHeld_whenARunIsMade_thenTheSizesAndAWayOutAreNamed(
            @TempDir Path folder) {
        var envs = VectorEnvironment.of(4, Recall::new);
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).gru(4).hidden(4).build())
                        .nSteps(Integer.MAX_VALUE)
                        .build();

        assertThatThrownBy(
                        () ->
                                TrainingRun.builder("huge", agent, envs)
                                        .checkpoints(folder)
                                        .logs(folder.resolve("logs"))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "nSteps must fit into memory, but 2147483647 steps of 4 environments need about 896.0 GB")
                .hasMessageEndingWith("lower nSteps, or start it with a larger -Xmx");
    }

    @Test
    void givenPictures_thenTheirBytesAreCountedBesidesTheNumbersOfEachStep() {
        double memory = Runtime.getRuntime().maxMemory() / (double) (1 << 30);

        // 3 · 84 · 84 pixels, one number for the action, and 100 bytes, 2^30 times
        assertThatThrownBy(
                        () ->
                                RolloutMemory.require(
                                        "nSteps",
                                        1 << 26,
                                        16,
                                        ObservationSpace.image(3, 84, 84),
                                        ActionSpace.discrete(4)))
                .hasMessageContaining("need about 21,272.0 GB")
                .hasMessageContaining(String.format(Locale.ROOT, "this JVM has %.1f GB", memory));
    }

    @Test
    void givenPicturesThatFit_thenNothingIsSaid() {
        assertThatCode(
                        () ->
                                RolloutMemory.require(
                                        "nSteps",
                                        128,
                                        16,
                                        ObservationSpace.image(3, 84, 84),
                                        ActionSpace.discrete(4)))
                .doesNotThrowAnyException();
    }
}
