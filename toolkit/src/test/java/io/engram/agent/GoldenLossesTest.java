package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.engram.engine.EngineThread;
import io.engram.fixture.Golden;
import io.engram.network.PolicyDistribution;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Each loss and each distribution against PyTorch in Python, and the worked examples. */
class GoldenLossesTest {
    private static final float TOLERANCE = 1e-5f;

    @Test
    void givenRandomNumbersInThePadding_thenEveryLossIsThatOfPyTorch() {
        for (JsonNode json : Golden.read("losses.json").path("losses")) {
            EngineThread.run(() -> verifyLosses(json));
        }
    }

    private static void verifyLosses(JsonNode json) {
        try (var manager = NDManager.newBaseManager()) {
            JsonNode expected = json.path("expected");
            double clip = json.path("epsilon_clip").doubleValue();
            NDArray mask = array(manager, json.path("mask"));
            NDArray weights = mask.div(mask.sum());
            NDArray advantages = array(manager, expected.path("normalised_advantages"));
            NDArray logRatio =
                    Losses.logRatio(
                            array(manager, json.path("log_probs")),
                            array(manager, json.path("old_log_probs")),
                            mask);
            NDArray ratio = logRatio.exp();
            NDArray values = array(manager, json.path("values"));
            NDArray oldValues = array(manager, json.path("old_values"));
            NDArray returns = array(manager, json.path("returns"));

            assertMean(
                    Losses.policyObjective(ratio, advantages, clip),
                    weights,
                    expected,
                    "policy_objective");
            assertMean(Losses.approximateKl(logRatio, ratio), weights, expected, "approx_kl");
            assertMean(Losses.valueLoss(values, returns), weights, expected, "value_loss");
            assertMean(
                    Losses.clippedValueLoss(values, oldValues, returns, clip),
                    weights,
                    expected,
                    "clipped_value_loss");
        }
    }

    private static void assertMean(NDArray each, NDArray weights, JsonNode expected, String name) {
        float value = expected.path(name).floatValue();
        assertThat(Losses.mean(each, weights).getFloat())
                .as(name)
                .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
    }

    @Test
    void givenTheWorkedExamples_thenTheClippedObjectiveIsTheirs() {
        EngineThread.run(
                () -> {
                    assertThat(objective(1, -1, -0.5f)).isCloseTo(1.2f, within(1e-6f));
                    assertThat(objective(-1, -1, -0.5f)).isCloseTo(-1.648721f, within(1e-6f));
                    assertThat(objective(1, -0.5f, -1)).isCloseTo(0.606531f, within(1e-6f));
                    assertThat(objective(-1, -0.5f, -1)).isCloseTo(-0.8f, within(1e-6f));
                });
    }

    private static float objective(float advantage, float oldLog, float newLog) {
        try (var manager = NDManager.newBaseManager()) {
            NDArray one = manager.create(new float[] {1}, new Shape(1, 1));
            NDArray ratio =
                    Losses.logRatio(
                                    manager.create(new float[] {newLog}, new Shape(1, 1)),
                                    manager.create(new float[] {oldLog}, new Shape(1, 1)),
                                    one)
                            .exp();
            return Losses.policyObjective(
                            ratio, manager.create(new float[] {advantage}, new Shape(1, 1)), 0.2)
                    .getFloat();
        }
    }

    @Test
    void givenLogitsOfSeveralBranches_thenTheJointDistributionIsThatOfPyTorch() {
        for (JsonNode json : Golden.read("losses.json").path("categorical")) {
            int[] branches =
                    StreamSupport.stream(json.path("branches").spliterator(), false)
                            .mapToInt(JsonNode::intValue)
                            .toArray();
            EngineThread.run(
                    () -> {
                        try (var manager = NDManager.newBaseManager()) {
                            var policy =
                                    new PolicyDistribution.Categorical(
                                            steps(manager, json.path("logits")), branches);
                            assertPolicy(manager, policy, json);
                        }
                    });
        }
    }

    @Test
    void givenMeansAndDeviations_thenTheNormalDistributionIsThatOfPyTorch() {
        for (JsonNode json : Golden.read("losses.json").path("gaussian")) {
            EngineThread.run(
                    () -> {
                        try (var manager = NDManager.newBaseManager()) {
                            var policy =
                                    new PolicyDistribution.Gaussian(
                                            steps(manager, json.path("mean")),
                                            array(manager, json.path("log_std")));
                            assertPolicy(manager, policy, json);
                        }
                    });
        }
    }

    private static void assertPolicy(NDManager manager, PolicyDistribution policy, JsonNode json) {
        assertClose(
                policy.logProbability(steps(manager, json.path("actions"))),
                json.path("joint_log_probs"));
        assertClose(policy.entropy(), json.path("joint_entropies"));
    }

    private static void assertClose(NDArray actual, JsonNode expected) {
        float[] values = Golden.floats(expected.path("data"));
        float[] actuals = actual.toFloatArray();
        assertThat(actuals).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(actuals[i])
                    .isCloseTo(values[i], within(TOLERANCE * Math.max(1, Math.abs(values[i]))));
        }
    }

    private static NDArray array(NDManager manager, JsonNode json) {
        var lengths =
                StreamSupport.stream(json.path("shape").spliterator(), false)
                        .mapToLong(JsonNode::longValue)
                        .toArray();
        return manager.create(Golden.floats(json.path("data")), new Shape(lengths));
    }

    /** (B, ·) as B sequences of one step. */
    private static NDArray steps(NDManager manager, JsonNode json) {
        return array(manager, json).expandDims(1);
    }
}
