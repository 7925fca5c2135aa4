package io.engram.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.PPO;
import io.engram.agent.PPORND;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.RecurrentPPORND;
import io.engram.environment.EnvironmentSpec;
import io.engram.settings.ConfigFile.Format;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AineFileTest {
    private static final String GUESS = "The file does not say for which agent it is";
    private static final String CODE =
            "These are set in code there, not in the file: learning_rate (here 5.0E-4),"
                    + " optimizer (here Adam), max_grad_norm (here no clipping).";
    private static final String NETWORK = "The network is code there";
    private static final String SEQUENCES = "Sequences that do not fill a mini-batch of ";
    private static final String TIME_LIMIT = "An episode that a time limit cuts off";

    private static final String PPO_AGENT = "n_steps: 8, epoch: 2, mini_batch_size: 4";

    private static ConfigFile read(String name) {
        return ConfigFile.read(YamlFiles.path(name));
    }

    /** A file with an agent for PPO and something besides. */
    private static ConfigFile with(String sections) {
        return ConfigFile.ofYaml("run: {Agent: {%s}, %s}".formatted(PPO_AGENT, sections));
    }

    private static void assertNotes(ConfigFile file, String... beginnings) {
        assertThat(file.notes()).hasSameSizeAs(beginnings);
        for (int i = 0; i < beginnings.length; i++) {
            assertThat(file.notes().get(i)).startsWith(beginnings[i]);
        }
    }

    @Test
    void givenRecurrentPpo_thenEveryValueIsTheFiles() {
        ConfigFile file = read("recurrent_ppo.yaml");

        assertThat(file.format()).isEqualTo(Format.AINE_DRL);
        assertThat(file.config())
                .isEqualTo(
                        RecurrentPPO.builder()
                                .rewardScaling(false)
                                .nSteps(256)
                                .epoch(4)
                                .seqLen(8)
                                .seqMiniBatchSize(8)
                                .gamma(0.99)
                                .lam(0.95)
                                .epsilonClip(0.2)
                                .valueLossCoef(0.5)
                                .valueLossClip(false)
                                .entropyCoef(0.001)
                                .advantageNormalization(false)
                                .maxGradNorm(Double.POSITIVE_INFINITY)
                                .config());
        assertThat(file.name()).contains("CartPole-NoVel_RecurrentPPO");
        assertThat(file.environment()).contains(EnvironmentSpec.of("CartPoleNoVel-v1"));
        assertThat(file.environmentCount()).hasValue(16);
        assertThat(file.updates()).isEqualTo(781);
        assertThat(file.seed()).hasValue(0);
        assertThat(file.networkSettings()).isEmpty();
        assertNotes(
                file,
                GUESS + "; its keys are those of recurrent_ppo.",
                CODE,
                NETWORK,
                SEQUENCES + "8",
                "summary_freq is not used",
                "agent_save_freq is not used; checkpointEvery(78) saves about as often.",
                TIME_LIMIT,
                "Inference is not used");
    }

    @Test
    void givenPpo_thenEveryValueIsTheFiles() {
        ConfigFile file = read("ppo.yaml");

        assertThat(file.config())
                .isEqualTo(
                        PPO.builder()
                                .rewardScaling(false)
                                .nSteps(64)
                                .epoch(10)
                                .miniBatchSize(64)
                                .gamma(0.98)
                                .device("cpu")
                                .advantageNormalization(false)
                                .maxGradNorm(Double.POSITIVE_INFINITY)
                                .config());
        assertThat(file.name()).contains("BipedalWalker-v3_PPO");
        assertThat(file.environment())
                .contains(EnvironmentSpec.of("BipedalWalker-v3", Map.of("hardcore", false)));
        assertThat(file.environmentCount()).hasValue(32);
        assertThat(file.updates()).isEqualTo(937);
        assertThat(file.seed()).hasValue(3);
        assertNotes(
                file,
                GUESS + "; its keys are those of ppo.",
                CODE,
                NETWORK,
                "Env.Config.asynchronous is not used",
                TIME_LIMIT,
                "Of the seeds in Env.Config only the first is used");
    }

    @Test
    void givenRecurrentPpoRnd_thenEveryValueIsTheFiles() {
        ConfigFile file = read("recurrent_ppo_rnd.yaml");

        assertThat(file.config())
                .isEqualTo(
                        RecurrentPPORND.builder()
                                .nSteps(100)
                                .epoch(3)
                                .seqLen(16)
                                .seqMiniBatchSize(4)
                                .paddingValue(1)
                                .extGamma(0.998)
                                .intGamma(0.98)
                                .extAdvCoef(2)
                                .intAdvCoef(0.5)
                                .lam(0.9)
                                .epsilonClip(0.1)
                                .valueLossCoef(0.25)
                                .entropyCoef(0.01)
                                .rndPredExpProportion(0.5)
                                .initNormSteps(60)
                                .obsNormClipRange(-4, 4)
                                .hiddenStateNormClipRange(-3, 3)
                                .device("cuda:0")
                                .advantageNormalization(false)
                                .maxGradNorm(Double.POSITIVE_INFINITY)
                                .config());
        assertThat(file.environment()).isEmpty();
        assertThat(file.environmentCount()).hasValue(4);
        assertThat(file.updates()).isEqualTo(9);
        assertThat(file.seed()).hasValue(7);
        assertNotes(
                file,
                GUESS + "; its keys are those of recurrent_ppo_rnd.",
                CODE,
                NETWORK,
                SEQUENCES + "4",
                "A padding_value above 0.5",
                "Intrinsic rewards are divided there by the deviation of each environment's own",
                "After the end of an episode the predictor learns there from the next one's",
                "The policy learns there from the observations that followed its actions",
                "Environments of ML-Agents cannot be made by name");
        assertThatThrownBy(file::environments).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givenADefaultOfTheOriginal_thenItHolds() {
        AgentConfig rnd =
                ConfigFile.ofYaml("Agent: {%s, ext_adv_coef: 1.0}".formatted(PPO_AGENT)).config();

        assertThat(rnd)
                .isEqualTo(
                        PPORND.builder()
                                .nSteps(8)
                                .epoch(2)
                                .miniBatchSize(4)
                                .extGamma(0.999)
                                .intGamma(0.99)
                                .lam(0.95)
                                .epsilonClip(0.2)
                                .valueLossCoef(0.5)
                                .entropyCoef(0.001)
                                .rndPredExpProportion(0.25)
                                .initNormSteps(50)
                                .obsNormClipRange(-5, 5)
                                .advantageNormalization(false)
                                .maxGradNorm(Double.POSITIVE_INFINITY)
                                .config());
    }

    @Test
    void givenNoDiscountFactor_thenItIsTheOriginalsDefault() {
        AgentConfig ppo = ConfigFile.ofYaml("Agent: {%s}".formatted(PPO_AGENT)).config();

        assertThat(ppo.gamma()).isEqualTo(0.99);
        assertThat(RecurrentPPO.builder().config().gamma()).isEqualTo(0.995);
    }

    @Test
    void givenASectionAlone_thenItIsRead() {
        ConfigFile file = ConfigFile.ofYaml("Agent: {%s}".formatted(PPO_AGENT));

        assertThat(file.format()).isEqualTo(Format.AINE_DRL);
        assertThat(file.name()).isEmpty();
        assertThat(file.environmentCount()).isEmpty();
        assertThatThrownBy(file::updates)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the text does not say how long to train");
        assertThatThrownBy(file::environments)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the text names no environment");
    }

    @Test
    void givenEngramsKeysInTheAgentSection_thenTheySayWhatIsCodeThere() {
        ConfigFile file =
                ConfigFile.ofYaml(
                        "Agent: {algorithm: ppo, %s, advantage_normalization: true, learning_rate: 1e-3, max_grad_norm: 5.0, optimizer: adamw}"
                                .formatted(PPO_AGENT));

        assertThat(file.config())
                .isEqualTo(
                        PPO.builder()
                                .rewardScaling(false)
                                .nSteps(8)
                                .epoch(2)
                                .miniBatchSize(4)
                                .gamma(0.99)
                                .advantageNormalization(true)
                                .learningRate(1e-3)
                                .maxGradNorm(5)
                                .optimizer(OptimizerConfig.adamW())
                                .config());
        assertNotes(file, NETWORK, "Steps that do not fill a mini-batch of 4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Env: {type: Gym, Config: {id: A, wrappers: [x]}} | Env.Config.wrappers is not used; wrap",
                "Env: {type: Gym, Config: {id: A, disable_env_checker: true}} | Env.Config.disable_env_checker is not used",
                "Env: {type: Gym, Config: {id: A, truncated_episode: true}} | Env.Config.truncated_episode is not used",
                "Env: {type: Gym, Config: {id: A, truncate_episode: false}} | With truncate_episode: false, memory",
                "`Env: {type: Gym, Config: {id: A, seed: 1}}, Train: {seed: 2, Config: {time_steps: 9}}` | Env.Config.seed is not used",
                "`Train: {num_envs: 1, seed: [4, 5], Config: {time_steps: 9}}` | Of the seeds in Train only the first",
                "`Train: {num_envs: 5, Config: {time_steps: 99}}` | ",
                "`Train: {num_envs: 1, Config: {time_steps: 99}}` | ",
                "Inference: {} | Inference is not used"
            })
    void givenWhatIsNotUsed_thenANoteTells(String sections, String note) {
        if (note == null) {
            assertNotes(with(sections), GUESS, CODE, NETWORK);
        } else {
            assertThat(with(sections).notes()).anyMatch(each -> each.startsWith(note));
        }
    }

    @Test
    void givenMiniBatchesThatDoNotComeOut_thenANoteTells() {
        ConfigFile file =
                ConfigFile.ofYaml(
                        "r: {Agent: {n_steps: 9, epoch: 2, mini_batch_size: 4}, Train: {num_envs: 3, Config: {time_steps: 20}}}");

        assertNotes(file, GUESS, CODE, NETWORK, "Steps that do not fill a mini-batch of 4");
        assertThat(file.updates()).isEqualTo(2);
    }

    @Test
    void givenCuriosityWithoutMemory_thenANoteTellsOfTheNormalisers() {
        ConfigFile file = ConfigFile.ofYaml("Agent: {%s, int_gamma: 0.9}".formatted(PPO_AGENT));

        assertThat(file.notes())
                .anyMatch(each -> each.startsWith("Steps that set the normalisers"))
                .noneMatch(each -> each.startsWith("The policy learns there"));
    }

    @Test
    void givenSeveralRuns_thenTheFirstIsRead() {
        String yaml = "first: {Agent: {%s}}\nsecond: {Agent: {}}\n".formatted(PPO_AGENT);
        ConfigFile file = ConfigFile.ofYaml(yaml);

        assertThat(file.name()).contains("first");
        assertThat(file.notes()).contains("Only the first run is read; not used: second.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Trian: {} | has the unknown key 'Trian'; did you mean 'Train'?",
                "Train: {num_env: 4} | Train has the unknown key 'num_env'; did you mean 'num_envs'?",
                "Train: {num_envs: 0, Config: {time_steps: 1}} | Train.num_envs must be at least 1, but is 0",
                "Train: {} | Train.Config.time_steps must be a whole number, but is missing",
                "Train: {Config: {time_step: 5}} | Train.Config has the unknown key 'time_step'; did you mean 'time_steps'?",
                "`Train: {seed: x, Config: {time_steps: 5}}` | Train.seed must be a whole number",
                "Train: 3 | Train must be a section with keys of its own, but is 3",
                "Env: {typ: Gym} | Env has the unknown key 'typ'; did you mean 'type'?",
                "Env: {type: Gymnasium} | Env.type must be Gym or ML-Agents, but is \"Gymnasium\"",
                "Env: {type: Gym} | Env.Config.id must be a name, but is missing",
                "`Env: {type: Gym, Config: {id: A, truncate_episode: 1}}` | Env.Config.truncate_episode must be true or false",
                "Inference: {Config: {episode: 1}} | Inference.Config has the unknown key 'episode'; did you mean 'episodes'?"
            })
    void givenSomethingWrongInASection_thenItIsTold(String sections, String message) {
        assertThatThrownBy(() -> with(sections))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n_steps: 8, epoch: 2 | the text, read for ppo, lacks mini_batch_size",
                "n_steps: 8, seq_len: 2 | the text, read for recurrent_ppo, lacks epoch, seq_mini_batch_size",
                "n_steps: 8, epoch: 2, batch_size: 4 | has the key 'batch_size' of Double DQN",
                "n_steps: 8, epoch: 2, mini_batch_size: 4, gama: 1 | has the unknown key 'gama'; did you mean 'gamma'?",
                "n_steps: 8, epoch: 2, mini_batch_size: 4, gamma: 2 | gamma must be from 0 to 1, but is 2.0"
            })
    void givenSomethingWrongInTheAgentSection_thenItIsTold(String agent, String message) {
        assertThatThrownBy(() -> ConfigFile.ofYaml("run: {Agent: {%s}}".formatted(agent)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void givenNoAgentSection_thenItIsTold() {
        assertThatThrownBy(() -> ConfigFile.ofYaml("run: {Train: {}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the text lacks Agent");
    }

    @Test
    void givenTheBuilderOfAnAgent_thenTheFileFillsItAndTheAlgorithmIsNotGuessed() {
        assertThat(RecurrentPPO.fromYaml(YamlFiles.path("recurrent_ppo.yaml")).config())
                .isEqualTo(read("recurrent_ppo.yaml").config());
        assertThat(PPO.fromYaml(YamlFiles.path("ppo.yaml")).config())
                .isEqualTo(read("ppo.yaml").config());
        assertThat(RecurrentPPORND.fromYaml(YamlFiles.path("recurrent_ppo_rnd.yaml")).config())
                .isEqualTo(read("recurrent_ppo_rnd.yaml").config());
        assertThat(ConfigFile.read(YamlFiles.path("ppo.yaml"), Algorithm.PPO).notes())
                .noneMatch(each -> each.startsWith(GUESS));
    }

    @Test
    void givenAFileOfAnotherAlgorithm_thenItIsRefused() {
        assertThatThrownBy(() -> RecurrentPPO.fromYaml(YamlFiles.path("ppo.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read for recurrent_ppo, lacks seq_len");
        assertThatThrownBy(() -> PPORND.fromYaml(YamlFiles.path("ppo.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "has the key 'gamma' of ppo, recurrent_ppo, but is read for ppo_rnd");
        assertThatThrownBy(() -> RecurrentPPO.fromYaml(YamlFiles.path("recurrent_ppo_rnd.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the key 'ext_gamma' of ppo_rnd, recurrent_ppo_rnd");
    }
}
