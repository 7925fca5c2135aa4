package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import io.engram.engine.EngineThread;
import io.engram.fixture.Golden;
import io.engram.pass.NetworkPass;
import io.engram.pass.States;
import io.engram.pass.StepOrder;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every option of the ready-made networks, in the engine and in Java, against PyTorch in Python.
 */
class GoldenNetworksTest {
    private static final double TOLERANCE = 1e-5;

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(
                Golden.read("networks.json").path("cases").spliterator(), false);
    }

    private static RecurrentActorCritic network(JsonNode config) {
        int dimensions = config.path("continuous").intValue();
        var high = new float[dimensions];
        Arrays.fill(high, 1);
        var builder =
                RecurrentActorCritic.builder(
                        ObservationSpace.vector(config.path("observation_size").intValue()),
                        ActionSpace.box(new float[dimensions], high));
        for (JsonNode layer : config.path("memory")) {
            int units = layer.get(1).intValue();
            if (layer.get(0).asText().equals("LSTM")) {
                builder.lstm(units);
            } else {
                builder.gru(units);
            }
        }
        return builder.hidden(
                        StreamSupport.stream(config.path("hidden").spliterator(), false)
                                .mapToInt(JsonNode::intValue)
                                .toArray())
                .activation(Activation.valueOf(config.path("activation").asText()))
                .layerNorm(config.path("layer_norm").booleanValue())
                .skip(config.path("skip").booleanValue())
                .stateDependentStd(config.path("state_dependent_std").booleanValue())
                .separateMemories(config.path("separate_memories").booleanValue())
                .build();
    }

    private static float[] floats(JsonNode json, String name) {
        return Golden.floats(json.path(name).path("data"));
    }

    private static FlatParameters parameters(RecurrentActorCritic network, JsonNode json) {
        var seen = ObservationSpace.vector(json.path("config").path("observation_size").intValue());
        var parameters =
                FlatParameters.initialize(network, seen, Device.cpu(), RandomStream.of(1, "test"));
        parameters.set(flat(parameters, json.path("parameters")));
        return parameters;
    }

    private static float[] flat(FlatParameters parameters, JsonNode named) {
        assertThat(named.size()).isEqualTo(parameters.entries().size());
        var flat = new float[parameters.size()];
        for (var entry : parameters.entries()) {
            float[] values = floats(named, entry.name());
            assertThat(values).as(entry.name()).hasSize((int) entry.shape().size());
            System.arraycopy(values, 0, flat, (int) entry.offset(), values.length);
        }
        return flat;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givenPyTorchsParameters_thenOutputsAndGradientInTheEngineAreThoseOfPyTorch(JsonNode json) {
        var network = network(json.path("config"));
        EngineThread.run(
                () -> {
                    try (var parameters = parameters(network, json);
                            var phase = NDManager.newBaseManager(Device.cpu())) {
                        parameters.prepareShards(1);
                        JniUtils.setGradMode(true);
                        try {
                            verify(network, parameters, json, phase);
                        } finally {
                            JniUtils.setGradMode(false);
                        }
                    }
                });
    }

    private static void verify(
            RecurrentActorCritic network,
            FlatParameters parameters,
            JsonNode json,
            NDManager phase) {
        var look =
                network.look(
                        parameters.learning(0, phase),
                        new NDList(array(phase, json, "observations")),
                        array(phase, json, "state"));
        NDArray outputs = look.policy().parameters().concat(look.values(), -1);
        assertClose("outputs", outputs.toFloatArray(), floats(json, "outputs"));
        assertClose(
                "next state", look.nextHiddenState().toFloatArray(), floats(json, "next_state"));
        JniUtils.backward(
                (PtNDArray) outputs, (PtNDArray) array(phase, json, "weights"), false, false);
        assertClose(
                "gradient", parameters.gradient(1, phase), flat(parameters, json.path("gradient")));
    }

    private static NDArray array(NDManager phase, JsonNode json, String name) {
        long[] shape =
                StreamSupport.stream(json.path(name).path("shape").spliterator(), false)
                        .mapToLong(JsonNode::longValue)
                        .toArray();
        return phase.create(floats(json, name), new Shape(shape));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givenPyTorchsParameters_thenStepsInJavaAreThoseOfPyTorch(JsonNode json) {
        var network = network(json.path("config"));
        var steps = NetworkPass.of(network).orElseThrow();
        EngineThread.run(
                () -> {
                    try (var parameters = parameters(network, json)) {
                        steps.load(parameters.entries(), parameters.values());
                    }
                });
        JsonNode shape = json.path("observations").path("shape");
        int count = shape.get(0).intValue();
        int length = shape.get(1).intValue();
        int size = shape.get(2).intValue();
        float[] seen = floats(json, "observations");
        float[] expected = floats(json, "outputs");
        int width = expected.length / (count * length);
        float[] state = floats(json, "state");
        for (int step = 0; step < length; step++) {
            var observations = new Observation[count];
            var wanted = new float[count * width];
            for (int n = 0; n < count; n++) {
                int row = n * length + step;
                observations[n] =
                        Observation.of(Arrays.copyOfRange(seen, row * size, (row + 1) * size));
                System.arraycopy(expected, row * width, wanted, n * width, width);
            }
            var out = new float[count * width];
            var next = new float[state.length];
            steps.look(observations, 0, count, state, next, out);
            assertClose("outputs of step " + step, out, wanted);
            state = next;
        }
        assertClose("next state", state, floats(json, "next_state"));
    }

    private static void assertClose(String what, float[] actual, float[] expected) {
        assertThat(actual).as(what).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                    .as("%s, element %d", what, i)
                    .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givenPyTorchsParameters_thenSequencesAndTheirGradientInJavaAreThoseOfPyTorch(
            JsonNode json) {
        var network = network(json.path("config"));
        var pass = NetworkPass.of(network).orElseThrow();
        EngineThread.run(
                () -> {
                    try (var parameters = parameters(network, json)) {
                        pass.load(parameters.entries(), parameters.values());
                        var gradient = new float[parameters.size()];
                        learn(pass, network.hiddenStateShape(), json, gradient);
                        assertClose("gradient", gradient, flat(parameters, json.path("gradient")));
                    }
                });
    }

    private static void learn(
            NetworkPass pass, HiddenShape hidden, JsonNode json, float[] gradient) {
        JsonNode shape = json.path("observations").path("shape");
        int count = shape.get(0).intValue();
        int length = shape.get(1).intValue();
        int size = shape.get(2).intValue();
        var lengths = new int[count];
        Arrays.fill(lengths, length);
        StepOrder order = StepOrder.of(lengths);
        float[] observations = floats(json, "observations");
        float[] wanted = floats(json, "outputs");
        float[] weights = floats(json, "weights");
        int width = pass.outputWidth();
        var expected = new float[wanted.length];
        var byOutputs = new float[wanted.length];
        var seen = new Observation[order.rows()];
        for (int s = 0; s < count; s++) {
            for (int t = 0; t < length; t++) {
                int from = s * length + t;
                int to = order.row(s, t);
                seen[to] =
                        Observation.of(
                                Arrays.copyOfRange(observations, from * size, (from + 1) * size));
                System.arraycopy(wanted, from * width, expected, to * width, width);
                System.arraycopy(weights, from * width, byOutputs, to * width, width);
            }
        }
        pass.see(seen);
        int layer = count * hidden.width();
        var states = new States(floats(json, "state"), 0, layer, hidden.width());
        float[] outputs = pass.forward(order, states);
        assertClose("outputs", Arrays.copyOf(outputs, expected.length), expected);
        var next = new float[states.values().length];
        pass.next(new States(next, 0, layer, hidden.width()));
        assertClose("next state", next, floats(json, "next_state"));
        pass.backward(byOutputs);
        pass.store(gradient);
    }
}
