package io.engram.onnx;

import io.engram.environment.ObservationNormalizer;
import io.engram.network.Activation;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.network.RecurrentActorCritic;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Ready-made networks of every kind, what they see, and what they choose. */
final class OnnxPolicies {
    static final ObservationSpace VECTOR = ObservationSpace.vector(5);
    static final ObservationSpace IMAGE = ObservationSpace.image(3, 36, 44);
    static final ActionSpace CHOICE = ActionSpace.discrete(4);
    static final ActionSpace CHOICES = ActionSpace.multiDiscrete(3, 2, 5);
    static final ActionSpace REALS =
            ActionSpace.box(
                    new float[] {-0.1f, Float.NEGATIVE_INFINITY, -2}, new float[] {0.1f, 0, 2});

    /** Real numbers with bounds, none of them around 0. */
    static final ActionSpace BOUNDED =
            ActionSpace.box(new float[] {-0.1f, -3, 1}, new float[] {0.1f, 1, 2.5f});

    static final ActionSpace BOTH =
            ActionSpace.mixed(
                    new ActionSpace.Discrete(3, 2),
                    new ActionSpace.Box(new float[] {-0.1f, -9}, new float[] {0.1f, 9}));
    static final ObservationSpace PARTS =
            ObservationSpace.together(
                    ObservationSpace.part("speed", VECTOR),
                    ObservationSpace.part("front camera", ObservationSpace.image(1, 36, 40)),
                    ObservationSpace.part("signs", ObservationSpace.array(ElementType.UINT8, 4)),
                    ObservationSpace.part("back", ObservationSpace.image(2, 40, 36)),
                    ObservationSpace.part("battery", ObservationSpace.vector(2)));

    /** Parts of floats alone, which a normaliser takes all at once. */
    static final ObservationSpace NUMBERS =
            ObservationSpace.together(
                    ObservationSpace.part("near", VECTOR),
                    ObservationSpace.part(
                            "map", ObservationSpace.array(ElementType.FLOAT32, 1, 36, 36)),
                    ObservationSpace.part("far", ObservationSpace.vector(3)));

    private OnnxPolicies() {}

    /** Every kind of space and memory: name, network, whether it is normalised, steps. */
    static Stream<Arguments> policies() {
        var floats = ObservationSpace.array(ElementType.FLOAT32, 1, 36, 36);
        var bytes = ObservationSpace.array(ElementType.UINT8, 6);
        return Stream.of(
                Arguments.of("LSTM, normalised", spec(VECTOR, CHOICE, Memory.LSTM, 1), true, 1000),
                Arguments.of("two LSTMs", spec(VECTOR, REALS, Memory.LSTM, 2), false, 1000),
                Arguments.of("GRU", spec(VECTOR, CHOICES, Memory.GRU, 1), false, 1000),
                Arguments.of("three GRUs", spec(bytes, CHOICE, Memory.GRU, 3), false, 1000),
                Arguments.of("no memory", spec(VECTOR, REALS, Memory.NONE, 1), true, 1000),
                Arguments.of("images", spec(IMAGE, CHOICES, Memory.LSTM, 1), false, 200),
                Arguments.of("images of floats", spec(floats, REALS, Memory.GRU, 1), true, 100),
                Arguments.of("parts", spec(PARTS, CHOICE, Memory.LSTM, 1), false, 60),
                Arguments.of("parts of floats", spec(NUMBERS, REALS, Memory.GRU, 1), true, 60),
                Arguments.of("mixed actions", spec(VECTOR, BOTH, Memory.LSTM, 2), true, 1000),
                Arguments.of("parts and mixed", spec(PARTS, BOTH, Memory.GRU, 1), false, 60),
                Arguments.of("pixels, normalised", spec(PARTS, CHOICE, Memory.LSTM, 1), true, 60),
                Arguments.of("RND", curious(VECTOR, CHOICES, Memory.LSTM), true, 1000),
                Arguments.of("RND, no memory", curious(VECTOR, REALS, Memory.NONE), false, 1000),
                Arguments.of("RND of all", curious(PARTS, BOTH, Memory.GRU), false, 60));
    }

