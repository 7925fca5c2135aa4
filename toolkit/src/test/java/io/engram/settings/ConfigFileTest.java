package io.engram.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.PPO;
import io.engram.agent.PPORND;
import io.engram.agent.RecurrentPPO;
import io.engram.settings.ConfigFile.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private static final String AMBIGUOUS = "The file could be an Agent section of AINE-DRL";

    @Test
    void givenEngramsOwnFile_thenItsParametersAreRead(@TempDir Path folder) {
        AgentConfig config = PPORND.builder().nSteps(7).learningRate(1e-2).config();
        Path path = folder.resolve("own.yaml");
        config.writeYaml(path);
        ConfigFile file = ConfigFile.read(path);

        assertThat(file.format()).isEqualTo(Format.ENGRAM);
        assertThat(file.config()).isEqualTo(config).isEqualTo(PPORND.fromYaml(path).config());
        assertThat(file.notes()).isEmpty();
        assertThat(file.name()).isEmpty();
        assertThat(file.environment()).isEmpty();
        assertThat(file.environmentCount()).isEmpty();
        assertThat(file.seed()).isEmpty();
        assertThat(file.networkSettings()).isEmpty();
    }

    @Test
    void givenAFileOfAFewOwnKeys_thenTheAlgorithmIsThatOfTheBuilder(@TempDir Path folder)
            throws IOException {
        Path path = Files.writeString(folder.resolve("own.yaml"), "n_steps: 7\ntarget_kl: 0.1\n");

        assertThat(PPO.fromYaml(path).config())
                .isEqualTo(PPO.builder().nSteps(7).targetKl(0.1).config());
        assertThat(RecurrentPPO.fromYaml(path).config())
                .isEqualTo(RecurrentPPO.builder().nSteps(7).targetKl(0.1).config());
        assertThat(ConfigFile.read(path).config().algorithm()).isEqualTo(Algorithm.RECURRENT_PPO);
    }

    @Test
    void givenAFileForAnotherAlgorithm_thenItIsRefused(@TempDir Path folder) {
        Path path = folder.resolve("own.yaml");
        PPO.builder().config().writeYaml(path);

        assertThatThrownBy(() -> RecurrentPPO.fromYaml(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("own.yaml is for ppo, but is read for recurrent_ppo");
    }

    @Test
    void givenKeysThatCouldBeOfTwoFormats_thenTheyAreEngramsAndANoteTells() {
        String keys = "n_steps: 8\nepoch: 2\nseq_len: 4\nseq_mini_batch_size: 4\n";
        ConfigFile file = ConfigFile.ofYaml(keys);

        assertThat(file.format()).isEqualTo(Format.ENGRAM);
        assertThat(file.config().advantageNormalization()).isTrue();
        assertThat(file.notes()).singleElement().asString().startsWith(AMBIGUOUS);
        assertThat(ConfigFile.ofYaml(keys + "learning_rate: 1e-3").notes()).isEmpty();
        assertThat(ConfigFile.ofYaml(keys + "advantage_normalization: true").notes()).isEmpty();
        assertThat(ConfigFile.ofYaml("n_steps: 8").notes()).isEmpty();
    }

    @Test
    void givenATypingError_thenTheFormatIsStillRecognised() {
        assertThatThrownBy(() -> ConfigFile.ofYaml("n_steps: 8\nepochs: 2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the unknown key 'epochs'; did you mean 'epoch'?");
        assertThatThrownBy(() -> ConfigFile.ofYaml("n_steps: 1\n---\nn_steps: 2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the text must hold one document, but holds 2");
        assertThatThrownBy(() -> ConfigFile.ofYaml(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must hold one 'key: value' on each line");
    }

    @Test
    void givenAFile_thenItIsShownWithItsNotes() {
        ConfigFile file = ConfigFile.read(YamlFiles.path("mortar_mayhem_grid.yaml"));

        assertThat(file.toString())
                .contains("mortar_mayhem_grid.yaml, recurrent-ppo-truncated-bptt")
                .contains("MortarMayhem-Grid-v0")
                .contains("LevelSeeds")
                .contains("gru 512, hidden 512")
                .contains("- Pictures come there");
        assertThat(file.toHtml())
                .contains("<td>updates</td><td>5000</td>")
                .contains("<li>Pictures come there")
                .contains("max_grad_norm: 0.25");
        assertThat(ConfigFile.ofYaml("n_steps: 8").toHtml()).doesNotContain("<ul>");
        assertThat(ConfigFile.ofYaml("'<b>': {Agent: {n_steps: 1, epoch: 1, mini_batch_size: 1}}"))
                .extracting(ConfigFile::toHtml)
                .asString()
                .contains("&lt;b&gt;");
    }

    @Test
    void givenAnAgentsBuilder_thenTheLogTellsTheNotes() {
        var told = new ArrayList<String>();
        Logger logger = Logger.getLogger(ConfigFile.class.getName());
        Handler handler = handler(told);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            RecurrentPPO.fromYaml(YamlFiles.path("cartpole.yaml"));
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }

        assertThat(told)
                .singleElement()
                .asString()
                .contains("cartpole.yaml, a file of recurrent-ppo-truncated-bptt, done otherwise")
                .contains("\n- An episode that a time limit cuts off");
    }

    private static Handler handler(List<String> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                told.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
