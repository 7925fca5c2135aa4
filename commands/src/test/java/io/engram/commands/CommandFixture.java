package io.engram.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's folder, a project, and commands given in between. */
final class CommandFixture {
    static final String TINY =
            """
            name: tiny
            environment: {id: CartPole-v1, wrappers: [MaskVelocity], count: 2, normalize_observations: true}
            network: {lstm: 8, hidden: 8}
            updates: 2
            evaluate_every: {updates: 1, episodes: 2}
            agent: {algorithm: recurrent_ppo, n_steps: 32, epoch: 1, seq_len: 8, n_mini_batch: 2}
            """;

    final Path home;
    final Path caller;
    final Path project;
    String out = "";
    String err = "";

    CommandFixture(Path folder) {
        try {
            home = Files.createDirectories(folder.resolve("home"));
            caller = Files.createDirectories(folder.resolve("caller"));
            project = Files.createDirectories(folder.resolve("project"));
            Files.createDirectories(project.resolve("configs"));
            Files.writeString(project.resolve("configs/tiny.yaml"), TINY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a command and returns its exit status. */
    int lab(String... arguments) {
        var outText = new StringWriter();
        var errText = new StringWriter();
        int status =
                Lab.commandLine(new Places(home, caller, project))
                        .setOut(new PrintWriter(outText))
                        .setErr(new PrintWriter(errText))
                        .execute(arguments);
        out = outText.toString();
        err = errText.toString();
        return status;
    }
}
