package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTaskTest {
    private static final Path TASK = Path.of("peers", "task.json");

    @Test
    void givenTheTaskOfThePeers_thenEngramTrainsWithItsNumbers() throws IOException {
        var settings = PeerSettings.read(TASK);

        try (var envs = settings.vector()) {
            var config = settings.agent(envs).config();
            assertThat(envs.count()).isEqualTo(settings.environments());
            assertThat(config.nSteps()).isEqualTo(settings.steps());
            assertThat(config.seqLen()).isEqualTo(settings.sequenceLength());
            assertThat(config.optimizer().epsilon()).isEqualTo(settings.adamEpsilon());
            assertThat(config.rewardScaling()).isFalse();
        }
    }

    @Test
    void givenANumberThatNobodyKnows_thenItIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("task.json");
        Files.writeString(file, Files.readString(TASK).replace("\"gamma\"", "\"gama\""));

        assertThatThrownBy(() -> PeerSettings.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void givenAnUpdate_thenTheResultIsALineOfJson() throws IOException {
        String line = PeerTask.measure(PeerSettings.read(TASK), 1, 0, 1);

        assertThat(line)
                .matches(
                        "\\{\"name\": \"engram\", \"steps_per_second\": [0-9.]+, \"updates\": 1,"
                                + " \"return_mean\": [0-9.]+}");
    }
}
