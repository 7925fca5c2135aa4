package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.training.TrainingRun;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
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

    @Test
    void givenARolloutOfPictures_thenItHoldsAsMuchAsTheFormulaSays() {
        ObservationSpace seen = ObservationSpace.image(3, 84, 84);
        ActionSpace done = ActionSpace.discrete(4);
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        long before = memory.getHeapMemoryUsage().getUsed();
        var rollout = new Rollout(seen, done, 16, 64, 1, true);
        for (int n = 0; n < 16; n++) {
            for (int t = 0; t < 64; t++) {
                rollout.observations[n][t] = Observation.ofBytes(new byte[seen.bytes()]);
                rollout.actions[n][t] = new float[1];
            }
        }
        memory.gc();
        double held = memory.getHeapMemoryUsage().getUsed() - before;
        Reference.reachabilityFence(rollout);

        assertThat(held).isCloseTo(RolloutMemory.bytes(64, 16, seen, done), withinPercentage(5));
    }
}
