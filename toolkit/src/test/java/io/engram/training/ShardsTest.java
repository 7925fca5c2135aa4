package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.agent.Agent;
import io.engram.checkpoint.RunState;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Everything;
import io.engram.fixture.WatchedNetwork;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.ActorCriticRND;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.settings.AgentConfig;
import io.engram.settings.Algorithm;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mini-batches of which the shards are learned from side by side. */
class ShardsTest {
    private static final String THREADS = "engram.threads";
    private static final int UPDATES = 3;

    @TempDir Path folder;
    private String threads;

    @BeforeEach
    void remember() {
        threads = System.getProperty(THREADS);
    }

    @AfterEach
    void restore() {
        if (threads == null) {
            System.clearProperty(THREADS);
        } else {
            System.setProperty(THREADS, threads);
        }
    }

    private static ActorCriticNetwork network(Algorithm algorithm, VectorEnvironment envs) {
        return switch (algorithm) {
            case PPO -> ActorCritic.builder(envs).hidden(12).build();
            case RECURRENT_PPO -> RecurrentActorCritic.builder(envs).lstm(8).hidden(12).build();
            case PPO_RND -> ActorCriticRND.builder(envs).hidden(12).rndFeatures(6).build();
            case RECURRENT_PPO_RND ->
                    RecurrentActorCriticRND.builder(envs).gru(8).hidden(12).rndFeatures(6).build();
        };
    }

    private TrainingRunBuilder run(String name, Algorithm algorithm, int shards) {
        var envs = VectorEnvironment.of(4, Everything::new);
        var config = AgentConfig.ofYaml(yaml(algorithm, shards));
        return run(name, Agent.of(config, network(algorithm, envs)), envs);
    }

    private static String yaml(Algorithm algorithm, int shards) {
        return "algorithm: %s\nn_steps: 16\nepoch: 2\nn_mini_batch: 3\nshards: %d"
                .formatted(algorithm.key(), shards);
    }

    private TrainingRunBuilder run(String name, Agent agent, VectorEnvironment envs) {
        return TrainingRun.builder(name, agent, envs)
                .seed(5)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"));
    }

    private RunState trained(Algorithm algorithm, int shards, int threadCount) {
        System.setProperty(THREADS, Integer.toString(threadCount));
        String name = "%s-%d-%d".formatted(algorithm.key(), shards, threadCount);
        try (var run = run(name, algorithm, shards).build()) {
            run.train(UPDATES);
            return run.state();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenAnyNumberOfThreads_thenTheBitsAreTheSame(Algorithm algorithm) {
        RunState alone = trained(algorithm, 3, 1);

        Bits.assertSame(trained(algorithm, 3, 2), alone);
        Bits.assertSame(trained(algorithm, 3, 4), alone);
    }

    @ParameterizedTest
    @EnumSource
    void givenShards_thenAnUpdateIsThatOfWholeMiniBatchesButForRounding(Algorithm algorithm) {
        System.setProperty(THREADS, "2");
        float[][] parameters = new float[2][];
        for (int i = 0; i < 2; i++) {
            try (var run = run("whole-" + i, algorithm, 1 + 4 * i).build()) {
                run.train(1);
                parameters[i] = run.state().learner().parameters();
            }
        }

        assertThat(parameters[1]).isNotEqualTo(parameters[0]);
        assertThat(parameters[1]).containsExactly(parameters[0], within(2e-5f));
    }

    @Test
    void givenARunOfTwoThreads_whenResumedWithOne_thenTheBitsAreThoseOfAnUnbrokenRun() {
        RunState unbroken = trained(Algorithm.RECURRENT_PPO_RND, 2, 2);
        System.setProperty(THREADS, "2");
        try (var run = run("broken", Algorithm.RECURRENT_PPO_RND, 2).build()) {
            run.train(1);
        }

        System.setProperty(THREADS, "1");
        try (var resumed =
                TrainingRun.resume(
                        folder.resolve("checkpoints/broken"),
                        VectorEnvironment.of(4, Everything::new))) {
            resumed.train(UPDATES);
            Bits.assertSame(resumed.state(), unbroken);
        }
    }

    private RunState trainedLarge(int threadCount) {
        System.setProperty(THREADS, Integer.toString(threadCount));
        var envs = VectorEnvironment.of(6, Everything::new);
        var network = RecurrentActorCritic.builder(envs).gru(8).hidden(600).build();
        var config = AgentConfig.ofYaml(yaml(Algorithm.RECURRENT_PPO, 0));
        try (var run = run("large-" + threadCount, Agent.of(config, network), envs).build()) {
            run.train(2);
            return run.state();
        }
    }

    @Test
    void givenALargeNetwork_thenActingIsSharedOutTooAndTheBitsAreTheSame() {
        RunState alone = trainedLarge(1);

        assertThat(alone.learner().parameters()).hasSizeGreaterThan(500_000);
        Bits.assertSame(trainedLarge(3), alone);
    }

    @Test
    void givenNoNumberOfShards_thenEach512StepsAreOneButNoMoreThan4() {
        assertThat(unsaid(64)).isEqualTo(of(1, 64));
        assertThat(unsaid(300)).isEqualTo(of(2, 300)).isNotEqualTo(of(1, 300));
        assertThat(unsaid(900)).isEqualTo(of(4, 900));
    }

    private float[] unsaid(int nSteps) {
        return of(0, nSteps);
    }

    /** The parameters after an update with one mini-batch of 4 environments. */
    private float[] of(int shards, int nSteps) {
        var envs = VectorEnvironment.of(4, Everything::new);
        var config =
                AgentConfig.ofYaml(
                        "algorithm: recurrent_ppo\nn_steps: %d\nepoch: 1\nn_mini_batch: 1\nseq_len: 4\nshards: %d"
                                .formatted(nSteps, shards));
        var network = RecurrentActorCritic.builder(envs).lstm(8).hidden(12).build();
        String name = "unsaid-%d-%d".formatted(shards, nSteps);
        try (var run = run(name, Agent.of(config, network), envs).build()) {
            run.train(1);
            return run.state().learner().parameters();
        }
    }

    @Test
    void givenMoreShardsThanSequences_thenEachSequenceIsOne() {
        RunState state = trained(Algorithm.RECURRENT_PPO, 1000, 2);

        assertThat(state.update()).isEqualTo(UPDATES);
    }

    @Test
    void givenANetworkOfTheUsersOwnThatFailsInAShard_thenTheRunGoesOnToTheSameBits() {
        RunState expected = trained(Algorithm.RECURRENT_PPO, 2, 2);
        var breaks = new AtomicBoolean();
        var envs = VectorEnvironment.of(4, Everything::new);
        var config = AgentConfig.ofYaml(yaml(Algorithm.RECURRENT_PPO, 2));
        var own =
                new WatchedNetwork(
                        RecurrentActorCritic.builder(envs).lstm(8).hidden(12).build(),
                        observations -> {
                            // In the middle of an update, on whichever thread.
                            if (breaks.get() && observations.head().getShape().get(1) > 1) {
                                throw new IllegalStateException("a thread broke");
                            }
                        });
        try (var run = run("own", Agent.of(config, own), envs).build()) {
            run.train(1);
            breaks.set(true);
            assertThatThrownBy(() -> run.train(UPDATES)).hasMessageContaining("a thread broke");
            breaks.set(false);
            run.train(UPDATES);

            assertThat(run.state().learner().parameters())
                    .isEqualTo(expected.learner().parameters());
        }
    }
}
