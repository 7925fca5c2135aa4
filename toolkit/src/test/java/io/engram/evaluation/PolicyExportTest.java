package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.OnnxModel;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.fixture.WatchedNetwork;
import io.engram.network.RecurrentActorCritic;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExportTest {
    @TempDir Path folder;

    @Test
    void givenATrainedPolicy_whenItIsExported_thenItPlaysTheSameEpisodes() throws Exception {
        var envs = VectorEnvironment.of(8, Recall::new).normalizeObservations();
        Policy policy;
        try (var run =
                TrainingRun.builder("exported", Runs.agent(envs), envs)
                        .seed(3)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(15);
            policy = run.policy();
        }
        Path file = folder.resolve("recall.onnx");
        policy.exportOnnx(file);

        int right = 0;
        try (var session = policy.session();
                var model = new OnnxModel(Files.readAllBytes(file), 1)) {
            assertThat(model.metadata())
                    .containsEntry("run", "exported")
                    .containsEntry("updates", "15")
                    .containsEntry("environment_steps", Long.toString(policy.environmentSteps()))
                    .containsEntry("action_branches", "[2]")
                    .containsEntry("observations_normalized_inside", "true")
                    .containsEntry("reset_hidden_state", "true");
            var random = RandomStream.of(5, "episodes");
            for (int episode = 0; episode < 50; episode++) {
                var env = new Recall();
                var seen = env.reset(random.nextLong());
                session.beginEpisode(0);
                model.forget(0);
                for (boolean done = false; !done; ) {
                    int choice = (int) model.step(seen).actions()[0];
                    assertThat(session.act(seen)).isEqualTo(Action.of(choice));
                    var step = env.step(Action.of(choice));
                    seen = step.observation();
                    done = step.terminated();
                    right += step.reward() > 0 ? 1 : 0;
                }
            }
        }
        assertThat(right).isGreaterThan(35);
    }

    @Test
    void givenANetworkOfOnesOwn_whenItIsExported_thenItIsRefused() {
        var envs = VectorEnvironment.of(2, Recall::new);
        var network =
                new WatchedNetwork(
                        RecurrentActorCritic.builder(envs).gru(4).hidden(4).build(), seen -> {});
        var agent = RecurrentPPO.builder().network(network).nSteps(32).seqLen(4).build();
        try (var run =
                TrainingRun.builder("own", agent, envs)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            var policy = run.policy();
            assertThatThrownBy(() -> policy.exportOnnx(folder.resolve("own.onnx")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "the run 'own' has a network or an encoder of its own, whose code cannot be"
                                    + " translated; only a ready-made network can be exported as"
                                    + " ONNX");
        }
        assertThat(folder.resolve("own.onnx")).doesNotExist();
    }
}
