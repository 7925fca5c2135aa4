package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.RecurrentPPORND;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Policy;
import io.engram.fixture.Aim;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import io.engram.network.Activation;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.settings.Schedule;
import io.engram.space.Observation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of networks that have every option: they are trained, saved, resumed and loaded. */
class NetworkOptionsRunTest {
    @TempDir Path folder;

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(4, Aim::new);
    }

    private static Agent agent(VectorEnvironment envs) {
        var network =
                RecurrentActorCritic.builder(envs)
                        .lstm(8)
                        .gru(6)
                        .hidden(12, 10)
                        .activation(Activation.TANH)
                        .layerNorm(true)
                        .skip(true)
                        .squash(true)
                        .stateDependentStd(true)
                        .separateMemories(true)
                        .build();
        return RecurrentPPO.builder()
                .network(network)
                .nSteps(32)
                .seqLen(4)
                .learningRate(Schedule.cosine(3e-3, 1e-4, 9).warmUp(3))
                .entropyCoef(Schedule.piecewise(0, 0.01, 3, 0.001))
                .build();
    }

    private TrainingRun run(String name, Agent agent, VectorEnvironment envs) {
        return Runs.below(folder, name, agent, envs).checkpointEvery(2).build();
    }

    @Test
    void givenEveryOption_whenARunIsResumed_thenItsBitsAreThoseOfAnUnbrokenOne() {
        var envs = environments();
        Path checkpoints;
        try (var broken = run("broken", agent(envs), envs)) {
            broken.train(2);
            checkpoints = broken.checkpoints();
            // On the first mini-batch nothing has changed yet: what was drawn is judged as then.
            assertThat(broken.metrics().doubleColumn("first_ratio").asList())
                    .allMatch(ratio -> Math.abs(ratio - 1) < 1e-5);
        }
        var others = environments();
        try (var unbroken = run("unbroken", agent(others), others);
                var resumed = TrainingRun.resume(checkpoints, environments())) {
            unbroken.train(4);
            resumed.train(4);

            Bits.assertSame(resumed.state(), unbroken.state());
        }
        try (var session = Policy.load(checkpoints).session()) {
            assertThat(session.act(Observation.of(1, 1)).value(0)).isBetween(-2f, 2f);
        }
    }

    private static Block encoder() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(ai.djl.nn.Activation.tanhBlock());
    }

    private static RecurrentActorCriticRND own(VectorEnvironment envs) {
        return RecurrentActorCriticRND.builder(envs)
                .gru(6)
                .hidden(10)
                .squash(true)
                .encoder(NetworkOptionsRunTest::encoder)
                .build();
    }

    @Test
    void givenAnEncoderOfOnesOwn_thenLoadingAsksForTheNetworkAndGoesOnWithIt() {
        var envs = environments();
        Path checkpoints;
        float acted;
        try (var run =
                run(
                        "own",
                        RecurrentPPORND.builder().network(own(envs)).nSteps(32).seqLen(4).build(),
                        envs)) {
            run.train(2);
            checkpoints = run.checkpoints();
            try (var session = run.policy().session()) {
                acted = session.act(Observation.of(1, 1)).value(0);
            }
        }
        var others = environments();

        assertThatThrownBy(() -> Policy.load(checkpoints))
                .hasMessage(
                        "the run 'own' has a network of its own; give it: Policy.load(path, network)");
        assertThatThrownBy(() -> TrainingRun.resume(checkpoints, others))
                .hasMessageContaining("TrainingRun.resume(path, network, environments)");
        try (var session = Policy.load(checkpoints, own(others)).session()) {
            assertThat(session.act(Observation.of(1, 1)).value(0)).isEqualTo(acted);
        }
        try (var resumed = TrainingRun.resume(checkpoints, own(others), others)) {
            resumed.train(3);
            assertThat(resumed.state().update()).isEqualTo(3);
        }
    }

    @Test
    void givenSquashedActions_thenTheyAreLearned() {
        var envs = VectorEnvironment.of(8, Aim::new);
        var network =
                RecurrentActorCritic.builder(envs)
                        .gru(16)
                        .hidden(16)
                        .squash(true)
                        .stateDependentStd(true)
                        .skip(true)
                        .build();
        var agent =
                RecurrentPPO.builder()
                        .network(network)
                        .nSteps(32)
                        .seqLen(4)
                        .learningRate(3e-3)
                        .build();
        try (var run = run("aimed", agent, envs)) {
            run.train(25);
            double[] returns = run.metrics().doubleColumn("episode_return_mean").asDoubleArray();

            // By chance it is near -11; what is always in the middle has -3, what remembers 0.
            assertThat(returns[0]).isLessThan(-6);
            assertThat(returns[24]).isGreaterThan(-2);
        }
    }
}
