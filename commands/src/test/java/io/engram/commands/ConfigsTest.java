package io.engram.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environments;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.network.RecurrentActorCritic;
import io.engram.settings.ConfigFile;
import io.engram.settings.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations that ship. */
class ConfigsTest {
    private static final Path CONFIGS = Path.of("..", "configs");

    static Stream<Path> configs() throws IOException {
        return Files.list(CONFIGS).sorted();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void givenAFile_thenItIsARunOfItsName(Path path) {
        ConfigFile file = ConfigFile.read(path);

        assertThat(path.getFileName()).hasToString(file.name().orElseThrow() + ".yaml");
        assertThat(file.updates()).isPositive();
        try (var environments = file.environments()) {
            assertThat(Agent.of(file.config(), file.network(environments)).network().spec())
                    .isPresent();
        }
    }

    @Test
    void givenTheFileOfTheTrainingNotebook_thenItSaysWhatTheNotebookWrites() {
        ConfigFile file = ConfigFile.read(CONFIGS.resolve("cartpole-masked.yaml"));

        try (var written =
                        Environments.vector("CartPole-v1", 16, MaskVelocity::new)
                                .normalizeObservations();
                var read = file.environments()) {
            var network = RecurrentActorCritic.builder(written).lstm(64).hidden(64).build();
            var agent =
                    RecurrentPPO.builder()
                            .network(network)
                            .nSteps(128)
                            .epoch(6)
                            .seqLen(16)
                            .nMiniBatch(4)
                            .gamma(0.99)
                            .learningRate(Schedule.linear(1e-3, 1e-5, 48))
                            .entropyCoef(0)
                            .build();
            assertThat(file.config()).isEqualTo(agent.config());
            assertThat(file.network(read).spec()).isEqualTo(network.spec());
            assertThat(read.spec()).isEqualTo(written.spec());
            assertThat(read.vectorSpec()).isEqualTo(written.vectorSpec());
            assertThat(file.updates()).isEqualTo(48);
        }
    }
}
