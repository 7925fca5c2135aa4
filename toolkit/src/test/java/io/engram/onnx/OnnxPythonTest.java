package io.engram.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.engine.EngineThread;
import io.engram.environment.ObservationNormalizer;
import io.engram.fixture.AfterTraining;
import io.engram.fixture.OnnxModel;
import io.engram.network.ActionSampler;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkSpec;
import io.engram.network.ObservationTensors;
import io.engram.network.PolicyDistribution;
import io.engram.network.RecurrentActorCritic;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models step next to PyTorch itself, never next to what acts in Java. What they were given and
 * what the engine said stays in {@code target/onnx-python}, for {@code
 * notebooks/tools/test_onnx.py}, which does the same in Python.
 */
class OnnxPythonTest {
    private static final Path FOLDER = Path.of("target", "onnx-python");
    private static final int ENVIRONMENTS = 3;
    private static final int STEPS = 20;
    private static final double TOLERANCE = 1e-5;
    private static final Set<String> CHOSEN =
            Set.of(
                    "parts",
                    "mixed actions",
                    "parts and mixed",
                    "pixels, normalised",
                    "RND of all",
                    "a stack",
                    "separate memories",
                    "all at once");

    /** The network in the engine, and the memory of its episodes. */
    private static final class Engine implements AutoCloseable {
        private final NetworkSpec spec;
        private final ActorCriticNetwork network;
        private final ObservationTensors tensors;
        private final FlatParameters parameters;
        private final float[] hiddenState;

        /** N rows of the policy, N values, and layers · N · H numbers. */
        record Look(float[] policies, float[] values, float[] hiddenState) {}

        Engine(NetworkSpec spec) {
            this.spec = spec;
            network = spec.network();
            tensors = new ObservationTensors(spec.observationSpace());
            hiddenState = new float[ENVIRONMENTS * network.hiddenStateShape().size()];
            parameters =
                    EngineThread.call(
                            () -> AfterTraining.parameters(network, spec.observationSpace()));
        }

        OnnxExport export() {
            return EngineThread.call(
                    () -> OnnxExport.of(spec, parameters.entries(), parameters.values()));
        }

        void forget(int environment) {
            network.hiddenStateShape().clear(hiddenState, environment, ENVIRONMENTS);
        }

        Look step(Observation... seen) {
            Look look = EngineThread.call(() -> look(seen));
            System.arraycopy(look.hiddenState(), 0, hiddenState, 0, hiddenState.length);
            return look;
        }

        private Look look(Observation... seen) {
            try (var step = NDManager.newBaseManager(Device.cpu())) {
                var inputs = tensors.asFloats(tensors.table(step, seen, 0), ENVIRONMENTS, 1);
                NDArray hidden =
                        step.create(hiddenState, network.hiddenStateShape().of(ENVIRONMENTS));
                var output = network.look(parameters.acting(step), inputs, hidden);
                return new Look(
                        output.policy().parameters().toFloatArray(),
                        output.values().get("..., 0").toFloatArray(),
                        output.nextHiddenState().toFloatArray());
            }
        }

        @Override
        public void close() {
            EngineThread.run(parameters::close);
        }
    }

    static List<Arguments> policies() {
        var chosen =
                Stream.concat(
                                OnnxPolicies.policies()
                                        .map(each -> List.of(each.get()).subList(0, 3)),
                                OnnxPolicies.options().map(OnnxPythonTest::built))
                        .filter(each -> CHOSEN.contains((String) each.get(0)))
                        .map(each -> Arguments.of(each.toArray()))
                        .toList();
        assertThat(chosen).hasSameSizeAs(CHOSEN);
        return chosen;
    }

    private static List<Object> built(Arguments option) {
        var builder = (RecurrentActorCritic.Builder) option.get()[1];
        NetworkSpec spec = builder.build().spec().orElseThrow();
        return List.of(option.get()[0], spec, spec.observationSpace().floats() > 0);
    }

