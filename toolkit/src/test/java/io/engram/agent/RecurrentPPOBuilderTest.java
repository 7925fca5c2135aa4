package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.settings.OptimizerConfig;
import io.engram.settings.Schedule;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrentPPOBuilderTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Arguments wrong(UnaryOperator<RecurrentPPO.Builder> set, String message) {
        return Arguments.of(set, message);
    }

    private static OptimizerConfig adam(double beta1, double beta2, double epsilon, double decay) {
        return new OptimizerConfig(OptimizerConfig.Kind.ADAM, beta1, beta2, epsilon, decay);
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                wrong(b -> b.nSteps(0), "nSteps must be at least 1, but is 0"),
                wrong(b -> b.epoch(0), "epoch must be at least 1, but is 0"),
                wrong(
                        b -> b.seqMiniBatchSize(-1),
                        "seqMiniBatchSize must be at least 1, but is -1"),
                wrong(b -> b.nMiniBatch(-2), "nMiniBatch must be at least 1, but is -2"),
                wrong(b -> b.paddingValue(NAN), "paddingValue must be a finite number, but is NaN"),
                wrong(b -> b.gamma(1.01), "gamma must be from 0 to 1, but is 1.01"),
                wrong(b -> b.gamma(NAN), "gamma must be from 0 to 1, but is NaN"),
                wrong(b -> b.lam(-0.1), "lam must be from 0 to 1, but is -0.1"),
                wrong(b -> b.epsilonClip(0), "epsilonClip must be above 0, but is 0.0"),
                wrong(b -> b.epsilonClip((Schedule) null), "epsilonClip must not be null"),
                wrong(b -> b.valueLossCoef(-1), "valueLossCoef must be at least 0, but is -1.0"),
                wrong(
                        b -> b.valueLossCoef(INFINITY),
                        "valueLossCoef must be at least 0, but is Infinity"),
                wrong(b -> b.entropyCoef(-1), "entropyCoef must be at least 0, but is -1.0"),
                wrong(b -> b.learningRate(-3), "learningRate must be at least 0, but is -3.0"),
                wrong(
                        b -> b.learningRate(Schedule.linear(1, -1, 9)),
                        "learningRate must be at least 0, but is Schedule["),
                wrong(
                        b -> b.epsilonClip(1e300),
                        "epsilonClip must be from -3.4E38 to 3.4E38, which is what 32 bits hold, but is 1.0E300"),
                wrong(
                        b -> b.entropyCoef(Schedule.linear(1e39, 0, 10)),
                        "entropyCoef must be from -3.4E38 to 3.4E38"),
                wrong(b -> b.paddingValue(-1e39), "paddingValue must be from -3.4E38 to 3.4E38"),
                wrong(b -> b.maxGradNorm(0), "maxGradNorm must be above 0, but is 0.0"),
                wrong(b -> b.maxGradNorm(NAN), "maxGradNorm must be above 0, but is NaN"),
                wrong(b -> b.targetKl(-0.5), "targetKl must be above 0, but is -0.5"),
                wrong(b -> b.optimizer(null), "optimizer must not be null"),
                wrong(
                        b -> b.optimizer(adam(1, 0.9, 1e-8, 0)),
                        "optimizer.beta1 must be from 0 to below 1, but is 1.0"),
                wrong(
                        b -> b.optimizer(adam(0.9, -1, 1e-8, 0)),
                        "optimizer.beta2 must be from 0 to below 1, but is -1.0"),
                wrong(
                        b -> b.optimizer(adam(0.9, 0.9, 0, 0)),
                        "optimizer.epsilon must be above 0, but is 0.0"),
                wrong(
                        b -> b.optimizer(adam(0.9, 0.9, 1e-8, -1)),
                        "optimizer.weightDecay must be at least 0, but is -1.0"));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void givenAParameterOutOfRange_thenNameRangeAndValueAreTold(
            UnaryOperator<RecurrentPPO.Builder> set, String message) {
        assertThatThrownBy(() -> set.apply(RecurrentPPO.builder()).config())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void givenSeveralProblems_thenOneMessageNamesAll() {
        assertThatThrownBy(() -> RecurrentPPO.builder().nSteps(0).lam(2).targetKl(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("network is missing; give")
                .hasMessageContaining("; nSteps must be")
                .hasMessageContaining("; lam must be")
                .hasMessageContaining("; targetKl must be");
    }

    @Test
    void givenBothWaysToCutBatches_thenTheLaterOneCounts() {
        var bySize = RecurrentPPO.builder().nMiniBatch(4).seqMiniBatchSize(64).config();
        assertThat(bySize.seqMiniBatchSize()).isEqualTo(64);
        assertThat(bySize.nMiniBatch()).isZero();
        var byNumber = RecurrentPPO.builder().seqMiniBatchSize(64).nMiniBatch(4).config();
        assertThat(byNumber.seqMiniBatchSize()).isZero();
        assertThat(byNumber.nMiniBatch()).isEqualTo(4);
    }

    @Test
    void givenTheEdgesOfTheRanges_thenTheyAreLegal() {
        var config =
                RecurrentPPO.builder()
                        .nSteps(1)
                        .epoch(1)
                        .seqLen(0)
                        .gamma(1)
                        .lam(0)
                        .learningRate(0)
                        .entropyCoef(0)
                        .maxGradNorm(INFINITY)
                        .config();
        assertThat(config.gamma()).isEqualTo(1);
        assertThat(RecurrentPPO.builder().config(config).config()).isEqualTo(config);
    }
}
