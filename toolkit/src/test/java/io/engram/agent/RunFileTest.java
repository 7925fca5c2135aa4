package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.engram.agent.ConfigFile.Evaluations;
import io.engram.agent.ConfigFile.Format;
import io.engram.environment.EnvironmentSpec;
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
                .contains("balance", "gru 8, hidden 16, layers 2", "4 updates, 5 episodes");
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
                    gru: 8,                | 'gru: 8, lstm: 8,'    | an lstm and a gru
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
}
