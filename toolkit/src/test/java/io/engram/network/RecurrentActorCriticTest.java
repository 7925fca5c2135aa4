package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.network.NetworkSpec.Memory;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrentActorCriticTest {
    private static final ObservationSpace VECTOR = ObservationSpace.vector(5);
    private static final ObservationSpace IMAGE = ObservationSpace.image(3, 36, 40);

    static Stream<Arguments> networks() {
        var one = ActionSpace.discrete(3);
        var several = ActionSpace.multiDiscrete(2, 4);
        var box = ActionSpace.box(new float[] {-1, -2}, new float[] {1, 2});
        return Stream.of(
                Arguments.of(VECTOR, one, Memory.LSTM, 2, 3),
                Arguments.of(VECTOR, several, Memory.GRU, 1, 6),
                Arguments.of(VECTOR, box, Memory.LSTM, 1, 4),
                Arguments.of(VECTOR, box, Memory.NONE, 1, 4),
                Arguments.of(IMAGE, one, Memory.GRU, 2, 3),
                Arguments.of(IMAGE, box, Memory.NONE, 1, 4));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givenAnySpaces_thenTheShapesFitAndTheCheckAgrees(
            ObservationSpace seen, ActionSpace chosen, Memory memory, int layers, int width) {
        var network = new NetworkSpec(seen, chosen, memory, 8, layers, 12, -1, 0).network();
        List<Shape> shapes =
                Networks.with(
                        network,
                        seen,
                        1,
                        parameters -> {
                            NetworkCheck.verify(
                                    network,
                                    parameters,
                                    seen,
                                    chosen,
                                    new NetworkCheck.Sizes(16, 8, 16));
                            return shapes(network, parameters, seen);
                        });

        var hidden = network.hiddenStateShape().of(4);
        assertThat(shapes).containsExactly(new Shape(4, 6, width), new Shape(4, 6, 1), hidden);
        int perLayer = memory == Memory.LSTM ? 16 : memory == Memory.GRU ? 8 : 1;
        assertThat(hidden).isEqualTo(new Shape(layers, 4, perLayer));
    }

    private static List<Shape> shapes(
            ActorCriticNetwork network, FlatParameters parameters, ObservationSpace seen) {
        try (var phase = NDManager.newBaseManager()) {
            var output =
                    network.look(
                            parameters.acting(phase),
                            new ObservationTensors(seen).zeros(phase, 4, 6),
                            phase.zeros(network.hiddenStateShape().of(4)));
            return List.of(
                    output.policy().parameters().getShape(),
                    output.values().getShape(),
                    output.nextHiddenState().getShape());
        }
    }

    private static RecurrentActorCritic small() {
        return RecurrentActorCritic.builder(VECTOR, ActionSpace.discrete(3))
                .lstm(8)
                .hidden(12)
                .build();
    }

    private static float[] values(RecurrentActorCritic network, long seed) {
        return Networks.with(network, VECTOR, seed, FlatParameters::values);
    }

    @Test
    void givenTheSameSeed_thenOneObjectOrTwoHaveTheSameValues() {
        var network = small();
        float[] first = values(network, 1);

        assertThat(values(network, 1)).isEqualTo(first);
        assertThat(values(small(), 1)).isEqualTo(first);
        assertThat(values(network, 2)).isNotEqualTo(first);
    }

    @Test
    void givenANewNetwork_thenItsWeightsAreOrthogonalTimesTheirGain() {
        var network = small();
        List<FlatParameters.Entry> entries =
                Networks.with(network, VECTOR, 1, FlatParameters::entries);
        float[] values = values(network, 1);
        int matrices = 0;
        for (var entry : entries) {
            if (entry.shape().dimension() == 2) {
                matrices++;
                double gain = Math.sqrt(2);
                if (entry.name().startsWith("policy.")) {
                    gain = 0.1;
                } else if (entry.name().startsWith("value.")) {
                    gain = 1;
                }
                assertOrthogonal(entry, values, gain);
            } else if (entry.name().startsWith("recurrent_layer.")) {
                for (int i = 0; i < entry.shape().size(); i++) {
                    assertThat(values[(int) entry.offset() + i]).isZero();
                }
            }
        }
        assertThat(matrices).isEqualTo(7);
    }

    private static void assertOrthogonal(FlatParameters.Entry entry, float[] values, double gain) {
        int rows = (int) entry.shape().get(0);
        int columns = (int) entry.shape().get(1);
        boolean byRow = rows <= columns;
        int count = Math.min(rows, columns);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    int ofA = byRow ? a * columns + i : i * columns + a;
                    int ofB = byRow ? b * columns + i : i * columns + b;
                    int from = (int) entry.offset();
                    dot += (double) values[from + ofA] * values[from + ofB];
                }
                assertThat(dot)
                        .as("%s, %d · %d", entry.name(), a, b)
                        .isCloseTo(a == b ? gain * gain : 0, within(1e-5));
            }
        }
    }

    @Test
    void givenAnInitialSpread_thenTheLogStdBeginsWithIt() {
        var box = ActionSpace.box(new float[] {-1, -1}, new float[] {1, 1});
        var network =
                RecurrentActorCritic.builder(VECTOR, box)
                        .gru(4)
                        .hidden(4)
                        .initialLogStd(-1.5)
                        .build();
        var entry =
                Networks.with(network, VECTOR, 1, FlatParameters::entries).stream()
                        .filter(each -> each.name().startsWith("log_std."))
                        .findFirst()
                        .orElseThrow();
        float[] values = values(network, 1);

        assertThat(values[(int) entry.offset()]).isEqualTo(-1.5f);
        assertThat(values[(int) entry.offset() + 1]).isEqualTo(-1.5f);
    }

    @Test
    void givenWidthsOutOfRange_thenTheyAreNamed() {
        var builder = RecurrentActorCritic.builder(VECTOR, ActionSpace.discrete(2));
        assertThatThrownBy(() -> builder.lstm(0).build())
                .hasMessage("memoryUnits must be at least 1, but is 0");
        assertThatThrownBy(() -> builder.lstm(1).layers(0).build())
                .hasMessage("memoryLayers must be at least 1, but is 0");
        assertThatThrownBy(() -> builder.layers(1).hidden(-1).build())
                .hasMessage("hiddenUnits must be at least 1, but is -1");
        assertThatThrownBy(() -> builder.hidden(1).initialLogStd(Double.NaN).build())
                .hasMessage("initialLogStd must be between -10 and 3, but is NaN");
    }
}
