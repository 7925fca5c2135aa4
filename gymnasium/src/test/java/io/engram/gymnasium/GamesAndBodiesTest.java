package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Evaluation;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import io.engram.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Atari and MuJoCo, which are large: skipped unless the Python that is named has them. */
class GamesAndBodiesTest {
    @TempDir Path folder;

    @Test
    void givenPong_thenItIsTrainedResumedTestedAndFilmed() throws Exception {
        PythonEnvironments.use(WithPython.having("ale_py"));
        try (var envs = PythonEnvironments.vector("ALE/Pong-v5", 2)) {
            assertThat(envs.observationSpace()).isEqualTo(ObservationSpace.image(3, 210, 160));
            assertThat(envs.actionSpace()).isEqualTo(ActionSpace.discrete(6));
        }
        trainedResumedTestedAndFilmed(
                () ->
                        PythonEnvironments.of("ALE/Pong-v5")
                                .option("frameskip", 1)
                                .option("max_num_frames_per_episode", 400)
                                .wrap(
                                        "gymnasium.wrappers.AtariPreprocessing",
                                        Map.of("screen_size", 36))
                                .wrap(
                                        "gymnasium.wrappers.FrameStackObservation",
                                        Map.of("stack_size", 4))
                                .vector(4));
    }

    @Test
    void givenAHalfCheetah_thenItIsTrainedResumedTestedAndFilmed() throws Exception {
        PythonEnvironments.use(WithPython.having("mujoco"));
        try (var envs = PythonEnvironments.vector("HalfCheetah-v5", 2)) {
            assertThat(envs.observationSpace()).isEqualTo(ObservationSpace.vector(17));
            assertThat(envs.actionSpace().low()).hasSize(6).containsOnly(-1);
        }
        trainedResumedTestedAndFilmed(
                () ->
                        PythonEnvironments.of("HalfCheetah-v5")
                                .option("max_episode_steps", 60)
                                .vector(4)
                                .normalizeObservations());
    }

    private void trainedResumedTestedAndFilmed(Supplier<VectorEnvironment> environments)
            throws Exception {
        try (var unbroken = run("unbroken", environments.get())) {
            unbroken.train(4);
            try (var broken = run("broken", environments.get())) {
                broken.train(2);
            }
            try (var resumed = TrainingRun.resume(folder.resolve("checkpoints/broken"))) {
                resumed.train(4);
                Bits.assertSame(resumed.state(), unbroken.state());
                var test = Evaluation.of(resumed.policy()).episodes(1).run();
                Path film = folder.resolve("film.mp4");
                test.film(1, film);
                assertThat(Files.size(film)).isGreaterThan(10_000);
            }
        }
    }

    private TrainingRun run(String name, VectorEnvironment envs) {
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).lstm(16).hidden(16).build())
                        .nSteps(32)
                        .epoch(1)
                        .seqLen(8)
                        .build();
        return Runs.below(folder, name, agent, envs).checkpointEvery(1).build();
    }
}
