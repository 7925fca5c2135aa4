package io.engram.agent;

import static io.engram.agent.GoldenValues.assertClose;
import static io.engram.agent.GoldenValues.assertMoments;
import static io.engram.agent.GoldenValues.flat;
import static io.engram.agent.GoldenValues.floats;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.engine.EngineThread;
import io.engram.fixture.Golden;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.NetworkSpec;
import io.engram.rollout.Rollout;
import io.engram.rollout.RolloutFixture;
import io.engram.rollout.SequenceTable;
import io.engram.settings.AgentConfig;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Three updates in a row of each algorithm, number by number, against PyTorch in Python. */
class GoldenFamilyTest {
    private static final double TOLERANCE = 1e-5;
    private static final List<String> NUMBERS =
            List.of(
                    "policy_objective",
                    "value_loss",
                    "entropy",
                    "loss",
                    "approx_kl",
                    "clip_fraction",
                    "ratio",
                    "intrinsic_value_loss",
                    "predictor_loss",
                    "gradient_norm");

    static Stream<Arguments> filesAndShards() {
        return Stream.of(
                        "family_ppo.json",
                        "family_recurrent_ppo.json",
                        "family_ppo_rnd.json",
                        "family_ppo_rnd_one.json",
                        "family_recurrent_ppo_rnd_lstm.json",
                        "family_recurrent_ppo_rnd_gru.json")
                .flatMap(file -> Stream.of(1, 3).map(shards -> Arguments.of(file, shards)));
    }

    /** So that what the network is shown, one shard after the other, has an order. */
    @BeforeEach
    void useOneThread() {
        System.setProperty("engram.threads", "1");
    }

    @AfterEach
    void useAllThreads() {
        System.clearProperty("engram.threads");
    }

    @ParameterizedTest
    @MethodSource("filesAndShards")
    void givenPyTorchsRollouts_thenThreeUpdatesInTheEngineAreThoseOfPyTorch(
            String file, int shards) {
        JsonNode golden = Golden.read(file);
        EngineThread.run(() -> verify(golden, shards, new Watch()));
    }

    @ParameterizedTest
    @MethodSource("filesAndShards")
    void givenPyTorchsRollouts_thenThreeUpdatesInJavaAreThoseOfPyTorch(String file, int shards) {
        JsonNode golden = Golden.read(file);
        EngineThread.run(() -> verify(golden, shards, null));
    }

    /** The reference does not scale rewards. */
    private static String unscaled(JsonNode agent, int shards) {
        return ((ObjectNode) agent.deepCopy())
                .put("reward_scaling", false)
                .put("shards", shards)
                .toString();
    }

    /** With somebody who watches, the network is not a ready-made one, and the engine learns. */
    private static void verify(JsonNode golden, int shards, Watch watch) {
        JsonNode config = golden.path("config");
        var seen = ObservationSpace.vector(config.path("observation_size").intValue());
        ActionSpace chosen = actionSpace(config);
        ActorCriticNetwork network = spec(config, seen, chosen).network();
        Agent agent =
                Agent.of(
                        AgentConfig.ofYaml(unscaled(config.path("agent"), shards)),
                        watch == null ? network : watch.of(network));
        int environments = config.path("environments").intValue();
        try (var learner =
                agent.learner(seen, chosen, environments, config.path("seed").longValue())) {
            var entries = learner.parameters().entries();
            learner.parameters().set(flat(entries, golden.path("parameters")));
            if (agent.config().rnd() != null) {
                var fixed = learner.parameters().fixedEntries();
                learner.parameters().setFixed(flat(fixed, golden.path("target")));
            }
            prepare(learner, golden.path("preparation"), chosen);
            long number = 0;
            for (JsonNode update : golden.path("updates")) {
                verifyUpdate(learner, update, number++, chosen, watch);
            }
            LearnerState state = learner.state();
            assertClose(
                    "parameters",
                    state.parameters(),
                    flat(entries, golden.path("final_parameters")),
                    2e-6);
            assertMoments(
                    "first moment", state.firstMoment(), flat(entries, golden.path("exp_avg")));
            assertMoments(
                    "second moment",
                    state.secondMoment(),
                    flat(entries, golden.path("exp_avg_sq")));
        }
    }

    private static ActionSpace actionSpace(JsonNode config) {
        int[] branches = ints(config.path("branches"));
        var high = new float[config.path("continuous").intValue()];
        Arrays.fill(high, 100);
        var low = new float[high.length];
        Arrays.fill(low, -100);
        if (high.length == 0) {
            return ActionSpace.multiDiscrete(branches);
        }
        var box = ActionSpace.box(low, high);
        return branches.length == 0
                ? box
                : ActionSpace.mixed(ActionSpace.multiDiscrete(branches), box);
    }

    private static NetworkSpec spec(JsonNode config, ObservationSpace seen, ActionSpace chosen) {
        String memory = config.path("memory").asText().toUpperCase(Locale.ROOT);
        return new NetworkSpec(
                seen,
                chosen,
                NetworkSpec.Memory.valueOf(memory),
                config.path("memory_units").intValue(),
                config.path("memory_layers").intValue(),
                config.path("hidden").intValue(),
                0,
                config.path("rnd_features").intValue());
    }

    private static void prepare(Learner learner, JsonNode preparation, ActionSpace chosen) {
        if (preparation.isMissingNode()) {
            assertThat(learner.preparingSteps()).isZero();
            return;
        }
        Rollout rollout = RolloutFixture.golden(preparation, chosen);
        assertThat(learner.preparingSteps()).isEqualTo(rollout.steps());
        learner.prepare(rollout);
    }

