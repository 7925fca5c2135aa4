package io.engram.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.PPO;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.EnvironmentSpec;
import io.engram.settings.ConfigFile.Format;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedBpttFileTest {
    private static final String LEVELS = "Workers that are forked share their random numbers";
    private static final String TIME_LIMIT = "An episode that a time limit cuts off";
    private static final String PICTURES = "Pictures come there with columns for rows";

    private static ConfigFile read(String name) {
        return ConfigFile.read(YamlFiles.path(name));
    }

    /** What holds for all files. */
    private static RecurrentPPO.Builder original() {
        return RecurrentPPO.builder()
                .rewardScaling(false)
                .lam(0.95)
                .valueLossClip(true)
                .advantageNormalization(true)
                .optimizer(OptimizerConfig.adamW());
    }

    private static ConfigFile withEnvironment(String environment) {
        String file = YamlFiles.text("cartpole.yaml");
        return ConfigFile.ofYaml(
                file.replace("environment: {type: CartPoleMasked}", "environment: " + environment));
    }

    @Test
    void givenMaskedCartPole_thenEveryValueIsTheFiles() {
        ConfigFile file = read("cartpole.yaml");

        assertThat(file.format()).isEqualTo(Format.TRUNCATED_BPTT);
        assertThat(file.config())
                .isEqualTo(
                        original()
                                .gamma(0.99)
                                .epoch(4)
                                .nSteps(256)
                                .nMiniBatch(4)
                                .valueLossCoef(0.2)
                                .maxGradNorm(0.5)
                                .seqLen(8)
                                .resetHiddenState(true)
                                .learningRate(Schedule.linear(3e-4, 3e-6, 100))
                                .entropyCoef(Schedule.linear(1e-3, 1e-4, 100))
                                .epsilonClip(Schedule.linear(0.2, 0.2, 1000))
                                .config());
        assertThat(file.environment())
                .contains(
                        EnvironmentSpec.of("CartPole-v0")
                                .wrapped("MaskVelocity", Map.of())
                                .wrapped("ScaleReward", Map.of("factor", 0.01)));
        assertThat(file.environmentCount()).hasValue(16);
        assertThat(file.updates()).isEqualTo(100);
        assertThat(file.networkSettings()).isEqualTo(Map.of("lstm", 64, "hidden", 128));
        assertThat(file.seed()).isEmpty();
        assertThat(file.name()).isEmpty();
        assertThat(file.notes()).singleElement().asString().startsWith(TIME_LIMIT);
    }

    @Test
    void givenPocMemory_thenEveryValueIsTheFiles() {
        ConfigFile file = read("poc_memory_env.yaml");

        assertThat(file.config())
                .isEqualTo(
                        original()
                                .gamma(0.99)
                                .epoch(4)
                                .nSteps(128)
                                .nMiniBatch(8)
                                .valueLossCoef(0.1)
                                .maxGradNorm(0.5)
                                .seqLen(8)
                                .learningRate(Schedule.linear(3e-4, 3e-4, 30))
                                .entropyCoef(Schedule.linear(1e-3, 1e-4, 30))
                                .epsilonClip(Schedule.linear(0.2, 0.2, 30))
                                .config());
        assertThat(file.environment()).contains(EnvironmentSpec.of("PocMemory-v0"));
        assertThat(file.updates()).isEqualTo(30);
        assertThat(file.networkSettings()).isEqualTo(Map.of("gru", 32, "hidden", 64));
        assertThat(file.notes()).singleElement().asString().startsWith(LEVELS);
    }

    @Test
    void givenMinigrid_thenEveryValueIsTheFiles() {
        ConfigFile file = read("minigrid.yaml");

        assertThat(file.config().resetHiddenState()).isFalse();
        assertThat(file.config().learningRate()).isEqualTo(Schedule.linear(2e-4, 2e-4, 300));
        assertThat(file.config().valueLossCoef()).isEqualTo(0.25);
        assertThat(file.environment())
                .contains(
                        EnvironmentSpec.of(
                                        "MiniGrid-MemoryS9-v0",
                                        Map.of(
                                                "observation",
                                                "rgb",
                                                "viewSize",
                                                3,
                                                "tileSize",
                                                28,
                                                "actions",
                                                3))
                                .wrapped("LevelSeeds", Map.of("first", 0, "count", 99)));
        assertThat(file.updates()).isEqualTo(500);
        assertThat(file.networkSettings()).isEqualTo(Map.of("lstm", 256, "hidden", 512));
        assertThat(file.notes()).hasSize(2);
        assertThat(file.notes().get(0)).startsWith(TIME_LIMIT);
        assertThat(file.notes().get(1)).startsWith(LEVELS);
    }

    @Test
    void givenMemoryGym_thenEveryValueIsTheFiles() {
        ConfigFile file = read("mortar_mayhem_grid.yaml");

        assertThat(file.config())
                .isEqualTo(
                        original()
                                .gamma(0.995)
                                .epoch(3)
                                .nSteps(512)
                                .nMiniBatch(8)
                                .valueLossCoef(0.5)
                                .maxGradNorm(0.25)
                                .seqLen(-1)
                                .learningRate(Schedule.linear(2.5e-4, 1e-5, 10_000))
                                .entropyCoef(Schedule.linear(1e-4, 1e-6, 10_000))
                                .epsilonClip(Schedule.linear(0.1, 0.1, 10_000))
                                .config());
        var environment = file.environment().orElseThrow();
        assertThat(environment.id()).isEqualTo("MortarMayhem-Grid-v0");
        assertThat(environment.options())
                .isEqualTo(
                        Map.of(
                                "agent_scale",
                                0.25,
                                "arena_size",
                                5,
                                "allowed_commands",
                                5,
                                "command_count",
                                List.of(10),
                                "explosion_duration",
                                List.of(2),
                                "explosion_delay",
                                List.of(6),
                                "reward_command_failure",
                                0.0,
                                "reward_command_success",
                                0.1,
                                "reward_episode_success",
                                0.0));
        assertThat(environment.wrappers())
                .containsExactly(
                        new EnvironmentSpec.Wrapping(
                                "LevelSeeds", Map.of("first", 0, "count", 100_000)));
        assertThat(file.environmentCount()).hasValue(32);
        assertThat(file.updates()).isEqualTo(5000);
        assertThat(file.networkSettings()).isEqualTo(Map.of("gru", 512, "hidden", 512));
        assertThat(file.notes()).singleElement().asString().startsWith(PICTURES);
    }

    @Test
    void givenOtherEnvironments_thenTheyAreMappedToo() {
        assertThat(withEnvironment("{type: CartPole}").environment())
                .contains(
                        EnvironmentSpec.of("CartPole-v0")
                                .wrapped("ScaleReward", Map.of("factor", 0.01)));
        assertThat(withEnvironment("{type: MemoryGym, name: MysteryPath-Grid-v0}").environment())
                .contains(
                        EnvironmentSpec.of("MysteryPath-Grid-v0")
                                .wrapped("LevelSeeds", Map.of("first", 0, "count", 100)));
        assertThat(
                        withEnvironment(
                                        "{type: MemoryGym, name: A, reset_params: {start-seed: 5, num-seeds: 7, reward_goal: 1e-1, visual_feedback: null}}")
                                .environment())
                .contains(
                        EnvironmentSpec.of("A", Map.of("reward_goal", 0.1))
                                .wrapped("LevelSeeds", Map.of("first", 5, "count", 7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: CartPole, name: x} | environment.name is not used",
                "{type: CartPole, reset_params: {}} | environment.reset_params is not used",
                "{type: MemoryGym, name: A, reset_params: {seed: 3}} | environment.reset_params.seed is not used",
                "{type: MemoryGym, name: MortarMayhem-v0} | each branch's ratio is clipped by itself there",
                "{type: Minigird, name: A} | is 'Minigird', which Engram does not know (the nearest is Minigrid)"
            })
    void givenWhatIsNotUsed_thenANoteTells(String environment, String note) {
        assertThat(withEnvironment(environment).notes()).anyMatch(each -> each.contains(note));
    }

    @Test
    void givenAnUnknownEnvironment_thenOnlyMakingItFails() {
        ConfigFile file = withEnvironment("{type: Mine}");

        assertThat(file.environment()).isEmpty();
        assertThatThrownBy(file::environments)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the text names no environment that can be made by name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "epochs: 4 | epoch: 4 | has the unknown key 'epoch'; did you mean 'epochs'?",
                "lamda: 0.95 | | the text, a file of recurrent-ppo-truncated-bptt, lacks lamda",
                "layer_type: lstm | layer_type: rnn | recurrence.layer_type must be lstm or gru, but is \"rnn\"",
                "layer_type: lstm | layr_type: lstm | recurrence has the unknown key 'layr_type'; did you mean 'layer_type'?",
                "  sequence_length: 8 | | recurrence lacks sequence_length",
                "sequence_length: 8 | sequence_length: long | recurrence.sequence_length must be a whole number",
                "reset_hidden_state: true | reset_hidden_state: 1 | recurrence.reset_hidden_state must be true or false",
                "hidden_state_size: 64 | hidden_state_size: 0 | recurrence.hidden_state_size must be at least 1, but is 0",
                "n_workers: 16 | n_workers: 0 | n_workers must be at least 1, but is 0",
                "updates: 100 | updates: many | updates must be a whole number, but is \"many\"",
                "lamda: 0.95 | lamda: 2 | lam must be from 0 to 1, but is 2.0",
                "{type: CartPoleMasked} | {typ: CartPole} | environment has the unknown key 'typ'; did you mean 'type'?",
                "{type: CartPoleMasked} | {name: CartPole} | environment.type must be a name, but is missing",
                "{type: CartPoleMasked} | {type: Minigrid} | environment.name must be a name, but is missing",
                "{type: CartPoleMasked} | CartPole | environment must be a section with keys of its own",
                "{type: CartPoleMasked} | {type: MemoryGym, name: A, reset_params: {start-seed: x}} | environment.reset_params.start-seed must be a whole number",
                "{type: CartPoleMasked} | {type: MemoryGym, name: A, reset_params: {a: {b: 1}}} | environment.reset_params.a must be a number, a text, true, false or a list"
            })
    void givenSomethingWrong_thenItIsTold(String from, String to, String message) {
        String yaml = YamlFiles.text("cartpole.yaml").replace(from, to == null ? "" : to);

        assertThatThrownBy(() -> ConfigFile.ofYaml(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void givenSeveralDocuments_thenTheLastCounts() {
        String poc = YamlFiles.text("poc_memory_env.yaml");
        String cartPole = YamlFiles.text("cartpole.yaml");

        assertThat(ConfigFile.ofYaml(poc + "---\n" + cartPole).updates()).isEqualTo(100);
    }

    @Test
    void givenTheBuilderOfAnAgent_thenTheFileFillsIt() {
        assertThat(RecurrentPPO.fromYaml(YamlFiles.path("cartpole.yaml")).config())
                .isEqualTo(read("cartpole.yaml").config());
        assertThatThrownBy(() -> PPO.fromYaml(YamlFiles.path("cartpole.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is for recurrent_ppo, but is read for ppo");
    }
}
