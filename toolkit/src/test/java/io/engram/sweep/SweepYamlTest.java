package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.engram.settings.ConfigFile;
import io.engram.settings.Schedule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that a file tells, and what is sent of a sweep to other processes. */
class SweepYamlTest {
    private static final String RUN =
            """
            name: scripted
            environment: {id: Scripted-v0, count: 4, options: {text: "1e5", share: 1e-3}}
            network: {gru: 8, hidden: 8}
            updates: 3
            agent: {algorithm: recurrent_ppo, n_steps: 64, learning_rate: 1e-3}
            """;

    @TempDir private Path folder;

    private SweepBuilder read(String text) throws IOException {
        return Sweep.read(Files.writeString(folder.resolve("sweep.yaml"), text));
    }

    /** The settings of a sweep whose base is code, so that nothing is made of a file. */
    private List<Setting> settings(SweepBuilder builder) {
        return builder
                .base(SmallSweep::recall)
                .updates(1)
                .checkpoints(folder.resolve("checkpoints"))
                .build()
                .runs()
                .stream()
                .map(SweepRun::setting)
                .toList();
    }

    @Test
    void givenAllThatAFileMaySay_thenItIsTheSweepOfTheBuilder() throws IOException {
        Files.writeString(folder.resolve("run.yaml"), RUN);
        SweepBuilder builder =
                read(
                        """
                        name: all
                        base: run.yaml
                        grid:
                          learning_rate: [1e-3, {initial: 1e-3, final: 1e-4, max_decay_steps: 9}]
                          hidden: [[8, 8]]
                        random:
                          entropy_coef: {log_uniform: [1e-4, 1e-1]}
                          lstm: {integers: [4, 64]}
                          gamma: {uniform: [0.9, 0.99]}
                          activation: {one_of: [tanh, relu]}
                        draws: 2
                        seed: 7
                        seeds: [4, 5]
                        updates: 9
                        at_once: 2
                        halving: {first_updates: 2, reduction: 3}
                        """);

        List<Setting> expected =
                settings(
                        Sweep.builder("all")
                                .grid(
                                        "learning_rate",
                                        1e-3,
                                        Map.of(
                                                "initial",
                                                1e-3,
                                                "final",
                                                1e-4,
                                                "max_decay_steps",
                                                9))
                                .grid("hidden", List.of(8, 8))
                                .random("entropy_coef", Sampling.logUniform(1e-4, 1e-1))
                                .random("lstm", Sampling.integers(4, 64))
                                .random("gamma", Sampling.uniform(0.9, 0.99))
                                .random("activation", Sampling.oneOf("tanh", "relu"))
                                .draws(2)
                                .seed(7)
                                .seeds(4, 5));
        assertThat(settings(builder)).hasSize(8).isEqualTo(expected);
    }

    @Test
    void givenWhatAFileMayNotSay_thenItIsNamed() {
        assertWrong("base: {}", "name must be a text, but is missing");
        assertWrong("name: a\nbse: b", "unknown key 'bse'; did you mean 'base'?");
        assertWrong("name: a\nbase: 3", "base must be a text, but is 3");
        String head = "name: a\nbase: {" + RUN.strip().replace("\n", ", ") + "}\n";
        assertWrong(
                head + "random: {gamma: 3}",
                "random.gamma must be one of [uniform, log_uniform, integers, one_of]");
        assertWrong(
                head + "random: {gamma: {unifrom: [0, 1]}}",
                "unknown key 'random.gamma.unifrom'; did you mean 'uniform'?");
        assertWrong(
                head + "random: {gamma: {uniform: 1}}",
                "random.gamma.uniform must be [least, greatest], but is 1");
        assertWrong(head + "seeds: [1.5]", "seeds must be a whole number, but is 1.5");
        assertWrong(head + "grid: 3", "grid must be a section with keys of its own, but is 3");
        assertWrong(
                head + "halving: {reduction: 3}",
                "halving.first_updates must be a whole number, but is missing");
    }

    private void assertWrong(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessageContaining(message);
    }

    @Test
    void givenAFileOfARun_whenItIsSentElsewhere_thenItSaysTheSame() throws Exception {
        ConfigFile file =
                ConfigFile.ofYaml(RUN)
                        .with("learningRate", Schedule.piecewise(0, 1e-3, 9, 0).warmUp(2))
                        .with("updates", 5);

        ConfigFile there = sent(file);

        assertThat(there.environment()).isEqualTo(file.environment());
        assertThat(there.environment().orElseThrow().options())
                .isEqualTo(Map.of("text", 1e5, "share", 1e-3));
        assertThat(there.config()).isEqualTo(file.config());
        assertThat(there.updates()).isEqualTo(5);
        assertThat(there.with("hidden", 16).networkSettings())
                .isEqualTo(file.with("hidden", 16).networkSettings());
    }

    @Test
    void givenSettingsAndSchedules_whenTheyAreSentElsewhere_thenTheyAreEqual() throws Exception {
        var setting =
                new Setting(
                        2,
                        Map.of(
                                "a", Schedule.cosine(1, 0.5, 9).warmUp(3),
                                "b", Schedule.piecewise(0, 1, 5, 2),
                                "c", List.of(8, 8),
                                "d", Schedule.linear(1, 0, 7)));

        assertThat(sent(setting)).isEqualTo(setting);
    }

    @Test
    void givenAFileOfAnAgentOnly_whenItIsSentElsewhere_thenItIsRefused() {
        Assertions.assertThatExceptionOfType(InvalidObjectException.class)
                .isThrownBy(() -> sent(ConfigFile.ofYaml("n_steps: 8")))
                .withMessageContaining("cannot be sent to another process");
    }

    @SuppressWarnings("unchecked")
    private static <T> T sent(T value) throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
