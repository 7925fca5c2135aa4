package io.engram.onnx;

import static io.engram.onnx.OnnxPolicies.BOTH;
import static io.engram.onnx.OnnxPolicies.BOUNDED;
import static io.engram.onnx.OnnxPolicies.CHOICE;
import static io.engram.onnx.OnnxPolicies.IMAGE;
import static io.engram.onnx.OnnxPolicies.NUMBERS;
import static io.engram.onnx.OnnxPolicies.PARTS;
import static io.engram.onnx.OnnxPolicies.REALS;
import static io.engram.onnx.OnnxPolicies.VECTOR;
import static io.engram.onnx.OnnxPolicies.normalizer;
import static io.engram.onnx.OnnxPolicies.observation;
import static io.engram.onnx.OnnxPolicies.recurrent;
import static io.engram.onnx.OnnxPolicies.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.environment.ObservationNormalizer;
import io.engram.fixture.AfterTraining;
import io.engram.fixture.OnnxModel;
import io.engram.network.ActionSampler;
import io.engram.network.Activation;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkOptions;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.network.PolicyDistribution;
import io.engram.network.RecurrentActorCritic;
import io.engram.random.RandomStream;
import io.engram.rollout.Actor;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
    private static final int ENVIRONMENTS = 3;
    private static final double TOLERANCE = 1e-5;

    /** The engine's side: a network with parameters, and the memory of its episodes. */
    private static final class Engine implements AutoCloseable {
        private final ActorCriticNetwork network;
        private final Actor actor;
        private final FlatParameters parameters;
        private final float[] hiddenState;

        record Look(Actor policies, float[] hiddenState) {}

        Engine(NetworkSpec spec) {
            network = spec.network();
            actor = Actor.of(network, spec.observationSpace(), spec.actionSpace(), ENVIRONMENTS);
            hiddenState = new float[ENVIRONMENTS * network.hiddenStateShape().size()];
            parameters =
                    EngineThread.call(
                            () -> AfterTraining.parameters(network, spec.observationSpace()));
        }

        OnnxExport export(NetworkSpec spec) {
            return EngineThread.call(
                    () -> OnnxExport.of(spec, parameters.entries(), parameters.values()));
        }

        Look step(boolean[] forget, Observation... observations) {
            for (int n = 0; n < ENVIRONMENTS; n++) {
                if (forget[n]) {
                    network.hiddenStateShape().clear(hiddenState, n, ENVIRONMENTS);
                }
            }
            return EngineThread.call(
                    () -> {
                        try (var phase = NDManager.newBaseManager(Device.cpu())) {
                            actor.begin(parameters, phase);
                            var next = new float[hiddenState.length];
                            actor.look(observations, hiddenState, next);
                            System.arraycopy(next, 0, hiddenState, 0, next.length);
                            return new Look(actor, next);
                        }
                    });
        }

        @Override
        public void close() {
            EngineThread.run(parameters::close);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.engram.onnx.OnnxPolicies#options")
    void givenAnOption_whenItStepsThroughManyEpisodes_thenTheModelSaysTheSame(
            String name, RecurrentActorCritic.Builder builder) throws Exception {
        NetworkSpec spec = builder.build().spec().orElseThrow();
        boolean normalized = spec.observationSpace().floats() > 0;
        givenAPolicy_whenItStepsThroughManyEpisodes_thenTheModelSaysTheSame(
                name, spec, normalized, spec.observationSpace().bytes() > 0 ? 60 : 1000);
    }

    @Test
    void givenNoMemoryAndManyOptions_thenTheModelSaysTheSame() throws Exception {
        var spec =
                ActorCritic.builder(PARTS, BOUNDED)
                        .hidden(32, 16)
                        .layerNorm(true)
                        .activation(Activation.ELU)
                        .squash(true)
                        .stateDependentStd(true)
                        .build()
                        .spec();
        givenAPolicy_whenItStepsThroughManyEpisodes_thenTheModelSaysTheSame(
                "no memory", spec.orElseThrow(), true, 60);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.engram.onnx.OnnxPolicies#policies")
    void givenAPolicy_whenItStepsThroughManyEpisodes_thenTheModelSaysTheSame(
            String name, NetworkSpec spec, boolean normalized, int steps) throws Exception {
        ObservationSpace space = spec.observationSpace();
        var random = RandomStream.of(3, "steps");
        var normalizer = normalized ? normalizer(space) : null;
        try (var engine = new Engine(spec)) {
            var export = engine.export(spec);
            if (normalized) {
                export.normalizer(normalizer);
            }
            double worst = 0;
            try (var model = new OnnxModel(export.encode(), ENVIRONMENTS)) {
                for (int step = 0; step < steps; step++) {
                    var seen = new Observation[ENVIRONMENTS];
                    var forget = new boolean[ENVIRONMENTS];
                    for (int n = 0; n < ENVIRONMENTS; n++) {
                        seen[n] = observation(space, random);
                        forget[n] = random.nextInt(100) == 0;
                        if (forget[n]) {
                            model.forget(n);
                        }
                    }
                    var here = model.step(seen);
                    if (normalized) {
                        seen =
                                Stream.of(seen)
                                        .map(normalizer::normalize)
                                        .toArray(Observation[]::new);
                    }
                    var there = engine.step(forget, seen);
                    worst = Math.max(worst, difference(spec.actionSpace(), here, there));
                    assertLikeliest(spec, here);
                }
            }
            assertThat(worst).isLessThan(TOLERANCE);
        }
    }

    private static double difference(ActionSpace space, OnnxModel.Look model, Engine.Look engine) {
        int width = PolicyDistribution.parameterCount(space);
        double worst = 0;
        for (int n = 0; n < ENVIRONMENTS; n++) {
            int from = engine.policies().offset(n);
            for (int i = 0; i < width; i++) {
                double policy = engine.policies().policies()[from + i];
                worst = Math.max(worst, deviation(model.policies()[n * width + i], policy));
            }
            double value = engine.policies().value(n, 0);
            worst = Math.max(worst, deviation(model.values()[n], value));
        }
        assertThat(model.hiddenState()).hasSameSizeAs(engine.hiddenState());
        for (int i = 0; i < engine.hiddenState().length; i++) {
            double expected = engine.hiddenState()[i];
            worst = Math.max(worst, deviation(model.hiddenState()[i], expected));
        }
        return worst;
    }

    /** Relative above 1. */
    private static double deviation(double actual, double expected) {
        return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    }

    /** To the bit, but for what is squashed, since every runtime has a tangent of its own. */
    private static void assertLikeliest(NetworkSpec spec, OnnxModel.Look look) {
        ActionSpace space = spec.actionSpace();
        boolean squashed = spec.options().squash();
        var sampler = new ActionSampler(space, squashed);
        int width = PolicyDistribution.parameterCount(space);
        for (int n = 0; n < ENVIRONMENTS; n++) {
            Action action = sampler.draw(look.policies(), n * width, null);
            for (int i = 0; i < space.size(); i++) {
                int choices = action.choiceCount();
                double expected = i < choices ? action.choice(i) : action.value(i - choices);
                assertThat(look.actions()[n * space.size() + i])
                        .isCloseTo(expected, within(squashed ? TOLERANCE : 0));
            }
        }
    }

    @Test
    void givenAModel_thenItSaysWhatItTakesAndHowToUseIt() throws Exception {
        var spec = spec(IMAGE, REALS, Memory.LSTM, 2);
        try (var engine = new Engine(spec)) {
            byte[] model =
                    engine.export(spec).resetHiddenState(false).note("run", "reach").encode();

            assertThat(engine.export(spec).resetHiddenState(false).note("run", "reach").encode())
                    .isEqualTo(model);
            try (var opened = new OnnxModel(model, 1)) {
                var shapes = opened.shapes();
                assertThat(shapes.keySet())
                        .containsExactly(
                                "action",
                                "hidden_state",
                                "next_hidden_state",
                                "observation",
                                "policy",
                                "value");
                assertThat(shapes.get("observation")).containsExactly(-1, 3, 36, 44);
                assertThat(shapes.get("hidden_state")).containsExactly(2, -1, 32);
                assertThat(shapes.get("next_hidden_state")).containsExactly(2, -1, 32);
                assertThat(shapes.get("action")).containsExactly(-1, 3);
                assertThat(shapes.get("policy")).containsExactly(-1, 6);
                assertThat(shapes.get("value")).containsExactly(-1, 1);
                var metadata = opened.metadata();
                assertThat(metadata)
                        .containsEntry("run", "reach")
                        .containsEntry("memory", "LSTM")
                        .containsEntry("action_low", "[-0.1, -Infinity, -2.0]")
                        .containsEntry("action_high", "[0.1, 0.0, 2.0]")
                        .containsEntry("reset_hidden_state", "false");
                assertThat(metadata.get("engram_version")).matches("\\d+\\.\\d+.*");
                assertThat(metadata.get("usage")).endsWith("the first step of environment n only.");
            }
        }
    }

    @Test
    void givenPartsAndMixedActions_thenTheModelNamesEachAndTellsItsSpaces() throws Exception {
        var spec = spec(NUMBERS, BOTH, Memory.GRU, 2);
        var normalizer = normalizer(NUMBERS);
        try (var engine = new Engine(spec);
                var opened =
                        new OnnxModel(engine.export(spec).normalizer(normalizer).encode(), 1)) {
            var shapes = opened.shapes();
            assertThat(shapes.keySet())
                    .containsExactly(
                            "action_choices",
                            "action_values",
                            "hidden_state",
                            "next_hidden_state",
                            "observation_far",
                            "observation_map",
                            "observation_near",
                            "policy",
                            "value");
            assertThat(shapes.get("observation_map")).containsExactly(-1, 1, 36, 36);
            assertThat(shapes.get("action_choices")).containsExactly(-1, 2);
            assertThat(shapes.get("action_values")).containsExactly(-1, 2);
            assertThat(shapes.get("policy")).containsExactly(-1, 9);
            var metadata = opened.metadata();
            assertThat(metadata)
                    .containsEntry(
                            "observation_space",
                            "[{\"input\":\"observation_near\",\"shape\":[5],\"type\":\"float32\"},"
                                    + "{\"input\":\"observation_map\",\"shape\":[1,36,36],\"type\":\"float32\"},"
                                    + "{\"input\":\"observation_far\",\"shape\":[3],\"type\":\"float32\"}]")
                    .containsEntry("action_branches", "[3, 2]")
                    .containsEntry("action_low", "[-0.1, -9.0]")
                    .containsEntry("action_high", "[0.1, 9.0]")
                    .containsEntry("hidden_state_layers", "2")
                    .containsEntry("hidden_state_width", "16")
                    .containsEntry("observations_normalized_inside", "true")
                    .containsEntry("normalizer_clip", "1.5")
                    .containsEntry("normalizer_mean", Arrays.toString(normalizer.means()))
                    .containsEntry(
                            "normalizer_deviation", Arrays.toString(normalizer.deviations()));
        }
    }

    @Test
    void givenWhatDoesNotFit_thenItIsNamed() {
        var spec = spec(VECTOR, CHOICE, Memory.GRU, 1);
        try (var engine = new Engine(spec)) {
            var export = engine.export(spec).normalizer(new ObservationNormalizer(3));
            assertThatThrownBy(export::encode)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the normaliser is for 3 floats, but the network sees " + VECTOR);
            var deeper = engine.export(spec(VECTOR, CHOICE, Memory.GRU, 2));
            assertThatThrownBy(deeper::encode)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the parameters do not belong to the network: there is no"
                                    + " recurrent_layer.l_1_i2h_weight");
            var entries = EngineThread.call(engine.parameters::entries);
            assertThatThrownBy(() -> OnnxExport.of(spec, entries, new float[7]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("but 7 were given");
        }
        assertThatThrownBy(() -> OnnxExport.of(spec, List.of(), new float[0]).encode())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenAnEncoderOfOnesOwn_thenItIsRefusedWithTheReason() {
        var options =
                new NetworkOptions(
                        List.of(),
                        Activation.RELU,
                        false,
                        false,
                        false,
                        false,
                        List.of(),
                        false,
                        true);
        var spec = new NetworkSpec(VECTOR, CHOICE, Memory.NONE, 1, 1, 8, 0, 0, options);

        assertThatThrownBy(() -> OnnxExport.of(spec, List.of(), new float[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a network with an encoder of one's own cannot be exported as ONNX, since the encoder's code cannot be translated");
    }

    @Test
    void givenSquashedActionsAndAStack_thenTheModelSaysSo() throws Exception {
        var spec = recurrent(VECTOR, BOUNDED).lstm(8).gru(6).squash(true).build().spec();
        try (var engine = new Engine(spec.orElseThrow());
                var opened = new OnnxModel(engine.export(spec.orElseThrow()).encode(), 1)) {
            assertThat(opened.metadata())
                    .containsEntry("memory", "LSTM, GRU")
                    .containsEntry("actions_squashed", "true")
                    .containsEntry("hidden_state_layers", "1")
                    .containsEntry("hidden_state_width", "22");
        }
    }

    @Test
    void givenAFile_whenTheModelCannotBeWritten_thenNothingIsLeft(@TempDir Path folder)
            throws Exception {
        var spec = spec(VECTOR, CHOICE, Memory.NONE, 1);
        try (var engine = new Engine(spec)) {
            var export = engine.export(spec);
            Path file = folder.resolve("a/b/policy.onnx");
            export.write(file);
            export.write(file);
            assertThat(file).hasBinaryContent(export.encode());

            Path taken = Files.createDirectories(folder.resolve("taken/full")).getParent();
            assertThatThrownBy(() -> export.write(taken))
                    .hasMessageContaining("cannot write the model " + taken);
            try (var files = Files.walk(folder).filter(Files::isRegularFile)) {
                assertThat(files).containsExactly(file);
            }
        }
    }
}
