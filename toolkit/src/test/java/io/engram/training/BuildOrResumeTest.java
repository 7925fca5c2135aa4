package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCritic;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of programs that may be killed and started again. */
class BuildOrResumeTest {
    @TempDir private Path folder;

    @Test
    void givenNoRunOfTheName_thenItBegins_andOneThatIsThereGoesOnToTheSameBits() {
        try (var whole = Runs.recall(folder.resolve("whole"), "run").build()) {
            whole.train(4);
            try (var first = Runs.recall(folder, "run").buildOrResume()) {
                assertThat(first.state().update()).isZero();
                first.train(2);
            }
            var updates = new ArrayList<Long>();
            try (var second =
                    Runs.recall(folder, "run")
                            .onUpdate(row -> updates.add(row.update()))
                            .buildOrResume()) {
                assertThat(second.state().update()).isEqualTo(2);
                second.train(4);
                Bits.assertSame(second.state(), whole.state());
            }
            assertThat(updates).containsExactly(3L, 4L);
        }
    }

    @Test
    void givenEvaluationsWithAPlan_thenTheyGoOn() {
        for (int updates = 2; updates <= 4; updates += 2) {
            try (var run = Runs.judgedRecall(folder, "run").buildOrResume()) {
                run.train(updates);
                assertThat(run.best().description().name()).isEqualTo("run");
            }
        }
    }

    @Test
    void givenARunThatWasMadeOtherwise_thenItIsRefusedAndTellsHow() {
        try (var run = Runs.recall(folder, "run").build()) {
            run.train(1);
        }
        var envs = VectorEnvironment.of(8, Recall::new);
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).gru(16).hidden(16).build())
                        .nSteps(32)
                        .epoch(4)
                        .seqLen(4)
                        .seqMiniBatchSize(32)
                        .learningRate(1e-3)
                        .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runs.below(folder, "run", agent, envs).seed(9).buildOrResume())
                .withMessageContaining("seed: 3 → 9; learningRate: 0.003 → 0.001")
                .withMessageContaining("give this one another name");
    }

    @Test
    void givenThatItShallStartOver_thenGoingOnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runs.recall(folder, "run").replace(true).buildOrResume())
                .withMessageContaining("leave one out");
    }

    @Test
    void givenATrainingOnItsOwnThread_whenItIsAwaited_thenItHasEnded() throws InterruptedException {
        try (var run = Runs.recall(folder, "run").build()) {
            run.await();
            run.start(3);
            run.await();

            assertThat(run.state().update()).isEqualTo(3);
        }
    }
}
