package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.fixture.AfterTraining;
import io.engram.network.Activation;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.network.PolicyDistribution;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.pass.NetworkPass;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActorTest {
    private static final int COUNT = 3;
    private static final int STEPS = 1000;
    private static final double TOLERANCE = 1e-6;
    private static final ObservationSpace VECTOR = ObservationSpace.vector(5);
    private static final ActionSpace CHOICE = ActionSpace.discrete(4);
    private static final ActionSpace CHOICES = ActionSpace.multiDiscrete(3, 2, 5);
    private static final ActionSpace REALS =
            ActionSpace.box(new float[] {-1, -2}, new float[] {1, 2});

    static Stream<Arguments> networks() {
        var parts =
                ObservationSpace.together(
                        ObservationSpace.part("near", ObservationSpace.vector(3)),
                        ObservationSpace.part("far", ObservationSpace.vector(2)));
        return Stream.of(
                Arguments.of("LSTM", spec(VECTOR, CHOICE, Memory.LSTM, 1, 0)),
                Arguments.of("three LSTMs", spec(VECTOR, REALS, Memory.LSTM, 3, 0)),
                Arguments.of("GRU", spec(VECTOR, CHOICES, Memory.GRU, 1, 0)),
                Arguments.of("two GRUs", spec(VECTOR, REALS, Memory.GRU, 2, 0)),
                Arguments.of("no memory", spec(VECTOR, REALS, Memory.NONE, 1, 0)),
                Arguments.of("curious", spec(VECTOR, CHOICE, Memory.LSTM, 1, 8)),
                Arguments.of("parts", spec(parts, CHOICE, Memory.GRU, 1, 0)),
                Arguments.of(
                        "norms and tangents",
                        reals(b -> b.gru(13).layerNorm(true).activation(Activation.TANH))),
                Arguments.of(
                        "widths",
                        reals(b -> b.lstm(13).hidden(30, 20, 24).activation(Activation.ELU))),
                Arguments.of(
                        "past a stack of memories",
                        reals(b -> b.lstm(13).gru(9).lstm(6).skip(true).stateDependentStd(true))),
                Arguments.of(
                        "separate memories",
                        reals(
                                b ->
                                        b.gru(13)
                                                .layers(2)
                                                .separateMemories(true)
                                                .skip(true)
                                                .layerNorm(true)
                                                .activation(Activation.SILU))),
                Arguments.of(
                        "separate curious memories",
                        RecurrentActorCriticRND.builder(VECTOR, CHOICE)
                                .lstm(13)
                                .separateMemories(true)
                                .hidden(24, 16)
                                .build()
                                .spec()
                                .orElseThrow()),
                Arguments.of(
                        "choices and reals",
                        spec(
                                VECTOR,
                                ActionSpace.mixed(
                                        ActionSpace.multiDiscrete(2, 3),
                                        ActionSpace.box(new float[] {-1}, new float[] {1})),
                                Memory.LSTM,
                                1,
                                0)));
    }

    private static NetworkSpec spec(
            ObservationSpace seen, ActionSpace chosen, Memory memory, int layers, int features) {
        return new NetworkSpec(seen, chosen, memory, 13, layers, 24, -0.5, features);
    }

    private static NetworkSpec reals(UnaryOperator<RecurrentActorCritic.Builder> options) {
        var builder = RecurrentActorCritic.builder(VECTOR, REALS).hidden(24);
        return options.apply(builder).build().spec().orElseThrow();
    }

    private static Observation[] observations(ObservationSpace space, RandomStream random) {
        var seen = new Observation[COUNT];
        for (int n = 0; n < COUNT; n++) {
            var values = new float[space.floats()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            seen[n] = Observation.of(values);
        }
        return seen;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void givenAReadyMadeNetwork_whenItStepsThroughManyEpisodes_thenJavaSaysWhatTheEngineSays(
            String name, NetworkSpec spec) {
        var network = spec.network();
        var random = RandomStream.of(2, "steps");
        var java = Actor.of(network, spec.observationSpace(), spec.actionSpace(), COUNT);
        var engine = new EngineActor(network, spec.observationSpace(), spec.actionSpace(), COUNT);
        var shape = network.hiddenStateShape();
        EngineThread.run(
                () -> {
                    double worst = 0;
                    try (var phase = NDManager.newBaseManager(Device.cpu());
                            var parameters =
                                    AfterTraining.parameters(network, spec.observationSpace())) {
                        java.begin(parameters, phase);
                        engine.begin(parameters, phase);
                        var here = new float[COUNT * shape.size()];
                        var there = here.clone();
                        for (int step = 0; step < STEPS; step++) {
                            var seen = observations(spec.observationSpace(), random);
                            here = look(java, seen, here);
                            there = look(engine, seen, there);
                            worst = Math.max(worst, difference(here, there));
                            worst = Math.max(worst, difference(java.policies(), engine.policies()));
                            int ended = random.nextInt(50 * COUNT);
                            if (ended < COUNT) {
                                shape.clear(here, ended, COUNT);
                                shape.clear(there, ended, COUNT);
                            }
                        }
                    }
                    assertThat(worst).isLessThan(TOLERANCE);
                });
        assertThat(java.isInJava()).isTrue();
    }

    @Test
    void givenGroups_whenTheEngineActs_thenEachEnvironmentIsLookedAtAsIfItWereInOne() {
        var spec = spec(VECTOR, CHOICE, Memory.LSTM, 2, 0);
        var network = spec.network();
        var whole = new EngineActor(network, VECTOR, CHOICE, COUNT, 1);
        var cut = new EngineActor(network, VECTOR, CHOICE, COUNT, 3);
        EngineThread.run(
                () -> {
                    try (var phase = NDManager.newBaseManager(Device.cpu());
                            var parameters = AfterTraining.parameters(network, VECTOR)) {
                        whole.begin(parameters, phase);
                        cut.begin(parameters, phase);
                        var random = RandomStream.of(3, "groups");
                        var here = new float[COUNT * network.hiddenStateShape().size()];
                        var there = here.clone();
                        for (int step = 0; step < 20; step++) {
                            var seen = observations(VECTOR, random);
                            here = look(whole, seen, here);
                            there = look(cut, seen, there);
                        }
                        assertThat(difference(here, there)).isLessThan(TOLERANCE);
                        assertThat(difference(whole.policies(), cut.policies()))
                                .isLessThan(TOLERANCE);
                    }
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void givenGroups_whenJavaActs_thenTheBitsAreThoseOfOne(String name, NetworkSpec spec) {
        var network = spec.network();
        var whole = javaActor(network, spec, 1);
        var cut = javaActor(network, spec, 2);
        var random = RandomStream.of(4, "groups");
        var here = new float[COUNT * network.hiddenStateShape().size()];
        var there = here.clone();
        float[] values;
        List<FlatParameters.Entry> entries;
        try (var parameters =
                EngineThread.call(
                        () -> AfterTraining.parameters(network, spec.observationSpace()))) {
            values = EngineThread.call(parameters::values);
            entries = parameters.entries();
        }
        whole.begin(entries, values);
        cut.begin(entries, values);
        for (int step = 0; step < 20; step++) {
            var seen = observations(spec.observationSpace(), random);
            here = look(whole, seen, here);
            there = look(cut, seen, there);
        }

        assertThat(there).isEqualTo(here);
        assertThat(cut.policies()).isEqualTo(whole.policies());
    }

    private static Actor javaActor(ActorCriticNetwork network, NetworkSpec spec, int groups) {
        var pass = NetworkPass.of(network).orElseThrow();
        return new JavaActor(network, pass, spec.actionSpace(), COUNT, groups);
    }

    private static float[] look(Actor actor, Observation[] seen, float[] state) {
        var next = new float[state.length];
        actor.look(seen, state, next);
        return next;
    }

    private static double difference(float[] here, float[] there) {
        assertThat(here).hasSameSizeAs(there);
        double worst = 0;
        for (int i = 0; i < here.length; i++) {
            double scale = Math.max(1, Math.abs(there[i]));
            worst = Math.max(worst, Math.abs((double) here[i] - there[i]) / scale);
        }
        return worst;
    }

    @Test
    void givenChoicesThatAreNotLegal_whenItLooks_thenTheirLogitsAreOutOfReach() {
        var spec = spec(VECTOR, CHOICE, Memory.LSTM, 1, 0);
        var network = spec.network();
        var actor = Actor.of(network, VECTOR, CHOICE, 1);
        var seen = Observation.of(1, 2, 3, 4, 5);
        float[] free = logits(actor, network, spec, seen);
        float[] bound = logits(actor, network, spec, seen.allowing(true, false, true, false));

        assertThat(bound[0]).isEqualTo(free[0]);
        assertThat(bound[2]).isEqualTo(free[2]);
        assertThat(bound[1]).isLessThan(PolicyDistribution.ILLEGAL / 2);
        assertThat(bound[3]).isLessThan(PolicyDistribution.ILLEGAL / 2);
    }

    private static float[] logits(
            Actor actor, ActorCriticNetwork network, NetworkSpec spec, Observation seen) {
        return EngineThread.call(
                () -> {
                    try (var phase = NDManager.newBaseManager(Device.cpu());
                            var parameters =
                                    AfterTraining.parameters(network, spec.observationSpace())) {
                        actor.begin(parameters, phase);
                        int size = network.hiddenStateShape().size();
                        actor.look(new Observation[] {seen}, new float[size], new float[size]);
                        return Arrays.copyOf(actor.policies(), spec.actionSpace().choices());
                    }
                });
    }

    @Test
    void givenImages_thenTheEngineActsAndElseJava() {
        var image = ObservationSpace.image(3, 36, 36);
        var bytes = ObservationSpace.array(ElementType.UINT8, 6);
        var wide = new NetworkSpec(VECTOR, CHOICE, Memory.LSTM, 512, 1, 512, 0, 0);

        assertThat(actor(spec(image, CHOICE, Memory.GRU, 1, 0), 1).isInJava()).isFalse();
        assertThat(actor(spec(bytes, CHOICE, Memory.GRU, 1, 0), 1).isInJava()).isFalse();
        assertThat(actor(wide, 1).isInJava()).isTrue();
        assertThat(actor(wide, 64).isInJava()).isTrue();
    }

    private static Actor actor(NetworkSpec spec, int count) {
        return Actor.of(spec.network(), spec.observationSpace(), spec.actionSpace(), count);
    }
}
