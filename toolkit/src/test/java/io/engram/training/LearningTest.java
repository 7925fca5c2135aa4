package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.PPO;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.ActorCritic;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory is learned, and without memory there is nothing to learn. */
class LearningTest {
    @TempDir private Path folder;

    @Test
    void givenACueToRemember_thenARecurrentPolicyLearnsIt() {
        try (var run = Runs.recall(folder, "memory").build()) {
            run.train(60);

            assertThat(success(run)).isGreaterThan(0.95);
            for (double ratio : run.metrics().doubleColumn("first_ratio").asDoubleArray()) {
                assertThat(ratio).isBetween(1 - 1e-5, 1 + 1e-5);
            }
        }
    }

    @Test
    void givenACueToRemember_thenAPolicyWithoutMemoryGuesses() {
        var envs = VectorEnvironment.of(8, Recall::new);
        var agent =
                PPO.builder()
                        .network(ActorCritic.builder(envs).hidden(16).build())
                        .nSteps(32)
                        .miniBatchSize(64)
                        .learningRate(3e-3)
                        .build();
        var builder =
                TrainingRun.builder("no-memory", agent, envs)
                        .seed(3)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"));
        try (var run = builder.build()) {
            run.train(60);

            assertThat(success(run)).isBetween(0.3, 0.7);
        }
    }

    private static double success(TrainingRun run) {
        double[] values = run.metrics().doubleColumn("episode_success_mean").asDoubleArray();
        return values[values.length - 1];
    }
}
