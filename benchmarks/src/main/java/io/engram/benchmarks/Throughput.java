package io.engram.benchmarks;

import io.engram.engine.Devices;
import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * End-to-end training speed of 100 updates, by default masked CartPole-v0 with the reference's
 * configuration: environments, acting, learning, metrics and one checkpoint included. Median of
 * five trainings after a warm-up.
 */
public final class Throughput {
    private static final PrintStream OUT = System.out;
    private static final int RUNS = 5;
    private static final int UPDATES = 100;

    private Throughput() {}

    /**
     * Measures and prints.
     *
     * @param arguments tasks, which take turns; {@code cartpole-v0-masked} if there are none
     * @throws IOException if no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        ProgressViews.use(() -> Optional.of(ProgressView.nowhere()));
        Path folder = TemporaryFolder.make("throughput");
        List<Task> tasks =
                arguments.length == 0
                        ? List.of(Task.CARTPOLE_V0_MASKED)
                        : Arrays.stream(arguments).map(Task::named).toList();
        for (Task task : tasks) {
            train(task, folder, 0);
        }
        var speeds = new double[tasks.size()][RUNS];
        for (int run = 0; run < RUNS; run++) {
            for (int i = 0; i < tasks.size(); i++) {
                speeds[i][run] = train(tasks.get(i), folder, run + 1);
            }
        }
        double first = 0;
        for (int i = 0; i < tasks.size(); i++) {
            Arrays.sort(speeds[i]);
            double median = speeds[i][RUNS / 2];
            first = i == 0 ? median : first;
            OUT.println(
                    String.format(
                            Locale.ROOT,
                            "%s: median %,.0f steps/s (least %,.0f, most %,.0f), %.2f of the first",
                            tasks.get(i).label(),
                            median,
                            speeds[i][0],
                            speeds[i][RUNS - 1],
                            median / first));
        }
        OUT.println(Devices.describe());
    }

    private static double train(Task task, Path folder, int seed) {
        var environments = task.environments();
        String name = "throughput-" + task.label() + "-" + seed;
        try (var run =
                TrainingRun.builder(name, task.agent(environments), environments)
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
}
