package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.settings.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep's runs have in common. */
class FileBaseTest {
    @TempDir private Path folder;

    private String text(String learningRate) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("run.yaml"),
                        """
                        name: any
                        environment: {id: Any-v0, count: 4}
                        network: {gru: 8, hidden: 8}
                        updates: 3
                        agent: {algorithm: recurrent_ppo, learning_rate: %s}
                        """
                                .formatted(learningRate));
        return new FileBase(ConfigFile.read(file)).text();
    }

    @Test
    void givenATextOfBeforeAParameterWas_thenItIsTheOneOfToday() throws IOException {
        String today = text("1e-3");
        String before = today.replace("stored_hidden_state: true\n", "");

        assertThat(before).isNotEqualTo(today);
        assertThat(FileBase.completed(before)).isEqualTo(today);
        assertThat(FileBase.completed(today)).isEqualTo(today);
    }

    @Test
    void givenAnotherParameter_thenItIsAnotherBase() throws IOException {
        assertThat(FileBase.completed(text("1e-3"))).isNotEqualTo(text("1e-4"));
    }

    @Test
    void givenCode_thenItHasNoText() {
        assertThat(FileBase.completed("")).isEmpty();
    }
}
