package io.engram.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.evaluation.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, and the signal that ends a process. */
class StoppedCommandTest {
    private static final int SECONDS = 60;

    @Test
    void givenASignal_thenTheRunIsSavedAndTheUserIsTold(@TempDir Path folder)
            throws IOException, InterruptedException {
        var given = new CommandFixture(folder);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Dengram.home=" + given.home,
                                "-Dengram.caller=" + given.caller,
                                "-Dengram.project=" + given.project,
                                Lab.class.getName(),
                                "train",
                                "configs/tiny.yaml",
                                "--updates",
                                "9999999")
                        .redirectErrorStream(true)
                        .start();
        var out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.contains("tiny  update")) {
            line = out.readLine();
        }
        // Not the process's own method, which closes what is still to be read.
        process.toHandle().destroy();
        var rest = new StringBuilder();
        for (String next = out.readLine(); next != null; next = out.readLine()) {
            rest.append(next).append('\n');
        }

        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(rest).contains("environment steps, saved in", "--resume");
        assertThat(Policy.load(given.home.resolve("checkpoints/tiny")).updates()).isPositive();
    }
}