    /** What an earlier build left would hide that something is missing. */
    @BeforeAll
    static void begin() throws IOException {
        Files.createDirectories(FOLDER);
        try (var old = Files.newDirectoryStream(FOLDER)) {
            for (Path each : old) {
                Files.delete(each);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void givenAPolicy_whenItSteps_thenTheModelSaysWhatTheEngineSays(
            String name, NetworkSpec spec, boolean normalized) throws Exception {
        Path file = FOLDER.resolve(name.replaceAll("\\W+", "-") + ".onnx");
        var random = RandomStream.of(3, "steps");
        var normalizer = normalized ? OnnxPolicies.normalizer(spec.observationSpace()) : null;
        var lines = new ArrayList<Map<String, Object>>();
        try (var engine = new Engine(spec)) {
            var export = engine.export();
            if (normalized) {
                export.normalizer(normalizer);
            }
            export.write(file);
            try (var model = new OnnxModel(Files.readAllBytes(file), ENVIRONMENTS)) {
                for (int step = 0; step < STEPS; step++) {
                    var seen = new Observation[ENVIRONMENTS];
                    var forgotten = new ArrayList<Integer>();
                    for (int n = 0; n < ENVIRONMENTS; n++) {
                        seen[n] = OnnxPolicies.observation(spec.observationSpace(), random);
                        if (random.nextInt(8) == 0) {
                            forgotten.add(n);
                            model.forget(n);
                            engine.forget(n);
                        }
                    }
                    var there = engine.step(normalized(seen, normalizer));
                    assertSame(model.step(seen), there);
                    lines.add(line(spec, forgotten, seen, there));
                }
            }
        }
        assertThat(lines)
                .anySatisfy(line -> assertThat((List<?>) line.get("forgotten")).isNotEmpty());
        Path told = Path.of(file.toString().replace(".onnx", ".json"));
        new ObjectMapper().writeValue(told.toFile(), lines);
    }

    private static Observation[] normalized(Observation[] seen, ObservationNormalizer normalizer) {
        return normalizer == null
                ? seen
                : Stream.of(seen).map(normalizer::normalize).toArray(Observation[]::new);
    }

    private static void assertSame(OnnxModel.Look model, Engine.Look engine) {
        assertSame(model.policies(), engine.policies());
        assertSame(model.values(), engine.values());
        assertSame(model.hiddenState(), engine.hiddenState());
    }

    /** Relative above 1. */
    private static void assertSame(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double scale = Math.max(1, Math.abs(expected[i]));
            assertThat(Math.abs((double) actual[i] - expected[i]) / scale).isLessThan(TOLERANCE);
        }
    }

    /** A step as Python reads it: bytes are written in base 64. */
    private static Map<String, Object> line(
            NetworkSpec spec, List<Integer> forgotten, Observation[] seen, Engine.Look engine) {
        var line = new LinkedHashMap<String, Object>();
        line.put("forgotten", forgotten);
        if (spec.observationSpace().floats() > 0) {
            line.put("float32", Stream.of(seen).map(Observation::floats).toList());
        }
        if (spec.observationSpace().bytes() > 0) {
            line.put("uint8", Stream.of(seen).map(Observation::bytes).toList());
        }
        var said = new LinkedHashMap<String, Object>(likeliest(spec, engine));
        said.put("policy", engine.policies());
        said.put("value", engine.values());
        said.put("next_hidden_state", engine.hiddenState());
        line.put("said", said);
        return line;
    }

    /** The actions under the names that a model gives them, N rows each. */
    private static Map<String, double[]> likeliest(NetworkSpec spec, Engine.Look engine) {
        var space = spec.actionSpace();
        var sampler = new ActionSampler(space, spec.options().squash());
        int width = PolicyDistribution.parameterCount(space);
        var choices = new ArrayList<Double>();
        var values = new ArrayList<Double>();
        for (int n = 0; n < ENVIRONMENTS; n++) {
            Action action = sampler.draw(engine.policies(), n * width, null);
            for (int i = 0; i < action.choiceCount(); i++) {
                choices.add((double) action.choice(i));
            }
            for (int i = 0; i < action.valueCount(); i++) {
                values.add((double) action.value(i));
            }
        }
        if (choices.isEmpty() || values.isEmpty()) {
            return Map.of("action", numbers(choices.isEmpty() ? values : choices));
        }
        return Map.of("action_choices", numbers(choices), "action_values", numbers(values));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(each -> each).toArray();
    }
}
