package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.Agent;
import io.engram.settings.ConfigFile;
import io.engram.space.ObservationSpace;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a YAML file of another system to a run. */
class ConfigFileRunTest {

    /** The files of the toolkit's own tests. */
    private static ConfigFile read(String name) {
        return ConfigFile.read(Path.of("../toolkit/src/test/resources/yaml", name));
    }

    @ParameterizedTest
    @CsvSource({"poc_memory_env.yaml, 14_179", "cartpole.yaml, 59_651"})
    void givenAFile_thenItsRunTrainsAsManyParametersAsTheOriginal(
            String name, String parameters, @TempDir Path folder) {
        ConfigFile file = read(name);
        var envs = file.environments();
        var agent = Agent.of(file.config(), file.network(envs));
        try (var run =
                TrainingRun.builder("from-file", agent, envs)
                        .seed(file.seed().orElse(1))
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(1);

            assertThat(run.state().learner().parameters())
                    .hasSize(Integer.parseInt(parameters.replace("_", "")));
            assertThat(run.state().environmentSteps()).isEqualTo(16L * file.config().nSteps());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minigrid.yaml", "mortar_mayhem_grid.yaml"})
    void givenAFileOfATaskWithPictures_thenItsEnvironmentsAndNetworkCanBeMade(String name) {
        ConfigFile file = read(name);
        try (var envs = file.environments()) {
            assertThat(envs.count()).isEqualTo(file.environmentCount().orElseThrow());
            assertThat(envs.observationSpace()).isEqualTo(ObservationSpace.image(3, 84, 84));
            assertThat(envs.actionSpace().branches()).hasSize(1);
            assertThat(envs.spec()).isPresent();
            assertThat(envs.reset(1)).hasSize(envs.count());
            assertThat(Agent.of(file.config(), file.network(envs)).config())
                    .isEqualTo(file.config());
        }
    }

    @Test
    void givenAFileOfAineDrl_thenItsAlgorithmGetsAReadyMadeNetwork() {
        ConfigFile file = read("ppo.yaml");
        try (var envs = file.environments()) {
            assertThat(envs.count()).isEqualTo(32);
            assertThat(Agent.of(file.config(), file.network(envs)).config())
                    .isEqualTo(file.config());
        }
    }
}
