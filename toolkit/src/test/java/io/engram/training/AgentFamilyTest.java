package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.Agent;
import io.engram.agent.PPO;
import io.engram.agent.PPORND;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.RecurrentPPORND;
import io.engram.checkpoint.RunState;
import io.engram.environment.Environment;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.PreviousStep;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.fixture.Bits;
import io.engram.fixture.Everything;
import io.engram.fixture.Recall;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticRND;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all four algorithms, with every kind of observation and action. */
class AgentFamilyTest {
    private static final int ENVIRONMENTS = 4;

    @TempDir Path folder;

    static Stream<Arguments> family() {
        return Stream.<Function<VectorEnvironment, Agent>>of(
                        AgentFamilyTest::ppo,
                        AgentFamilyTest::recurrentPpo,
                        AgentFamilyTest::ppoRnd,
                        AgentFamilyTest::recurrentPpoRnd)
                .flatMap(
                        agent ->
                                Stream.<Supplier<Environment>>of(
                                                Recall::new,
                                                Everything::new,
                                                () -> new PreviousStep(new Everything()))
                                        .map(environment -> Arguments.of(agent, environment)));
    }

    private static Agent ppo(VectorEnvironment envs) {
        return PPO.builder()
                .network(ActorCritic.builder(envs).hidden(12).build())
                .nSteps(16)
                .epoch(2)
                .miniBatchSize(24)
                .build();
    }

    private static Agent recurrentPpo(VectorEnvironment envs) {
        return RecurrentPPO.builder()
                .network(RecurrentActorCritic.builder(envs).lstm(8).hidden(12).build())
                .nSteps(16)
                .epoch(2)
                .seqLen(4)
                .seqMiniBatchSize(7)
                .build();
    }

    private static Agent ppoRnd(VectorEnvironment envs) {
        return PPORND.builder()
                .network(ActorCriticRND.builder(envs).hidden(12).rndFeatures(6).build())
                .nSteps(16)
                .epoch(2)
                .miniBatchSize(24)
                .initNormSteps(5)
                .build();
    }

    private static Agent recurrentPpoRnd(VectorEnvironment envs) {
        return RecurrentPPORND.builder()
                .network(
                        RecurrentActorCriticRND.builder(envs)
                                .gru(8)
                                .hidden(12)
                                .rndFeatures(6)
                                .build())
                .nSteps(16)
                .epoch(2)
                .seqLen(4)
                .seqMiniBatchSize(7)
                .initNormSteps(5)
                .build();
    }

    private TrainingRun run(
            String name, Function<VectorEnvironment, Agent> agent, Supplier<Environment> of) {
        var envs = VectorEnvironment.of(ENVIRONMENTS, of);
        return TrainingRun.builder(name, agent.apply(envs), envs)
                .seed(5)
                .checkpointEvery(2)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"))
                .build();
    }

    @ParameterizedTest
    @MethodSource("family")
    void givenAResumedRun_thenItStandsWhereAnUnbrokenOneDoes(
            Function<VectorEnvironment, Agent> agent, Supplier<Environment> of) {
        try (var halves = run("halves", agent, of)) {
            halves.train(2);
        }
        RunState resumed;
        var envs = VectorEnvironment.of(ENVIRONMENTS, of);
        try (var run = TrainingRun.resume(folder.resolve("checkpoints/halves"), envs)) {
            run.train(4);
            resumed = run.state();
        }
        try (var whole = run("whole", agent, of)) {
            whole.train(4);

            Bits.assertSame(resumed, whole.state());
        }
    }

    @ParameterizedTest
    @MethodSource("family")
    void givenTheFirstMiniBatch_thenActingAndLearningAgree(
            Function<VectorEnvironment, Agent> agent, Supplier<Environment> of) {
        try (var run = run("ratio", agent, of)) {
            run.train(3);

            for (double ratio : run.metrics().doubleColumn("first_ratio").asDoubleArray()) {
                assertThat(ratio).isBetween(1 - 1e-5, 1 + 1e-5);
            }
            double[] kl = run.metrics().doubleColumn("approximate_kl").asDoubleArray();
            assertThat(kl[2]).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("family")
    void givenATrainedPolicy_thenItActsLegallyByChanceAndAtItsLikeliest(
            Function<VectorEnvironment, Agent> agent, Supplier<Environment> of) {
        try (var run = run("policy", agent, of)) {
            run.train(1);
            Policy policy = Policy.load(folder.resolve("checkpoints/policy"));

            var greedy = Evaluation.of(policy, of).episodes(6).greedy().seed(1).run();
            var sampled = Evaluation.of(policy, of).episodes(6).seed(1).run();

            assertThat(greedy.episodes()).hasSize(6);
            assertThat(sampled.episodes()).hasSize(6);
        }
    }

    @Test
    void givenFewerSequencesThanAMiniBatch_thenEachEpochLearnsFromAllOfThem() {
        Function<VectorEnvironment, Agent> large =
                envs ->
                        RecurrentPPO.builder()
                                .network(RecurrentActorCritic.builder(envs).hidden(12).build())
                                .nSteps(8)
                                .epoch(3)
                                .seqMiniBatchSize(10_000)
                                .build();
        try (var run = run("large", large, Recall::new)) {
            run.train(1);

            assertThat(run.metrics().numberColumn("mini_batches").getDouble(0)).isEqualTo(3);
            assertThat(run.metrics().doubleColumn("policy_objective").get(0)).isFinite();
        }
    }
}
