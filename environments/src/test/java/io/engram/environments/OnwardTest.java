package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.EvaluationPlan;
import io.engram.evaluation.Policy;
import io.engram.network.RecurrentActorCritic;
import io.engram.training.TrainingRun;
import io.engram.training.TrainingRunBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes after training, in environments by name: tests, other parameters, other tasks. */
class OnwardTest {
    private static final Path SHIPPED = Path.of("..", "checkpoints", "cartpole-masked");

    @TempDir Path folder;

    private static VectorEnvironment environments(double poleLength) {
        return Environments.vector(
                        "CartPole-v1", Map.of("poleLength", poleLength), 4, MaskVelocity::new)
                .normalizeObservations();
    }

    private static Agent agent(VectorEnvironment envs, double learningRate) {
        return RecurrentPPO.builder()
                .network(RecurrentActorCritic.builder(envs).gru(8).hidden(8).build())
                .nSteps(32)
                .seqLen(8)
                .seqMiniBatchSize(8)
                .learningRate(learningRate)
                .build();
    }

    private TrainingRunBuilder builder(String name, VectorEnvironment envs) {
        return TrainingRun.builder(name, agent(envs, 1e-3), envs)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"));
    }

    private Path trained(String name) {
        try (var run = builder(name, environments(0.8)).build()) {
            run.train(1);
            return run.checkpoints();
        }
    }

    @Test
    void givenAPolicy_thenItsTestIsWhereItWasTrained() {
        var policy = Policy.load(trained("tested"));

        var test = Evaluation.of(policy).episodes(5).run();
        assertThat(test.episodes())
                .isEqualTo(
                        Evaluation.of(
                                        policy,
                                        "CartPole-v1",
                                        Map.of("poleLength", 0.8),
                                        MaskVelocity::new)
                                .episodes(5)
                                .run()
                                .episodes());
        assertThatThrownBy(() -> Evaluation.of(policy, "CartPole-v1", MaskVelocity::new).run())
                .hasMessageContaining(
                        "was trained in CartPole-v1(poleLength = 0.8) in MaskVelocity")
                .hasMessageContaining("tested in CartPole-v1 in MaskVelocity");
        var film = test.film(test.worst(), folder.resolve("worst.mp4"));
        assertThat(film.frames()).isEqualTo(1 + test.worst().length());
    }

    @Test
    void givenThePolicyThatShips_thenItsOwnTestNeedsNothingElse() {
        var test = Evaluation.of(Policy.load(SHIPPED)).episodes(3).run();

        assertThat(test.returns().mean()).isGreaterThan(400);
    }

    @Test
    void givenAWrapperOfTheUsersOwn_thenItsTestAsksForIt() {
        var envs =
                Environments.vector(
                        "CartPole-v1", 4, env -> new EnvironmentWrapper(new MaskVelocity(env)) {});
        Policy policy;
        try (var run = builder("wrapped", envs).build()) {
            policy = run.policy();
        }

        assertThatThrownBy(() -> Evaluation.of(policy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the policy 'wrapped' was trained in CartPole-v1 in MaskVelocity in EnvironmentWrapper, of which a checkpoint knows the name only");
    }

    @Test
    void givenAnotherLearningRate_whenResumedByName_thenTheRunGoesOnWithIt() {
        Path path = trained("changed");

        try (var run = TrainingRun.resume(path, agent(environments(0.8), 5e-4))) {
            run.train(2);
            assertThat(run.notes())
                    .singleElement()
                    .hasToString("after update 1: learningRate: 0.001 → 0.0005");
            assertThat(run.metrics().doubleColumn("learning_rate").asDoubleArray())
                    .containsExactly(1e-3, 5e-4);
        }
    }

    @Test
    void givenAnotherPole_thenARunBeginsWithWhatWasLearned() {
        var policy = Policy.load(trained("short"));

        try (var run = builder("long", environments(1.6)).from(policy).build()) {
            assertThat(run.state().learner().parameters())
                    .isEqualTo(policy.state().learner().parameters());
            run.train(1);
            assertThat(run.description().environment().orElseThrow().options())
                    .containsEntry("poleLength", 1.6);
        }
    }

    @Test
    void givenAnEvaluationInAnotherTask_whenResumed_thenItGoesOnByItself() {
        var plan =
                EvaluationPlan.of(4)
                        .playedIn("CartPole-v1", Map.of("poleLength", 0.2), MaskVelocity::new)
                        .anotherTask();
        Path path;
        double first;
        try (var run = builder("elsewhere", environments(0.8)).evaluateEvery(1, plan).build()) {
            run.train(1);
            path = run.checkpoints();
            first = run.best().judgement().orElseThrow().meanReturn();
            assertThat(first)
                    .isEqualTo(
                            Evaluation.of(
                                            run.policy(),
                                            "CartPole-v1",
                                            Map.of("poleLength", 0.2),
                                            MaskVelocity::new)
                                    .anotherTask()
                                    .episodes(4)
                                    .seed(seed(run))
                                    .run()
                                    .returns()
                                    .mean());
        }
        try (var run = TrainingRun.resume(path)) {
            run.train(2);
            var found = run.metrics().doubleColumn("evaluation_return_mean");
            assertThat(found.get(0)).isEqualTo(first);
            assertThat(found.countMissing()).isZero();
        }
    }

    /** That of evaluations, which comes from the run's. */
    private static long seed(TrainingRun run) {
        return io.engram.random.RandomStream.of(run.description().seed(), "evaluation").nextLong();
    }
}
