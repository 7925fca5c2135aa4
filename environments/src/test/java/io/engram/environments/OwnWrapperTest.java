package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environments.OwnWrappers.Impatient;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.Action;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrapper that somebody wrote, which a provider of theirs makes by name. */
class OwnWrapperTest {
    @TempDir private Path folder;

    @Test
    void givenAProvider_thenTheWrapperIsMadeByNameAndItsOptionsAreChecked() {
        var spec = EnvironmentSpec.of("CartPole-v1").wrapped("Impatient", Map.of("cost", 0.25));
        var env = Environments.make(spec);
        assertThat(env.spec()).contains(spec);
        env.reset(1);
        assertThat(env.step(Action.of(0)).reward()).isEqualTo(0.75);
        var wrong = EnvironmentSpec.of("CartPole-v1").wrapped("Impatient", Map.of("cost", 2));
        assertThatThrownBy(() -> Environments.make(wrong))
                .hasMessage("option cost of Impatient must be a number from 0 to 1, but is 2");
    }

    @Test
    void givenARunInIt_thenItIsResumedWithoutBeingGivenEnvironments() {
        var envs = Environments.vector("CartPole-v1", 2, env -> new Impatient(env, 0.5));
        var network = RecurrentActorCritic.builder(envs).gru(4).hidden(4).build();
        var agent = RecurrentPPO.builder().network(network).nSteps(8).nMiniBatch(1).build();
        var builder =
                TrainingRun.builder("impatient", agent, envs)
                        .checkpoints(folder)
                        .logs(folder.resolve("logs"));
        try (var run = builder.build()) {
            run.train(1);
        }
        try (var run = TrainingRun.resume(folder.resolve("impatient"))) {
            run.train(2);
            assertThat(run.state().update()).isEqualTo(2);
        }
    }
}
