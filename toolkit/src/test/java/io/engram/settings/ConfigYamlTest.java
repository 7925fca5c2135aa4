package io.engram.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigYamlTest {
    static Stream<AgentConfig> configs() {
        return Stream.of(
                RecurrentPPO.builder().config(),
                RecurrentPPO.builder()
                        .nSteps(7)
                        .epoch(2)
                        .seqLen(-1)
                        .nMiniBatch(3)
                        .paddingValue(-1.5)
                        .gamma(0.1 + 0.2)
                        .lam(1.0 / 3)
                        .epsilonClip(Schedule.linear(0.2, 0.1, 50))
                        .valueLossCoef(0.25)
                        .entropyCoef(Schedule.polynomial(1e-3, 1e-7, 99, 2.5))
                        .learningRate(Schedule.linear(3e-4, 0, 10))
                        .maxGradNorm(Double.POSITIVE_INFINITY)
                        .valueLossClip(true)
                        .advantageNormalization(false)
                        .targetKl(0.015)
                        .resetHiddenState(false)
                        .optimizer(
                                new OptimizerConfig(
                                        OptimizerConfig.Kind.ADAMW, 0.8, 0.95, 1e-5, 0.1))
                        .device("cuda:1")
                        .config(),
                RecurrentPPO.builder()
                        .learningRate(Schedule.cosine(1e-3, 1e-5, 200).warmUp(10))
                        .entropyCoef(Schedule.piecewise(0, 0.01, 100, 1.0 / 3, 200, 0))
                        .epsilonClip(Schedule.constant(0.2).warmUp(5))
                        .config());
    }

    @ParameterizedTest
    @MethodSource("configs")
    void givenAConfiguration_thenYamlGivesItBackEqual(AgentConfig config, @TempDir Path folder) {
        Path file = folder.resolve("new/config.yaml");
        config.writeYaml(file);

        assertThat(AgentConfig.readYaml(file)).isEqualTo(config);
        assertThat(AgentConfig.ofYaml(config.toYaml())).isEqualTo(config);
    }

    @Test
    void givenAFewKeys_thenTheOthersHaveTheirDefaults() {
        assertThat(AgentConfig.ofYaml("n_steps: 64\nlearning_rate: 3e-4\n"))
                .isEqualTo(RecurrentPPO.builder().nSteps(64).learningRate(3e-4).config());
        assertThat(AgentConfig.ofYaml("learning_rate: 3.0e-4").learningRate().at(0))
                .isEqualTo(3e-4);
    }

    @Test
    void givenASchedule_thenItIsReadWithOrWithoutItsPower() {
        String yaml = "epsilon_clip: {initial: 0.2, final: 1e-1, max_decay_steps: 5%s}";
        assertThat(AgentConfig.ofYaml(yaml.formatted("")).epsilonClip())
                .isEqualTo(Schedule.linear(0.2, 0.1, 5));
        assertThat(AgentConfig.ofYaml(yaml.formatted(", power: 2")).epsilonClip())
                .isEqualTo(Schedule.polynomial(0.2, 0.1, 5, 2));
    }

    @Test
    void givenACurve_thenItIsReadByItsKind() {
        assertThat(
                        AgentConfig.ofYaml(
                                        "learning_rate: {kind: cosine, initial: 1e-3, final: 1e-5, max_decay_steps: 9, warm_up: 2}")
                                .learningRate())
                .isEqualTo(Schedule.cosine(1e-3, 1e-5, 9).warmUp(2));
        assertThat(
                        AgentConfig.ofYaml("learning_rate: {points: [[0, 1e-3], [50, 1.0e-4]]}")
                                .learningRate())
                .isEqualTo(Schedule.piecewise(0, 1e-3, 50, 1e-4));
        assertThat(
                        AgentConfig.ofYaml(
                                        "entropy_coef: {kind: polynomial, initial: 1, final: 0, max_decay_steps: 3}")
                                .entropyCoef())
                .isEqualTo(Schedule.linear(1, 0, 3));
    }

    @Test
    void givenAnOptimizer_thenItsNameAloneIsEnough() {
        assertThat(AgentConfig.ofYaml("optimizer: AdamW").optimizer())
                .isEqualTo(OptimizerConfig.adamW());
        assertThat(
                        AgentConfig.ofYaml("optimizer: {kind: adam, epsilon: 1e-5}")
                                .optimizer()
                                .epsilon())
                .isEqualTo(1e-5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "learning_rte: 1 | unknown key 'learning_rte'; did you mean 'learning_rate'?",
                "nSteps: 1 | unknown key 'nSteps'; did you mean 'n_steps'?",
                "learning_rate: {initial: 1, finl: 0} | did you mean 'final'?",
                "learning_rate: {initial: 1, final: 0} | schedule without 'max_decay_steps'",
                "learning_rate: {kind: cosine, initial: 1, final: 0, power: 2} | unknown key 'power'",
                "learning_rate: {kind: sine, initial: 1} | learning_rate.kind must be polynomial, cosine or piecewise, but is \"sine\"",
                "learning_rate: {kind: piecewise} | learning_rate.points must be a list of [update, value], such as [[0, 0.001], [50, 0.0001]], but is missing",
                "learning_rate: {points: [[0, 1], 5]} | learning_rate.points must be a list of [update, value]",
                "learning_rate: {points: [[0, 1], [0, 2]]} | must increase, but 0 follows 0",
                "learning_rate: {points: [[0, 1], [9, -1]]} | learningRate must be at least 0, but is Schedule[piecewise, 0: 1.0, 9: -1.0]",
                "learning_rate: {initial: 1, final: 0, max_decay_steps: 9, warm_up: 0} | warmUp needs at least 1 update, but was given 0",
                "optimizer: {kind: adam, beta: 0.1} | unknown key 'beta'; did you mean 'beta1'?",
                "n_steps: 2.5 | n_steps must be a whole number, but is 2.5",
                "n_steps: many | n_steps must be a whole number, but is \"many\"",
                "gamma: high | gamma must be a number, but is \"high\"",
                "gamma: true | gamma must be a number, but is true",
                "gamma: 2 | gamma must be from 0 to 1, but is 2.0",
                "value_loss_clip: 1 | value_loss_clip must be true or false, but is 1",
                "optimizer: sgd | optimizer must be adam or adamw, but is \"sgd\"",
                "just text | must hold one 'key: value' on each line",
                "'n_steps: 1, epoch: [' | the text is not YAML"
            })
    void givenSomethingWrong_thenItIsTold(String yaml, String message) {
        assertThatThrownBy(() -> AgentConfig.ofYaml(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void givenAKeyTwice_thenItIsRefused() {
        assertThatThrownBy(() -> AgentConfig.ofYaml("gamma: 0.5\ngamma: 0.6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gamma");
    }

    @Test
    void givenNoFile_thenItsNameIsTold(@TempDir Path folder) {
        assertThatThrownBy(() -> AgentConfig.readYaml(folder.resolve("absent.yaml")))
                .hasMessageContaining("absent.yaml");
    }
}