    private static void verifyUpdate(
            Learner learner, JsonNode golden, long update, ActionSpace chosen, Watch watch) {
        try (var phase = NDManager.newBaseManager()) {
            Rollout rollout = RolloutFixture.golden(golden.path("rollout"), chosen);
            if (watch != null) {
                watch.forget();
            }
            SequenceTable table = learner.table(rollout, phase);
            assertThat(table.size()).isEqualTo(golden.path("sequences").intValue());
            verifyTargets(rollout, golden);
            boolean curious = golden.has("statistics");
            if (curious) {
                verifyRewards(rollout, golden, watch);
                verifyStatistics(learner.state().rnd().statistics(), golden.path("statistics"));
            }
            for (JsonNode batch : golden.path("mini_batches")) {
                int[] rows = ints(batch.path("sequences"));
                if (watch != null) {
                    watch.forget();
                }
                double[] numbers = learner.learn(table, rows, update, phase);
                verifyNumbers(numbers, batch);
                if (curious && watch != null) {
                    verifyPicked(golden, batch, watch);
                }
            }
        }
    }

    private static void verifyTargets(Rollout rollout, JsonNode golden) {
        assertClose(
                "advantages",
                RolloutFixture.advantages(rollout),
                floats(golden, "advantages"),
                TOLERANCE);
        float[] returns = RolloutFixture.returns(rollout, 0);
        assertClose("returns", returns, floats(golden, "returns"), TOLERANCE);
        if (golden.has("intrinsic_returns")) {
            float[] curious = RolloutFixture.returns(rollout, 1);
            assertClose(
                    "intrinsic returns", curious, floats(golden, "intrinsic_returns"), TOLERANCE);
            JsonNode acted = golden.path("rollout");
            assertClose(
                    "extrinsic advantages",
                    difference(returns, floats(acted, "values")),
                    floats(golden, "extrinsic_advantages"),
                    TOLERANCE);
            assertClose(
                    "intrinsic advantages",
                    difference(curious, floats(acted, "intrinsic_values")),
                    floats(golden, "intrinsic_advantages"),
                    TOLERANCE);
        }
    }

    private static float[] difference(float[] a, float[] b) {
        var difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    /** Rewards, and what predictor and target were given for them. */
    private static void verifyRewards(Rollout rollout, JsonNode golden, Watch watch) {
        assertClose(
                "intrinsic rewards",
                RolloutFixture.intrinsicRewards(rollout),
                floats(golden, "intrinsic_rewards"),
                TOLERANCE);
        if (watch == null) {
            return;
        }
        assertClose(
                "observations of rewards",
                watch.observations(),
                floats(golden, "reward_observations"),
                TOLERANCE);
        if (golden.has("reward_states")) {
            assertClose(
                    "hidden states of rewards",
                    watch.hiddenStates(),
                    floats(golden, "reward_states"),
                    TOLERANCE);
        }
    }

    private static void verifyStatistics(Map<String, double[]> statistics, JsonNode golden) {
        for (String name : List.of("observation", "hidden_state", "intrinsic_return")) {
            JsonNode expected = golden.path(name);
            if (!expected.isMissingNode()) {
                double count = statistics.get(name + "_count")[0];
                assertThat(count).isEqualTo(expected.path("count").doubleValue());
                float[] variance = toFloats(statistics.get(name + "_squares"), 1 / (count - 1));
                assertClose(name, variance, floats(expected, "variance"), 1e-6);
                float[] mean = toFloats(statistics.get(name + "_mean"), 1);
                assertClose(name, mean, floats(expected, "mean"), 1e-6);
            }
        }
        assertClose(
                "filtered rewards",
                toFloats(statistics.get("intrinsic_returns"), 1),
                floats(golden, "intrinsic_returns"),
                TOLERANCE);
    }

    private static float[] toFloats(double[] values, double factor) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) (values[i] * factor);
        }
        return floats;
    }

    private static void verifyNumbers(double[] numbers, JsonNode batch) {
        List<String> names = NUMBERS.stream().filter(batch::has).toList();
        assertThat(numbers).hasSize(names.size());
        for (int i = 0; i < numbers.length; i++) {
            String name = names.get(i);
            assertClose(name, numbers[i], batch.path(name).doubleValue(), TOLERANCE);
        }
    }

    /** Which steps the predictor learned from, and what it was given for them. */
    private static void verifyPicked(JsonNode golden, JsonNode batch, Watch watch) {
        int[] picked = ints(batch.path("picked"));
        assertClose(
                "observations of the predictor",
                watch.observations(),
                rows(golden.path("predictor_observations"), picked),
                TOLERANCE);
        if (golden.has("predictor_states")) {
            assertClose(
                    "hidden states of the predictor",
                    watch.hiddenStates(),
                    rows(golden.path("predictor_states"), picked),
                    TOLERANCE);
        }
    }

    private static float[] rows(JsonNode table, int[] picked) {
        int width = table.path("shape").get(1).intValue();
        float[] all = Golden.floats(table.path("data"));
        var rows = new float[picked.length * width];
        for (int i = 0; i < picked.length; i++) {
            System.arraycopy(all, picked[i] * width, rows, i * width, width);
        }
        return rows;
    }

    private static int[] ints(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }
}
