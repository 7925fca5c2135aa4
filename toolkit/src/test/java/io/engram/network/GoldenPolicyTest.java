package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.engram.engine.EngineThread;
import io.engram.fixture.Golden;
import io.engram.network.PolicyDistribution.Categorical;
import io.engram.network.PolicyDistribution.Gaussian;
import io.engram.network.PolicyDistribution.Mixed;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every policy, masked or not, and its gradients against PyTorch in Python. */
class GoldenPolicyTest {
    private static final float TOLERANCE = 1e-6f;

    @Test
    void givenParametersAndMasks_thenProbabilitiesEntropiesAndGradientsAreThoseOfPyTorch() {
        for (JsonNode json : Golden.read("distributions.json").path("cases")) {
            EngineThread.run(() -> verify(json));
        }
    }

    private static void verify(JsonNode json) {
        int[] branches =
                StreamSupport.stream(json.path("branches").spliterator(), false)
                        .mapToInt(JsonNode::intValue)
                        .toArray();
        try (var manager = NDManager.newBaseManager()) {
            NDArray parameters = array(manager, json, "parameters");
            NDArray logStd = json.has("log_std") ? array(manager, json, "log_std") : null;
            var leaves = logStd == null ? new NDList(parameters) : new NDList(parameters, logStd);
            leaves.forEach(leaf -> leaf.setRequiresGradient(true));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                PolicyDistribution policy = policy(parameters, logStd, branches);
                if (json.has("legal")) {
                    policy = policy.masked(penalties(manager, json, branches));
                }
                NDArray logProbabilities = policy.logProbability(array(manager, json, "actions"));
                NDArray entropies = policy.entropy();
                assertClose("log_probs", logProbabilities, json);
                assertClose("entropies", entropies, json);
                collector.backward(
                        Forward.scale(logProbabilities, 2).add(Forward.scale(entropies, 3)).sum());
            }
            assertClose("parameters_gradient", parameters.getGradient(), json);
            if (logStd != null) {
                assertClose("log_std_gradient", logStd.getGradient(), json);
            }
        }
    }

    /** B rows as B sequences of one step. */
    private static PolicyDistribution policy(NDArray parameters, NDArray logStd, int[] branches) {
        NDArray steps = parameters.expandDims(1);
        if (logStd == null) {
            return new Categorical(steps, branches);
        }
        if (branches.length == 0) {
            return new Gaussian(steps, logStd);
        }
        int choices = Arrays.stream(branches).sum();
        return new Mixed(
                new Categorical(steps.get("..., 0:" + choices), branches),
                new Gaussian(steps.get("..., %d:".formatted(choices)), logStd));
    }

    private static NDArray penalties(NDManager manager, JsonNode json, int[] branches) {
        int choices = Arrays.stream(branches).sum();
        float[] legal = Golden.floats(json.path("legal").path("data"));
        var rows = new Observation[legal.length / choices];
        for (int row = 0; row < rows.length; row++) {
            var flags = new boolean[choices];
            for (int i = 0; i < choices; i++) {
                flags[i] = legal[row * choices + i] > 0;
            }
            rows[row] = Observation.of(0).allowing(flags);
        }
        return LegalChoices.penalties(manager, rows, choices, rows.length, 1);
    }

    private static NDArray array(NDManager manager, JsonNode json, String name) {
        JsonNode shape = json.path(name).path("shape");
        long[] lengths =
                StreamSupport.stream(shape.spliterator(), false)
                        .mapToLong(JsonNode::longValue)
                        .toArray();
        NDArray array =
                manager.create(Golden.floats(json.path(name).path("data")), new Shape(lengths));
        return name.equals("actions") ? array.expandDims(1) : array;
    }

    private static void assertClose(String name, NDArray actual, JsonNode json) {
        float[] expected = Golden.floats(json.path(name).path("data"));
        float[] values = actual.toFloatArray();
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i])
                    .as("%s of %s, element %d", name, json.path("branches"), i)
                    .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
