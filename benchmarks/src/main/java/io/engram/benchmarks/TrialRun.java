package io.engram.benchmarks;

import io.engram.agent.Agent;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorSpec;
import io.engram.settings.AgentConfig;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One run of a task, in a process of its own, since PyTorch chooses its kernels once for each
 * process.
 */
final class TrialRun {
    // Read by the command that started this process.
    private static final PrintStream OUT = System.out;
    private static final Path FOLDER = Path.of("target", "trials");
    private static final int PIECE = 10;

    /** A parameter that came later, saying what was done before it: no other configuration. */
    private static final String ALWAYS = "stored_hidden_state: true\n";

    private TrialRun() {}

    /**
     * The agent of a task, with some parameters set otherwise.
     *
     * @param task the task
     * @param changes values by their names in YAML
     * @return the task's agent with another configuration
     */
    static Agent agent(Task task, VectorEnvironment envs, Map<String, String> changes) {
        Agent agent = task.agent(envs);
        if (changes.isEmpty()) {
            return agent;
        }
        var yaml = new StringBuilder();
        boolean sizes =
                changes.containsKey("n_mini_batch") || changes.containsKey("seq_mini_batch_size");
        agent.config()
                .toYaml()
                .lines()
                .filter(line -> !changes.containsKey(line.split(":")[0]))
                .filter(line -> !(sizes && line.matches("(n_mini_batch|seq_mini_batch_size):.*")))
                .forEach(line -> yaml.append(line).append('\n'));
        changes.forEach((name, value) -> yaml.append(name).append(": ").append(value).append('\n'));
        return Agent.of(AgentConfig.ofYaml(yaml.toString()), agent.network());
    }

    /**
     * Trains and judges.
     *
     * @param arguments the task, the seed, the name of the run's folder, then the changes as {@code
     *     name=value}
     * @throws IOException if the checkpoint cannot be read back
     */
    public static void main(String[] arguments) throws IOException {
        Task task = Task.named(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        var changes = new LinkedHashMap<String, String>();
        for (int i = 3; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            changes.put(parts[0], parts[1]);
        }
        var environments = task.environments();
        long start = System.nanoTime();
        try (var run =
                task.run(
                                TrainingRun.builder(
                                        arguments[2],
                                        agent(task, environments, changes),
                                        environments))
                        .seed(seed)
                        .checkpointEvery(task.updates())
                        .keepCheckpoints(1)
                        .replace(true)
                        .checkpoints(FOLDER.resolve("checkpoints"))
                        .logs(FOLDER.resolve("logs"))
                        .build()) {
            train(run, task);
            double seconds = (System.nanoTime() - start) / 1e9;
            OUT.printf(
                    Locale.ROOT,
                    "%nresult %s %d %.1f %s%n",
                    task.goal().score().applyAsDouble(run),
                    run.state().environmentSteps(),
                    seconds,
                    hash(run));
        }
    }

    /** In pieces, so that a run that has shown what it is judged by need not go on. */
    private static void train(TrainingRun run, Task task) {
        for (int updates = PIECE; ; updates += PIECE) {
            run.train(Math.min(updates, task.updates()));
            if (updates >= task.updates() || task.goal().decided().test(run)) {
                return;
            }
        }
    }

    private static String hash(TrainingRun run) throws IOException {
        Path newest = run.save();
        return sha256(Files.readAllBytes(newest.resolve("parameters.safetensors")));
    }

    /** The beginning of a SHA-256. */
    static String sha256(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What tells configurations apart: everything that is run but the seed. */
    static String fingerprint(Task task, Map<String, String> changes) {
        try (var environments = task.environments()) {
            Agent agent = agent(task, environments, changes);
            String all =
                    String.join(
                            "\n",
                            task.label(),
                            Integer.toString(task.updates()),
                            task.goal().toString(),
                            agent.config().toYaml().replace(ALWAYS, ""),
                            agent.network().toString(),
                            // Whoever steps them, the bits are the same.
                            new VectorSpec(
                                            environments.count(),
                                            1,
                                            environments.vectorSpec().normalizations())
                                    .toString(),
                            environments.spec().toString());
            return sha256(all.getBytes(StandardCharsets.UTF_8));
        }
    }
}
