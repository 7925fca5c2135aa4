package io.engram.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.engram.agent.PPO;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.network.Activation;
import io.engram.network.RecurrentActorCritic;
import io.engram.settings.ConfigFile.Evaluations;
import io.engram.settings.ConfigFile.Format;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engram's own file of a whole run. */
class RunFileTest {
    private static final String WHOLE =
            """
            name: balance
            environment:
              id: TestBalance-v0
              options: {length: 20}
              wrappers: [MaskVelocity, ScaleReward: {factor: 0.01}]
              count: 4
              normalize_observations: true
              normalize_rewards: 0.9
            network: {gru: 8, layers: 2, hidden: 16}
            updates: 7
            seed: 3
            checkpoint_every: 2
            evaluate_every: {updates: 4, episodes: 5}
            agent:
              algorithm: recurrent_ppo
              gamma: 0.98
              learning_rate: 3e-4
            """;

    @Test
    void givenAWholeFile_thenItSaysAllOfTheRun() {
        ConfigFile file = ConfigFile.ofYaml(WHOLE);

        assertThat(file.format()).isEqualTo(Format.ENGRAM);
        assertThat(file.name()).contains("balance");
        assertThat(file.environment())
                .contains(
                        EnvironmentSpec.of("TestBalance-v0", Map.of("length", 20))
                                .wrapped("MaskVelocity", Map.of())
                                .wrapped("ScaleReward", Map.of("factor", 0.01)));
        assertThat(file.environmentCount()).hasValue(4);
        assertThat(file.networkSettings()).isEqualTo(Map.of("gru", 8, "layers", 2, "hidden", 16));
        assertThat(file.updates()).isEqualTo(7);
        assertThat(file.seed()).hasValue(3);
        assertThat(file.checkpointEvery()).hasValue(2);
        assertThat(file.evaluateEvery()).contains(new Evaluations(4, 5));
        assertThat(file.config().gamma()).isEqualTo(0.98);
        assertThat(file.config().learningRate()).isEqualTo(Schedule.constant(3e-4));
        assertThat(file.notes()).isEmpty();
        assertThat(file.toString())
                .contains("balance", "gru 8, layers 2, hidden 16", "4 updates, 5 episodes");
    }

    @Test
    void givenWhatIsLeftOut_thenItIsTheBuildersDefault() {
        ConfigFile file =
                ConfigFile.ofYaml(
                        """
                        name: least
                        environment: {id: CartPole-v1, count: 2}
                        updates: 1
                        agent: {algorithm: ppo}
                        """);

        assertThat(file.config()).isEqualTo(PPO.builder().config());
        assertThat(file.networkSettings()).isEmpty();
        assertThat(file.seed()).isEmpty();
        assertThat(file.checkpointEvery()).isEmpty();
        assertThat(file.evaluateEvery()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name: balance          | title: balance        | 'title'; did you mean 'name'?
                    updates: 7             | updates: 0            | updates must be at least 1, but is 0
                    updates: 7             | '# nothing'           | lacks updates
                    count: 4               | number: 4             | environment has the unknown key 'number'
                    hidden: 16             | hidden: [16, 0]       | network.hidden must be at least 1, but is 0
                    hidden: 16             | activation: gelu      | 'network.activation must be one of relu, tanh, elu, silu'
                    layers: 2              | layers: none          | network.layers must be a whole number
                    [MaskVelocity,         | [[MaskVelocity],      | environment.wrappers must be names
                    normalize_rewards: 0.9 | normalize_rewards: 1  | a discount between 0 and 1
                    episodes: 5            | epochs: 5             | 'epochs'; did you mean 'episodes'?
                    gamma: 0.98            | gama: 0.98            | 'gama'; did you mean 'gamma'?
                    algorithm: recurrent_ppo | algorithm: ppo      | network has the unknown key
                    """)
    void givenSomethingWrong_thenASentenceNamesIt(String right, String wrong, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigFile.ofYaml(WHOLE.replace(right, wrong)))
                .withMessageContaining(sentence);
    }

    @Test
    void givenEveryOptionOfTheNetwork_thenItIsThatOfTheBuilder() {
        ConfigFile file =
                ConfigFile.ofYaml(
                        WHOLE.replace(
                                "{gru: 8, layers: 2, hidden: 16}",
                                "{gru: 8, lstm: 4, skip: true, separate_memories: true, hidden: [16, 8], activation: silu,"
                                        + " layer_norm: true, squash: true, state_dependent_std: true, initial_log_std: -0.5}"));
        var actions = ActionSpace.box(new float[] {-1}, new float[] {1});

        try (var environments = VectorEnvironment.of(1, () -> new Still(actions))) {
            assertThat(file.network(environments).spec())
                    .isEqualTo(
                            RecurrentActorCritic.builder(environments)
                                    .gru(8)
                                    .lstm(4)
                                    .skip(true)
                                    .separateMemories(true)
                                    .hidden(16, 8)
                                    .activation(Activation.SILU)
                                    .layerNorm(true)
                                    .squash(true)
                                    .stateDependentStd(true)
                                    .initialLogStd(-0.5)
                                    .build()
                                    .spec());
        }
    }

    /** Shows always the same. */
    private record Still(ActionSpace actionSpace) implements Environment {
        @Override
        public ObservationSpace observationSpace() {
            return ObservationSpace.vector(2);
        }

        @Override
        public Observation reset(long seed) {
            return Observation.of(0, 0);
        }

        @Override
        public Step step(Action action) {
            return new Step(Observation.of(0, 0), 0, false, false);
        }
    }

    @Test
    void givenAChangeByName_thenTheFileSaysItOtherwise_andNothingElse() {
        ConfigFile file = ConfigFile.ofYaml(WHOLE);

        ConfigFile changed =
                file.with("learningRate", 1e-3)
                        .with("entropy_coef", Schedule.linear(0.01, 0.001, 10))
                        .with("lstm", 32)
                        .with("hidden", List.of(64, 32))
                        .with("nMiniBatch", 2)
                        .with("updates", 9)
                        .with("environment.count", 6)
                        .with("environment.options.length", 50);

        assertThat(changed.config().learningRate()).isEqualTo(Schedule.constant(1e-3));
        assertThat(changed.config().entropyCoef()).isEqualTo(Schedule.linear(0.01, 0.001, 10));
        assertThat(changed.config().gamma()).isEqualTo(0.98);
        assertThat(changed.networkSettings())
                .isEqualTo(Map.of("lstm", 32, "layers", 2, "hidden", List.of(64, 32)));
        assertThat(changed.config().nMiniBatch()).isEqualTo(2);
        assertThat(changed.updates()).isEqualTo(9);
        assertThat(changed.environmentCount()).hasValue(6);
        assertThat(changed.environment().orElseThrow().options()).isEqualTo(Map.of("length", 50));
        assertThat(file.config().learningRate()).isEqualTo(Schedule.constant(3e-4));
        assertThat(file.networkSettings()).containsEntry("gru", 8);
    }

    @Test
    void givenAChangeThatCannotBe_thenItIsRefusedByName() {
        ConfigFile file = ConfigFile.ofYaml(WHOLE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.with("learnRate", 1e-3))
                .withMessageContaining("'learnRate'; did you mean 'learning_rate'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.with("gamma", 1.5))
                .withMessageContaining("gamma");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.with("hidden", "many"))
                .withMessageContaining("network.hidden");
        assertThatIllegalStateException()
                .isThrownBy(() -> ConfigFile.ofYaml("gamma: 0.9").with("gamma", 0.8))
                .withMessageContaining("is not a file of Engram that describes a whole run");
    }
}
