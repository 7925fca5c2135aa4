package io.engram.benchmarks;

import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Engram's side of {@code peers/run.py}: trains on the task of the peers and prints steps per
 * second as one line of JSON. Environments, acting, learning, metrics and a checkpoint at the end
 * are measured; starting and the updates of the warm-up are not.
 */
public final class PeerTask {
    private static final PrintStream OUT = System.out;
    private static final Set<String> OPTIONS =
            Set.of("--task", "--updates", "--warm-up", "--threads", "--seed");

    private PeerTask() {}

    /**
     * Measures and prints.
     *
     * @param arguments {@code --task FILE}, and if wanted {@code --updates}, {@code --warm-up},
     *     {@code --threads} and {@code --seed} with a number each
     * @throws IOException if the task cannot be read, or no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        ProgressViews.use(() -> Optional.of(ProgressView.nowhere()));
        Map<String, String> options = parse(arguments);
        var settings = PeerSettings.read(Path.of(options.get("--task")));
        System.setProperty("engram.threads", options.getOrDefault("--threads", "1"));
        int updates = Integer.parseInt(options.getOrDefault("--updates", "20"));
        int warmUp = Integer.parseInt(options.getOrDefault("--warm-up", "3"));
        long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
        OUT.println(measure(settings, updates, warmUp, seed));
    }

    private static Map<String, String> parse(String... arguments) {
        var options = new HashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        boolean known = OPTIONS.containsAll(options.keySet()) && options.containsKey("--task");
        if (!known || arguments.length % 2 > 0) {
            throw new IllegalArgumentException(
                    "give --task FILE, and others of %s with a number each, not %s"
                            .formatted(OPTIONS, Arrays.toString(arguments)));
        }
        return options;
    }

    static String measure(PeerSettings settings, int updates, int warmUp, long seed)
            throws IOException {
        Path folder = TemporaryFolder.make("peers");
        var metrics = new HashMap<String, Double>();
        var environments = settings.vector();
        try (var run =
                TrainingRun.builder("peers", settings.agent(environments), environments)
                        .seed(seed)
                        .checkpointEvery(warmUp + updates)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .onUpdate(row -> metrics.putAll(row.values()))
                        .build()) {
            if (warmUp > 0) {
                run.train(warmUp);
            }
            long start = System.nanoTime();
            run.train(warmUp + updates);
            double seconds = (System.nanoTime() - start) / 1e9;
            return String.format(
                    Locale.ROOT,
                    "{\"name\": \"engram\", \"steps_per_second\": %.1f, \"updates\": %d, \"return_mean\": %s}",
                    updates * settings.stepsPerUpdate() / seconds,
                    updates,
                    metrics.get("episode_return_mean"));
        }
    }
}
