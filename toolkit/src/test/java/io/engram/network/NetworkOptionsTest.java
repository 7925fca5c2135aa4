package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.engram.pass.NetworkPass;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the builders' options make; what it computes is the matter of {@link GoldenNetworksTest}.
 */
class NetworkOptionsTest {
    private static final ObservationSpace VECTOR = ObservationSpace.vector(5);
    private static final ActionSpace CHOICE = ActionSpace.discrete(3);
    private static final ActionSpace REALS =
            ActionSpace.box(new float[] {-1, -2}, new float[] {1, 2});
    private static final NetworkCheck.Sizes SIZES = new NetworkCheck.Sizes(4, 6, 9);

    private static RecurrentActorCritic.Builder recurrent(ActionSpace chosen) {
        return RecurrentActorCritic.builder(VECTOR, chosen);
    }

    private static Block tanhEncoder() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(7).build())
                .add(ai.djl.nn.Activation.tanhBlock());
    }

    static Stream<Arguments> networks() {
        var mixed =
                ActionSpace.mixed(
                        ActionSpace.multiDiscrete(2, 3),
                        ActionSpace.box(new float[] {-1}, new float[] {1}));
        return Stream.of(
                Arguments.of(
                        REALS,
                        recurrent(REALS)
                                .lstm(8)
                                .gru(6)
                                .hidden(12, 10)
                                .activation(Activation.TANH)
                                .layerNorm(true)
                                .skip(true)
                                .stateDependentStd(true)
                                .squash(true)
                                .build(),
                        new Shape(1, 1, 22)),
                Arguments.of(
                        CHOICE,
                        recurrent(CHOICE).gru(8).layers(2).separateMemories(true).build(),
                        new Shape(1, 1, 32)),
                Arguments.of(
                        mixed,
                        recurrent(mixed).lstm(8).lstm(8).skip(true).stateDependentStd(true).build(),
                        new Shape(2, 1, 16)),
                Arguments.of(
                        REALS,
                        ActorCritic.builder(VECTOR, REALS)
                                .hidden(9, 8, 7)
                                .activation(Activation.SILU)
                                .layerNorm(true)
                                .build(),
                        new Shape(1, 1, 1)),
                Arguments.of(
                        CHOICE,
                        RecurrentActorCriticRND.builder(VECTOR, CHOICE)
                                .gru(4)
                                .lstm(3)
                                .separateMemories(true)
                                .encoder(NetworkOptionsTest::tanhEncoder)
                                .build(),
                        new Shape(1, 1, 20)),
                Arguments.of(
                        REALS,
                        ActorCriticRND.builder(VECTOR, REALS)
                                .activation(Activation.ELU)
                                .encoder(NetworkOptionsTest::tanhEncoder)
                                .build(),
                        new Shape(1, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void givenOptions_thenTheCheckOfNetworksAgreesAndTheStateIsAsLargeAsAllMemories(
            ActionSpace chosen, ActorCriticNetwork network, Shape state) {
        Networks.with(
                network,
                VECTOR,
                1,
                parameters -> {
                    NetworkCheck.verify(network, parameters, VECTOR, chosen, SIZES);
                    return parameters.size();
                });
        assertThat(network.hiddenStateShape().of(1)).isEqualTo(state);
    }

    @Test
    void givenOneKindAndWidth_thenNamingLayersIsCountingThem() {
        var named = recurrent(CHOICE).lstm(8).lstm(8).build();
        var counted = recurrent(CHOICE).lstm(8).layers(2).build();

        assertThat(named.spec()).isEqualTo(counted.spec());
        assertThat(values(named)).isEqualTo(values(counted));
    }

    private static float[] values(ActorCriticNetwork network) {
        return Networks.with(network, VECTOR, 3, FlatParameters::values);
    }

    @Test
    void givenNoOptions_thenThePlainNetworkIsDescribed() {
        var spec = recurrent(REALS).gru(8).hidden(12).initialLogStd(-1).build().spec();

        assertThat(spec)
                .contains(new NetworkSpec(VECTOR, REALS, NetworkSpec.Memory.GRU, 8, 1, 12, -1, 0));
        assertThat(spec.orElseThrow().options()).isEqualTo(NetworkOptions.PLAIN);
    }

    @Test
    void givenNormsAndSpreads_thenTheyBeginWithTheirValues() {
        var network =
                recurrent(REALS)
                        .lstm(4)
                        .hidden(6)
                        .layerNorm(true)
                        .stateDependentStd(true)
                        .initialLogStd(-1.5)
                        .build();
        List<String> seen = new ArrayList<>();
        Networks.with(
                network,
                VECTOR,
                1,
                parameters -> {
                    float[] all = parameters.values();
                    for (var entry : parameters.entries()) {
                        int from = (int) entry.offset();
                        float[] values =
                                Arrays.copyOfRange(all, from, from + (int) entry.shape().size());
                        if (entry.name().endsWith(".gamma")) {
                            assertThat(values).containsOnly(1);
                        } else if (entry.name().endsWith(".beta")) {
                            assertThat(values).containsOnly(0);
                        } else if (entry.name().equals("log_std.bias")) {
                            assertThat(values).containsOnly(-1.5f);
                        } else if (entry.name().equals("log_std.weight")) {
                            // Orthogonal rows of length 0.1, so that deviations hardly differ.
                            double squares = 0;
                            for (float value : values) {
                                squares += value * value;
                            }
                            assertThat(squares).isBetween(0.0199, 0.0201);
                        } else {
                            continue;
                        }
                        seen.add(entry.name());
                    }
                    return 0;
                });
        assertThat(seen)
                .containsExactly(
                        "log_std.bias",
                        "log_std.weight",
                        "norm_hidden.beta",
                        "norm_hidden.gamma",
                        "norm_policy.beta",
                        "norm_policy.gamma",
                        "norm_value.beta",
                        "norm_value.gamma");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 64",
        "3, 7, 7, 3136",
        "1, 8, 9, 2560",
        "3, 35, 64, 2560",
        "4, 5, 100, 4160"
    })
    void givenSmallImages_thenTheyAreEncodedByThreeConvolutions(
            int channels, int height, int width, int features) {
        var seen = ObservationSpace.image(channels, height, width);
        var network = ActorCritic.builder(seen, CHOICE).hidden(4).build();
        Networks.with(
                network,
                seen,
                1,
                parameters -> {
                    NetworkCheck.verify(
                            network, parameters, seen, CHOICE, new NetworkCheck.Sizes(2, 2, 1));
                    assertThat(parameters.entries())
                            .filteredOn(entry -> entry.name().equals("lin_hidden.weight"))
                            .allMatch(entry -> entry.shape().equals(new Shape(4, features)))
                            .hasSize(1);
                    return 0;
                });
    }

    @Test
    void givenAnEncoderOfOnesOwn_thenItSeesStatesOneByOneAndItsParametersAreTrained() {
        var network = recurrent(CHOICE).encoder(NetworkOptionsTest::tanhEncoder).build();

        assertThat(network.spec()).isEmpty();
        assertThat(NetworkPass.of(network)).isEmpty();
        Networks.with(
                network,
                VECTOR,
                1,
                parameters -> {
                    assertThat(parameters.entries())
                            .filteredOn(entry -> entry.name().startsWith("own_encoder."))
                            .extracting(entry -> entry.shape().size())
                            .containsExactly(7L, 35L);
                    try (var phase = NDManager.newBaseManager(Device.cpu())) {
                        var look =
                                network.look(
                                        parameters.acting(phase),
                                        new ObservationTensors(VECTOR).zeros(phase, 4, 6),
                                        phase.zeros(network.hiddenStateShape().of(4)));
                        assertThat(look.values().getShape()).isEqualTo(new Shape(4, 6, 1));
                    }
                    return 0;
                });
    }

    @Test
    void givenAnEncoder_thenAShapeThatConvolutionsDoNotTakeIsNoError() {
        var matrix = ObservationSpace.array(ObservationSpace.ElementType.FLOAT32, 4, 6);

        assertThatThrownBy(() -> ActorCritic.builder(matrix, CHOICE).build())
                .hasMessageContaining("(channels, height, width)")
                .hasMessageContaining("or an encoder of your own with encoder(…)");
        var network =
                ActorCritic.builder(matrix, CHOICE)
                        .encoder(
                                () ->
                                        new SequentialBlock()
                                                .add(Linear.builder().setUnits(3).build()))
                        .build();
        Networks.with(
                network,
                matrix,
                1,
                parameters -> {
                    NetworkCheck.verify(network, parameters, matrix, CHOICE, SIZES);
                    return 0;
                });
    }

    @Test
    void givenOptionsThatDoNotFit_thenTheyAreNamed() {
        assertThatThrownBy(() -> recurrent(CHOICE).squash(true).build())
                .hasMessage(
                        "squash(true) is for actions of real numbers, but the action space is Discrete[3]; leave it out");
        assertThatThrownBy(() -> recurrent(CHOICE).stateDependentStd(true).build())
                .hasMessageStartingWith("stateDependentStd(true) is for actions of real numbers");
        var open = ActionSpace.box(new float[] {0}, new float[] {Float.POSITIVE_INFINITY});
        assertThatThrownBy(() -> recurrent(open).squash(true).build())
                .hasMessageContaining("finite bounds")
                .hasMessageContaining("from 0.0 to Infinity");
        assertThatThrownBy(() -> recurrent(CHOICE).hidden())
                .hasMessageContaining("at least one width");
        assertThatThrownBy(() -> recurrent(CHOICE).hidden(8, 0, 8).build())
                .hasMessage("hiddenUnits must be at least 1, but is 0");
        assertThatThrownBy(() -> recurrent(CHOICE).activation(null).build())
                .hasMessage("activation must not be null; give one of [RELU, TANH, ELU, SILU]");
        assertThatThrownBy(() -> recurrent(CHOICE).lstm(8).gru(4).layers(2).build())
                .hasMessageContaining("layers(2) is for a memory that is named once")
                .hasMessageContaining("[LSTM of 8, GRU of 4]");
        assertThatThrownBy(() -> recurrent(CHOICE).encoder(() -> null).build())
                .hasMessageContaining("encoder(…) must make a block, but made null");
    }

    @Test
    void givenOptions_thenTheTextNamesThem() {
        var network =
                recurrent(REALS)
                        .lstm(8)
                        .gru(4)
                        .hidden(16, 8)
                        .activation(Activation.SILU)
                        .layerNorm(true)
                        .squash(true)
                        .build();

        assertThat(network)
                .hasToString(
                        "RecurrentActorCritic([LSTM of 8, GRU of 4], hidden 16 + 8, activation SILU, layer norm, squashed actions, "
                                + VECTOR
                                + " -> "
                                + REALS
                                + ")");
    }
}