    /** Each option of the builders alone, and many at once. */
    static Stream<Arguments> options() {
        var small = ObservationSpace.image(3, 7, 20);
        return Stream.of(
                Arguments.of("widths", recurrent(VECTOR, CHOICE).lstm(16).hidden(32, 20, 12)),
                Arguments.of("layer norm", recurrent(VECTOR, REALS).gru(16).layerNorm(true)),
                Arguments.of("tanh", recurrent(VECTOR, CHOICE).activation(Activation.TANH)),
                Arguments.of("ELU", recurrent(VECTOR, CHOICE).activation(Activation.ELU)),
                Arguments.of("SiLU", recurrent(VECTOR, CHOICE).activation(Activation.SILU)),
                Arguments.of("a stack", recurrent(VECTOR, CHOICE).lstm(12).gru(7).lstm(5)),
                Arguments.of("a stack of GRUs", recurrent(VECTOR, CHOICE).gru(7).gru(5)),
                Arguments.of("skip", recurrent(VECTOR, CHOICE).lstm(16).skip(true)),
                Arguments.of("skip of images", recurrent(PARTS, CHOICE).gru(16).skip(true)),
                Arguments.of(
                        "separate memories",
                        recurrent(VECTOR, CHOICE).lstm(9).separateMemories(true)),
                Arguments.of(
                        "separate stacks",
                        recurrent(VECTOR, BOTH)
                                .gru(9)
                                .lstm(6)
                                .skip(true)
                                .hidden(20, 10)
                                .separateMemories(true)),
                Arguments.of("squash", recurrent(VECTOR, BOUNDED).lstm(16).squash(true)),
                Arguments.of("spread", recurrent(VECTOR, REALS).gru(8).stateDependentStd(true)),
                Arguments.of("mixed spread", recurrent(VECTOR, BOTH).stateDependentStd(true)),
                Arguments.of("small images", recurrent(small, CHOICE).lstm(8)),
                Arguments.of(
                        "all at once",
                        recurrent(VECTOR, BOUNDED)
                                .lstm(10)
                                .gru(6)
                                .hidden(24, 16)
                                .layerNorm(true)
                                .activation(Activation.SILU)
                                .skip(true)
                                .separateMemories(true)
                                .squash(true)
                                .stateDependentStd(true)));
    }

    static RecurrentActorCritic.Builder recurrent(ObservationSpace seen, ActionSpace chosen) {
        return RecurrentActorCritic.builder(seen, chosen).hidden(24);
    }

    static NetworkSpec curious(ObservationSpace seen, ActionSpace chosen, Memory memory) {
        return new NetworkSpec(seen, chosen, memory, 16, 1, 24, -0.5, 8);
    }

    static NetworkSpec spec(ObservationSpace seen, ActionSpace chosen, Memory memory, int layers) {
        return new NetworkSpec(seen, chosen, memory, 16, layers, 24, -0.5, 0);
    }

    /** Any numbers and pixels. */
    static Observation observation(ObservationSpace space, RandomStream random) {
        var pixels = new byte[space.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        var values = new float[space.floats()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (i % 3 + (1 + i % 2) * random.nextGaussian());
        }
        return Observation.of(pixels.length > 0 ? pixels : null, values.length > 0 ? values : null);
    }

    /** Knows the observations well enough, but clips some. */
    static ObservationNormalizer normalizer(ObservationSpace space) {
        var normalizer = new ObservationNormalizer(space.floats(), 1e-8, 1.5);
        var random = RandomStream.of(2, "normaliser");
        for (int i = 0; i < 50; i++) {
            normalizer.update(new Observation[] {observation(space, random)});
        }
        return normalizer.frozen();
    }
}
