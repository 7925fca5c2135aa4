package io.engram.agent;

import static io.engram.agent.GoldenValues.assertClose;
import static io.engram.agent.GoldenValues.assertMoments;
import static io.engram.agent.GoldenValues.flat;
import static io.engram.agent.GoldenValues.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.engram.engine.EngineThread;
import io.engram.fixture.Golden;
import io.engram.network.FlatParameters;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentPPOSharedNetwork;
import io.engram.rollout.Rollout;
import io.engram.rollout.RolloutFixture;
import io.engram.rollout.Sequence;
import io.engram.rollout.SequenceTable;
import io.engram.rollout.ValueStream;
import io.engram.settings.OptimizerConfig;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole update, step by step, against PyTorch in Python. */
class GoldenUpdateTest {
    private static final float TOLERANCE = 1e-5f;
    private static final List<String> NUMBERS =
            List.of(
                    "policy_objective",
                    "value_loss",
                    "entropy",
                    "loss",
                    "approx_kl",
                    "clip_fraction");

    @ParameterizedTest
    @CsvSource({
        "update_lstm.json, 1, true",
        "update_lstm.json, 1, false",
        "update_lstm.json, 3, true",
        "update_lstm.json, 3, false",
        "update_gru.json, 1, true",
        "update_gru.json, 1, false",
        "update_lstm2_continuous.json, 1, true",
        "update_lstm2_continuous.json, 1, false",
        "update_lstm2_continuous.json, 2, true",
        "update_lstm2_continuous.json, 2, false",
        "update_lstm_stale.json, 1, true",
        "update_lstm_stale.json, 1, false"
    })
    void givenPyTorchsRollout_thenEveryMiniBatchAndTheFinalParametersAreThoseOfPyTorch(
            String file, int shards, boolean isInJava) {
        JsonNode golden = Golden.read(file);
        EngineThread.run(() -> verify(golden, shards, isInJava));
    }

    private static void verify(JsonNode golden, int shards, boolean isInJava) {
        JsonNode config = golden.path("config");
        var spaces = new Spaces(config);
        Agent agent = agent(config, spaces, shards, isInJava);
        try (var learner = agent.learner(spaces.observation(), spaces.action(), 2, 1);
                var phase = NDManager.newBaseManager()) {
            FlatParameters parameters = learner.parameters();
            parameters.set(flat(parameters.entries(), golden.path("parameters")));
            Rollout rollout = RolloutFixture.golden(golden.path("rollout"), spaces.action());
            rollout.estimateAdvantages(
                    List.of(new ValueStream(agent.config().gamma(), 1, true)),
                    agent.config().lam());
            assertClose(
                    "advantages",
                    RolloutFixture.advantages(rollout),
                    floats(golden, "advantages"),
                    TOLERANCE);
            List<Sequence> sequences = rollout.split(agent.config().seqLen());
            assertThat(sequences).isEqualTo(sequences(golden));

            var table = new SequenceTable(rollout, sequences, agent.network().hiddenStateShape());
            learner.begin(table, phase);
            boolean first = true;
            for (JsonNode batch : golden.path("mini_batches")) {
                int[] rows =
                        StreamSupport.stream(batch.path("sequences").spliterator(), false)
                                .mapToInt(JsonNode::intValue)
                                .toArray();
                double[] numbers = learner.learn(table, rows, 0, phase);
                for (int i = 0; i < NUMBERS.size(); i++) {
                    assertThat(numbers[i])
                            .as(NUMBERS.get(i))
                            .isCloseTo(
                                    batch.path(NUMBERS.get(i)).doubleValue(),
                                    within((double) TOLERANCE));
                }
                float norm = batch.path("grad_norm").floatValue();
                assertThat(numbers[7])
                        .isCloseTo(norm, within((double) TOLERANCE * Math.max(1, norm)));
                if (first) {
                    assertFirstGradient(golden, learner, norm);
                    first = false;
                }
            }
            LearnerState state = learner.state();
            var entries = parameters.entries();
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

    /** After one step the first moment is (1 − β1) times the clipped gradient. */
    private static void assertFirstGradient(JsonNode golden, Learner learner, float norm) {
        float[] expected = flat(learner.parameters().entries(), golden.path("first_gradient"));
        float scale = (float) (0.1 * Math.min(1, 0.5 / (norm + 1e-6)));
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= scale;
        }
        assertClose("first gradient", learner.state().firstMoment(), expected, 1e-6);
    }

    private record Spaces(ObservationSpace observation, ActionSpace action) {
        Spaces(JsonNode config) {
            this(
                    ObservationSpace.vector(config.path("observation_size").intValue()),
                    actions(config));
        }

        private static ActionSpace actions(JsonNode config) {
            int dimensions = config.path("continuous").intValue();
            if (dimensions > 0) {
                var high = new float[dimensions];
                Arrays.fill(high, 100);
                var low = new float[dimensions];
                Arrays.fill(low, -100);
                return ActionSpace.box(low, high);
            }
            return ActionSpace.multiDiscrete(
                    StreamSupport.stream(config.path("branches").spliterator(), false)
                            .mapToInt(JsonNode::intValue)
                            .toArray());
        }
    }

    private static Agent agent(JsonNode config, Spaces spaces, int shards, boolean isInJava) {
        var network =
                RecurrentActorCritic.builder(spaces.observation(), spaces.action())
                        .layers(config.path("layers").intValue())
                        .hidden(config.path("hidden_layer_size").intValue());
        int units = config.path("hidden_size").intValue();
        network =
                config.path("recurrent").asText().equals("lstm")
                        ? network.lstm(units)
                        : network.gru(units);
        RecurrentActorCritic readyMade = network.build();
        var kind =
                config.path("optimizer").asText().equals("adamw")
                        ? OptimizerConfig.Kind.ADAMW
                        : OptimizerConfig.Kind.ADAM;
        return RecurrentPPO.builder()
                .rewardScaling(false)
                .shards(shards)
                .network(
                        isInJava ? readyMade : (RecurrentPPOSharedNetwork) EngineOnly.of(readyMade))
                .nSteps(config.path("steps").intValue())
                .seqLen(config.path("seq_len").intValue())
                .seqMiniBatchSize(config.path("seq_mini_batch_size").intValue())
                .gamma(config.path("gamma").doubleValue())
                .lam(config.path("lam").doubleValue())
                .epsilonClip(config.path("epsilon_clip").doubleValue())
                .valueLossCoef(config.path("value_loss_coef").doubleValue())
                .entropyCoef(config.path("entropy_coef").doubleValue())
                .maxGradNorm(config.path("max_grad_norm").doubleValue())
                .learningRate(config.path("learning_rate").doubleValue())
                .valueLossClip(true)
                .optimizer(
                        new OptimizerConfig(
                                kind,
                                config.path("betas").get(0).doubleValue(),
                                config.path("betas").get(1).doubleValue(),
                                config.path("adam_epsilon").doubleValue(),
                                config.path("weight_decay").doubleValue()))
                .build();
    }

    private static List<Sequence> sequences(JsonNode golden) {
        return StreamSupport.stream(golden.path("sequences").spliterator(), false)
                .map(
                        each ->
                                new Sequence(
                                        each.get(0).intValue(),
                                        each.get(1).intValue(),
                                        each.get(2).intValue()))
                .toList();
    }
}
