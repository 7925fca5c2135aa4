package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPORND;
import io.engram.checkpoint.CheckpointException;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.training.TrainingRun;
import io.engram.training.TrainingRunBuilder;
import io.engram.training.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that is kept without the run that made it. */
class SavedPolicyTest {
    @TempDir Path folder;

    private Path saved;
    private VectorEnvironment envs;

    @BeforeEach
    void setUp() {
        saved = folder.resolve("policies/recall");
    }

    private TrainingRunBuilder builder(String name) {
        envs = VectorEnvironment.of(4, Recall::new).normalizeObservations();
        return TrainingRun.builder(name, Runs.agent(envs), envs)
                .seed(3)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"));
    }

    private Policy trained() {
        try (var run = builder("trained").build()) {
            run.train(2);
            return run.policy();
        }
    }

    @Test
    void givenAPolicy_whenSavedAndLoaded_thenItPlaysTheSameEpisodes() {
        Policy policy = trained();
        policy.save(saved);
        Policy loaded = Policy.load(saved);

        assertThat(loaded.parameters()).isEqualTo(policy.parameters());
        assertThat(loaded.updates()).isEqualTo(2);
        assertThat(loaded.environmentSteps()).isEqualTo(policy.environmentSteps());
        assertThat(loaded.description()).isEqualTo(policy.description().withLogs("logs/trained"));
        assertThat(Evaluation.of(loaded, Recall::new).episodes(20).sampled().run().episodes())
                .isEqualTo(
                        Evaluation.of(policy, Recall::new).episodes(20).sampled().run().episodes());
    }

    @Test
    void givenASavedPolicy_thenNothingOfItIsForTraining() throws IOException {
        trained().save(saved);

        try (Stream<Path> files = Files.list(saved)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "manifest.json", "run.json", "state.json", "parameters.safetensors");
        }
    }

    @Test
    void givenASavedPolicy_whenSavedAgain_thenItIsReplaced() {
        Policy policy = trained();
        policy.save(saved);
        policy.save(saved);
        assertThat(Policy.load(saved).parameters()).isEqualTo(policy.parameters());
    }

    @Test
    void givenASavedPolicy_whenItsRunIsResumed_thenItIsRefused() {
        trained().save(saved);
        assertThatThrownBy(() -> TrainingRun.resume(saved))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "%s holds a policy alone, without the optimiser and the random streams that the run 'trained' would need to go on; begin another run from it with TrainingRun.builder(…).from(Policy.load(path))",
                        saved);
    }

    @Test
    void givenASavedPolicy_whenARunBeginsFromIt_thenItHasItsParametersAndStatistics() {
        Policy policy = trained();
        policy.save(saved);
        try (var run = builder("further").from(Policy.load(saved)).build()) {
            assertThat(run.policy().parameters()).isEqualTo(policy.parameters());
            assertThat(run.state().environments().statistics())
                    .containsEntry(
                            "observation_mean",
                            policy.state().environments().statistics().get("observation_mean"));
        }
    }

    @Test
    void givenASavedPolicy_whenItsOptimizerIsAskedFor_thenItIsRefused() {
        trained().save(saved);
        var further = builder("further").from(Transfer.of(Policy.load(saved)).withOptimizer());
        assertThatThrownBy(further::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the policy 'trained' was saved without its optimiser; leave withOptimizer() out");
    }

    @Test
    void givenACuriousPolicy_whenSavedAndLoaded_thenItPlaysTheSameEpisodes() {
        envs = VectorEnvironment.of(4, Recall::new);
        var network = RecurrentActorCriticRND.builder(envs).gru(4).hidden(4).build();
        var agent =
                RecurrentPPORND.builder()
                        .network(network)
                        .nSteps(16)
                        .seqLen(4)
                        .nMiniBatch(1)
                        .epoch(1)
                        .build();
        Policy policy;
        try (var run =
                TrainingRun.builder("curious", agent, envs)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(1);
            policy = run.policy();
        }
        policy.save(saved);
        assertThat(Evaluation.of(Policy.load(saved), Recall::new).episodes(5).run().episodes())
                .isEqualTo(Evaluation.of(policy, Recall::new).episodes(5).run().episodes());
    }

    @Test
    void givenASavedPolicy_whenAFileIsDamaged_thenItIsNamed() throws IOException {
        trained().save(saved);
        Path parameters = saved.resolve("parameters.safetensors");
        byte[] bytes = Files.readAllBytes(parameters);
        bytes[bytes.length / 2] ^= 1;
        Files.write(parameters, bytes);
        assertThatThrownBy(() -> Policy.load(saved))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(
                        "cannot read %s: its content was changed since it was written", parameters);
    }
}
