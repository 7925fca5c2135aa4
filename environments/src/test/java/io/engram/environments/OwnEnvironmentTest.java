package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.check.EnvironmentCheck;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment that somebody wrote in a notebook, so that no provider names it. */
class OwnEnvironmentTest {

    private static final class Coin extends CheckedEnvironment {
        private boolean heads;

        Coin() {
            super(
                    EnvironmentDescription.of("Coin-v0", "Say what was seen.")
                            .observation(ObservationSpace.vector(1), "heads or tails")
                            .action(ActionSpace.discrete(2), "heads, tails")
                            .rewards(0, 1)
                            .stepLimit(1),
                    EnvironmentOptions.none());
        }

        @Override
        protected Observation begin(long seed) {
            heads = seed % 2 == 0;
            return Observation.of(heads ? 1 : 0);
        }

        @Override
        protected Step advance(Action action) {
            boolean right = heads == (action.choice() == 0);
            return new Step(Observation.of(0), right ? 1 : 0, true, false);
        }
    }

    @TempDir private Path folder;

    @Test
    void givenOneOfIt_whenVerified_thenItIsCheckedWithoutCopies() {
        assertThat(EnvironmentCheck.verify(new Coin()).advice())
                .anyMatch(it -> it.contains("only one Coin was checked"));
    }

    @Test
    void givenARunInIt_whenResumed_thenTheEnvironmentsAreAskedForAndTaken() {
        var envs = VectorEnvironment.of(2, Coin::new);
        var network = RecurrentActorCritic.builder(envs).lstm(4).hidden(4).build();
        var agent = RecurrentPPO.builder().network(network).nSteps(8).nMiniBatch(1).build();
        var builder =
                TrainingRun.builder("coin", agent, envs)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"));
        try (var run = builder.build()) {
            run.train(1);
        }

        Path checkpoints = folder.resolve("checkpoints/coin");
        assertThatThrownBy(() -> TrainingRun.resume(checkpoints))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environments of its own")
                .hasMessageContaining("TrainingRun.resume(path, environments)");
        try (var run = TrainingRun.resume(checkpoints, VectorEnvironment.of(2, Coin::new))) {
            assertThat(run.state().update()).isEqualTo(1);
        }
    }
}
