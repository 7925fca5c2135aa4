package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.fixture.Golden;
import io.engram.space.ActionSpace;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every policy, masked or not, and its gradients against PyTorch in Python. */
class GoldenPolicyTest {
    private static final double TOLERANCE = 1e-6;

    @Test
    void givenParametersAndMasks_thenProbabilitiesEntropiesAndGradientsAreThoseOfPyTorch() {
        for (JsonNode json : Golden.read("distributions.json").path("cases")) {
            verify(json);
        }
    }

    private static void verify(JsonNode json) {
        int[] branches =
                StreamSupport.stream(json.path("branches").spliterator(), false)
                        .mapToInt(JsonNode::intValue)
                        .toArray();
        float[] parameters = floats(json, "parameters");
        float[] logStd = json.has("log_std") ? floats(json, "log_std") : new float[0];
        float[] actions = floats(json, "actions");
        float[] legal = json.has("legal") ? floats(json, "legal") : null;
        int choices = Arrays.stream(branches).sum();
        int given = choices + logStd.length;
        int rows = parameters.length / given;
        int actionSize = branches.length + logStd.length;
        var likelihood = new ActionLikelihood(space(branches, logStd.length));
        var logProbabilities = new double[rows];
        var entropies = new double[rows];
        var parametersGradient = new double[parameters.length];
        var logStdGradient = new double[logStd.length];
        for (int row = 0; row < rows; row++) {
            // Logits and means as given, then the deviations, which are the same in each row.
            float[] all =
                    Arrays.copyOfRange(parameters, row * given, (row + 1) * given + logStd.length);
            System.arraycopy(logStd, 0, all, given, logStd.length);
            likelihood.look(
                    all,
                    0,
                    Arrays.copyOfRange(actions, row * actionSize, (row + 1) * actionSize),
                    legal == null ? null : flags(legal, row * choices, choices));
            logProbabilities[row] = likelihood.logProbability();
            entropies[row] = likelihood.entropy();
            var gradient = new float[all.length];
            likelihood.gradient(2, 3, gradient, 0);
            for (int i = 0; i < given; i++) {
                parametersGradient[row * given + i] = gradient[i];
            }
            for (int i = 0; i < logStd.length; i++) {
                logStdGradient[i] += gradient[given + i];
            }
        }
        assertClose("log_probs", logProbabilities, json);
        assertClose("entropies", entropies, json);
        assertClose("parameters_gradient", parametersGradient, json);
        if (logStd.length > 0) {
            assertClose("log_std_gradient", logStdGradient, json);
        }
    }

    private static ActionSpace space(int[] branches, int dimensions) {
        if (dimensions == 0) {
            return ActionSpace.multiDiscrete(branches);
        }
        var high = new float[dimensions];
        Arrays.fill(high, 100);
        var low = new float[dimensions];
        Arrays.fill(low, -100);
        return branches.length == 0
                ? ActionSpace.box(low, high)
                : ActionSpace.mixed(
                        ActionSpace.multiDiscrete(branches), ActionSpace.box(low, high));
    }

    private static boolean[] flags(float[] legal, int from, int count) {
        var flags = new boolean[count];
        for (int i = 0; i < count; i++) {
            flags[i] = legal[from + i] > 0;
        }
        return flags;
    }

    private static float[] floats(JsonNode json, String name) {
        return Golden.floats(json.path(name).path("data"));
    }

    private static void assertClose(String name, double[] actual, JsonNode json) {
        float[] expected = floats(json, name);
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("%s of %s, element %d", name, json.path("branches"), i)
                    .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
