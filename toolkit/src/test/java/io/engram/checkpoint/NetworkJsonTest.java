package io.engram.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.network.Activation;
import io.engram.network.ActorCriticRND;
import io.engram.network.NetworkOptions;
import io.engram.network.NetworkSpec;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkJsonTest {
    private static final ObservationSpace SEEN = ObservationSpace.vector(3);
    private static final ActionSpace REALS = ActionSpace.box(new float[] {-1}, new float[] {1});
    private static final String OLD =
            """
            {"memory": "GRU", "memory_units": 8, "memory_layers": 2, "hidden_units": 12, "initial_log_std": -1.0%s}
            """;

    static Stream<NetworkSpec> specs() {
        return Stream.of(
                RecurrentActorCritic.builder(SEEN, REALS).build().spec().orElseThrow(),
                RecurrentActorCritic.builder(SEEN, REALS)
                        .lstm(8)
                        .gru(4)
                        .lstm(2)
                        .hidden(16, 12, 8)
                        .activation(Activation.ELU)
                        .layerNorm(true)
                        .skip(true)
                        .squash(true)
                        .stateDependentStd(true)
                        .separateMemories(true)
                        .initialLogStd(-0.5)
                        .build()
                        .spec()
                        .orElseThrow(),
                ActorCriticRND.builder(SEEN, REALS)
                        .activation(Activation.SILU)
                        .rndFeatures(9)
                        .build()
                        .spec()
                        .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void givenADescription_thenItComesBackFromItsText(NetworkSpec spec) throws Exception {
        JsonNode node = RunJson.MAPPER.readTree(RunJson.bytes(NetworkJson.write(spec)));

        assertThat(NetworkJson.read(node, SEEN, REALS)).isEqualTo(spec);
    }

    private static NetworkSpec read(String more) throws Exception {
        JsonNode node = RunJson.MAPPER.readTree(OLD.formatted(more));
        return NetworkJson.read(node, SEEN, REALS);
    }

    @Test
    void givenAFileFromBeforeThereWereOptions_thenItHasNone() throws Exception {
        var spec = read("");

        assertThat(spec)
                .isEqualTo(new NetworkSpec(SEEN, REALS, NetworkSpec.Memory.GRU, 8, 2, 12, -1, 0));
        assertThat(spec.options()).isEqualTo(NetworkOptions.PLAIN);
        assertThat(NetworkJson.write(spec).fieldNames())
                .toIterable()
                .containsExactly(
                        "memory",
                        "memory_units",
                        "memory_layers",
                        "hidden_units",
                        "initial_log_std",
                        "rnd_features");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"activation\": \"relu\" | 'activation' must be one of [RELU, TANH, ELU, SILU], but is 'relu'",
                "\"activation\": null | it has no 'activation'",
                "\"layer_norm\": 1 | 'layer_norm' must be true or false, but is 1",
                "\"lower_hidden_units\": 7 | 'lower_hidden_units' must be a list, but is 7",
                "\"lower_hidden_units\": [7, 0] | hiddenUnits must be at least 1, but is 0",
                "\"lower_hidden_units\": [7.5] | must be whole numbers, but has 7.5",
                "\"upper_memory\": [{\"memory\": \"NONE\", \"units\": 3}] | must be LSTM or GRU, but is NONE",
                "\"upper_memory\": [{\"memory\": \"GRU\"}] | it has no 'units'",
                "\"upper_memory\": [{\"memory\": \"GRU\", \"units\": 3}] | layers(2) is for a memory of one kind"
            })
    void givenSomethingThatIsNoOption_thenItIsNamed(String more, String message) {
        assertThatThrownBy(() -> read(", " + more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
