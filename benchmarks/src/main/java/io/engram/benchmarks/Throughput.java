package io.engram.benchmarks;

import io.engram.engine.Devices;
import io.engram.training.Progress;
import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * End-to-end training speed: masked CartPole-v0 with the reference's configuration, environments,
 * acting, learning, metrics and one checkpoint included. Median of five trainings after a warm-up.
 */
public final class Throughput {
    private static final PrintStream OUT = System.out;
    private static final int RUNS = 5;
    private static final int UPDATES = 100;

    private Throughput() {}

    /**
     * Measures and prints.
     *
     * @param arguments nothing
     * @throws IOException if no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        ProgressViews.use(() -> Optional.of(new Silent()));
        Path folder = Files.createTempDirectory("throughput");
        train(folder, 0);
        var speeds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            speeds[run] = train(folder, run + 1);
            OUT.println(String.format(Locale.ROOT, "run %d: %,.0f steps/s", run + 1, speeds[run]));
        }
        Arrays.sort(speeds);
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "median %,.0f steps/s (least %,.0f, most %,.0f)",
                        speeds[RUNS / 2],
                        speeds[0],
                        speeds[RUNS - 1]));
        OUT.println(Devices.describe());
    }

    private static double train(Path folder, int seed) {
        Task task = Task.CARTPOLE_V0_MASKED;
        var environments = task.environments();
        try (var run =
                TrainingRun.builder("throughput-" + seed, task.agent(environments), environments)
                        .seed(seed)
                        .checkpointEvery(UPDATES)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            long start = System.nanoTime();
            run.train(UPDATES);
            return run.state().environmentSteps() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private record Silent() implements ProgressView {
        @Override
        public void update(Progress progress) {}

        @Override
        public void close() {}
    }
}
