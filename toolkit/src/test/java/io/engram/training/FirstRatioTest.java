package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.Agent;
import io.engram.agent.PPO;
import io.engram.agent.PPORND;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.RecurrentPPORND;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Sundry;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticRND;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Before its first step, an update judges actions just as acting did. */
class FirstRatioTest {
    private static final int STEPS = 24;

    @TempDir private Path folder;

    static Stream<Arguments> runs() {
        List<Named<Function<VectorEnvironment, Agent>>> agents =
                List.of(
                        Named.of("PPO", FirstRatioTest::ppo),
                        Named.of("Recurrent PPO", FirstRatioTest::recurrentPpo),
                        Named.of("PPO with RND", FirstRatioTest::ppoRnd),
                        Named.of("Recurrent PPO with RND", FirstRatioTest::recurrentPpoRnd));
        return agents.stream()
                .flatMap(agent -> Stream.of(Arguments.of(agent, false), Arguments.of(agent, true)));
    }

    @ParameterizedTest(name = "{0}, picture: {1}")
    @MethodSource("runs")
    void givenMasksMixedActionsAndParts_thenTheFirstRatioOfEveryUpdateIsOne(
            Function<VectorEnvironment, Agent> agent, boolean picture) {
        var envs = VectorEnvironment.of(3, () -> new Sundry(picture));
        try (var run =
                TrainingRun.builder("ratio", agent.apply(envs), envs)
                        .seed(4)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(3);

            double[] ratios = run.metrics().doubleColumn("first_ratio").asDoubleArray();
            assertThat(ratios).hasSize(3);
            for (double ratio : ratios) {
                assertThat(ratio).isBetween(1 - 1e-5, 1 + 1e-5);
            }
            assertThat(run.metrics().doubleColumn("clip_fraction").max()).isPositive();
        }
    }

    private static Agent ppo(VectorEnvironment envs) {
        return PPO.builder()
                .network(ActorCritic.builder(envs).hidden(16).build())
                .nSteps(STEPS)
                .miniBatchSize(20)
                .learningRate(1e-2)
                .build();
    }

    private static Agent recurrentPpo(VectorEnvironment envs) {
        return RecurrentPPO.builder()
                .network(RecurrentActorCritic.builder(envs).gru(8).layers(2).hidden(16).build())
                .nSteps(STEPS)
                .seqLen(5)
                .seqMiniBatchSize(7)
                .learningRate(1e-2)
                .build();
    }

    private static Agent ppoRnd(VectorEnvironment envs) {
        return PPORND.builder()
                .network(ActorCriticRND.builder(envs).hidden(16).rndFeatures(8).build())
                .nSteps(STEPS)
                .miniBatchSize(20)
                .initNormSteps(4)
                .learningRate(1e-2)
                .build();
    }

    private static Agent recurrentPpoRnd(VectorEnvironment envs) {
        return RecurrentPPORND.builder()
                .network(
                        RecurrentActorCriticRND.builder(envs)
                                .lstm(8)
                                .hidden(16)
                                .rndFeatures(8)
                                .build())
                .nSteps(STEPS)
                .seqLen(5)
                .seqMiniBatchSize(7)
                .initNormSteps(4)
                .learningRate(1e-2)
                .build();
    }
}
