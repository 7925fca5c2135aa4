package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import io.engram.engine.EngineThread;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.PPORNDNetwork;
import io.engram.network.PolicyDistribution;
import io.engram.random.RandomStream;
import io.engram.rollout.Rollout;
import io.engram.rollout.RolloutFixture;
import io.engram.settings.AgentConfig;
import io.engram.space.ObservationSpace;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CuriosityTest {
    private static final ObservationSpace SEEN = ObservationSpace.vector(1);

    /** Is wrong about an observation by just that observation. */
    private static final class Wrong implements PPORNDNetwork {
        private final Block linear = Linear.builder().setUnits(2).build();

        @Override
        public Map<String, Block> blocks() {
            return Map.of("linear", linear);
        }

        @Override
        public Map<String, Block> targetBlocks() {
            return Map.of();
        }

        @Override
        public Output forwardActorCritic(Forward forward, NDList observations) {
            NDArray logits = forward.apply(linear, observations.head());
            NDArray value = observations.head();
            return new Output(new PolicyDistribution.Categorical(logits, 2), value, value);
        }

        @Override
        public Features forwardRnd(Forward forward, NDList observations) {
            NDArray target = observations.head();
            return new Features(target.zerosLike(), target);
        }
    }

    private static AgentConfig config() {
        return PPORND.builder().initNormSteps(null).config();
    }

    private static void with(
            ActorCriticNetwork network, BiConsumer<EngineCuriosity, FlatParameters> use) {
        EngineThread.run(
                () -> {
                    var random = RandomStream.of(1, "test");
                    try (var parameters =
                            FlatParameters.initialize(network, SEEN, Device.cpu(), random)) {
                        use.accept(
                                new EngineCuriosity(config(), network, parameters, SEEN, 1, 1),
                                parameters);
                    }
                });
    }

    /** What rewards of these amounts, before they are scaled, become. */
    private static float[] rewards(Curiosity curiosity, double... raw) {
        var seen = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            seen[i] = (float) Math.sqrt(2 * raw[i]);
        }
        try (var phase = NDManager.newBaseManager()) {
            Rollout rollout = RolloutFixture.seen(2, seen);
            curiosity.reward(rollout, phase);
            return RolloutFixture.intrinsicRewards(rollout);
        }
    }

    @Test
    void givenTheWorkedExample_thenRewardsAreDividedByTheDeviationOfTheirDiscountedSums() {
        with(
                new Wrong(),
                (curiosity, parameters) -> {
                    assertThat(rewards(curiosity, 1, 0, 2, 0))
                            .containsExactly(
                                    new float[] {0.879069f, 0, 1.758137f, 0}, within(1e-6f));
                    assertThat(curiosity.meanRawReward()).isCloseTo(0.75, within(1e-6));
                    Map<String, double[]> statistics = curiosity.state().statistics();
                    assertThat(statistics.get("intrinsic_returns")[0])
                            .isCloseTo(2.950299, within(1e-6));
                    assertThat(statistics.get("intrinsic_return_squares")[0])
                            .isCloseTo(3 * 1.294060, within(3e-6));
                });
    }

    @Test
    void givenTwoRollouts_thenTheSumsGoOn() {
        with(
                new Wrong(),
                (curiosity, parameters) -> {
                    rewards(curiosity, 1, 0);
                    assertThat(rewards(curiosity, 2, 0))
                            .containsExactly(new float[] {1.758137f, 0}, within(1e-6f));
                });
    }

    @Test
    void givenASingleStep_thenItsRewardIsNotScaled() {
        with(
                new Wrong(),
                (curiosity, parameters) ->
                        assertThat(rewards(curiosity, 3))
                                .containsExactly(new float[] {3}, within(1e-6f)));
    }

    @Test
    void givenNothingThatSurprises_thenNothingIsPaid() {
        with(
                new Wrong(),
                (curiosity, parameters) -> {
                    assertThat(rewards(curiosity, 0, 0, 0)).containsOnly(0);
                    assertThat(curiosity.meanReward()).isZero();
                });
    }

    @Test
    void givenWhatWasSaved_whenItIsRestored_thenTheSumsGoOnToTheSameBits() {
        with(
                new Wrong(),
                (curiosity, parameters) -> {
                    rewards(curiosity, 1, 0, 2);
                    LearnerState.Rnd saved = curiosity.state();
                    float[] unbroken = rewards(curiosity, 2, 1);
                    double mean = curiosity.meanReward();

                    rewards(curiosity, 50, 60, 70);
                    curiosity.restore(saved);
                    assertThat(curiosity.state()).usingRecursiveComparison().isEqualTo(saved);
                    assertThat(rewards(curiosity, 2, 1)).isEqualTo(unbroken);
                    assertThat(curiosity.meanReward())
                            .isEqualTo(mean)
                            .isCloseTo((unbroken[0] + unbroken[1]) / 2, within(1e-6));
                });
    }

    @Test
    void givenAQuarter_thenThePredictorLearnsFromThatShareOfTheSteps() {
        var watch = new Watch();
        with(
                watch.of(new Wrong()),
                (curiosity, parameters) -> {
                    var seen = new float[4_000];
                    for (int i = 0; i < seen.length; i++) {
                        seen[i] = i + 1;
                    }
                    try (var phase = NDManager.newBaseManager()) {
                        curiosity.reward(RolloutFixture.seen(2, seen), phase);
                        watch.forget();
                        int[] steps = IntStream.range(0, seen.length).toArray();
                        parameters.prepareShards(1);
                        int[] chosen = curiosity.pick(steps);
                        NDArray loss =
                                curiosity.predictorLoss(
                                        0,
                                        chosen,
                                        chosen.length,
                                        parameters.learning(0, phase),
                                        phase);

                        float[] picked = watch.observations();
                        double deviation = Math.sqrt(seen.length * 0.25 * 0.75);
                        assertThat((double) picked.length)
                                .isCloseTo(0.25 * seen.length, within(3 * deviation));
                        assertThat(picked).doesNotHaveDuplicates();
                        double squares = 0;
                        for (float each : picked) {
                            squares += (double) each * each;
                        }
                        double mean = squares / picked.length;
                        assertThat((double) loss.getFloat()).isCloseTo(mean, within(1e-5 * mean));
                    }
                });
    }
}
