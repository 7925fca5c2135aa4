package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.fixture.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovedLogsTest {
    @TempDir Path folder;

    private static void remove(Path logs) throws IOException {
        for (String name : logs.toFile().list()) {
            Files.delete(logs.resolve(name));
        }
        Files.delete(logs);
    }

    @Test
    void givenLogsThatAreRemovedWhileTraining_thenTheyComeBackWhole() throws IOException {
        var builder = Runs.recall(folder, "bare");
        Path logs = folder.resolve("logs/bare");
        builder.onUpdate(
                row -> {
                    try {
                        if (row.update() == 2) {
                            remove(logs);
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        try (var run = builder.build()) {
            run.train(4);
        }

        assertThat(Files.readAllLines(logs.resolve("metrics.csv")))
                .hasSize(5)
                .first()
                .asString()
                .startsWith("update,environment_steps,");
        String[] events = logs.toFile().list((place, name) -> name.startsWith("events."));
        assertThat(events).hasSize(1);
        String text = Files.readString(logs.resolve(events[0]), StandardCharsets.ISO_8859_1);
        assertThat(text.split("losses/value_loss", -1)).hasSize(1 + 4);
    }

    @Test
    void givenACsvThatSomebodyCut_thenItComesBackWhole() throws IOException {
        Path csv = folder.resolve("logs/cut/metrics.csv");
        try (var run = Runs.recall(folder, "cut").build()) {
            run.train(2);
            Files.writeString(csv, "update,envir");
            run.train(3);
        }

        assertThat(Files.readAllLines(csv)).hasSize(4);
    }
}
