package io.engram.benchmarks;

import io.engram.plot.LearningCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/**
 * Draws what {@link Trials} logged: for each task the mean over its runs of the episode return, in
 * a band from the worst run to the best.
 */
public final class LearningChart {
    private static final Path LOGS = Path.of("target", "trials", "logs");

    private LearningChart() {}

    /**
     * Draws.
     *
     * @param arguments the PNG file to write, then the tasks
     * @throws IOException if a log cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        var chart = LearningCurve.builder("").labels("environment steps", "episode return");
        for (int i = 1; i < arguments.length; i++) {
            add(chart, Task.named(arguments[i]));
        }
        chart.build().writePng(Path.of(arguments[0]));
    }

    private static void add(LearningCurve.Builder chart, Task task) throws IOException {
        var returns = new ArrayList<double[]>();
        double[] steps = {};
        for (Path log : logs(task)) {
            Table metrics = Table.read().csv(log.resolve("metrics.csv").toFile());
            returns.add(metrics.numberColumn("episode_return_mean").asDoubleArray());
            double[] taken = metrics.numberColumn("environment_steps").asDoubleArray();
            steps = taken.length > steps.length ? taken : steps;
        }
        int updates = steps.length;
        var mean = new double[updates];
        var low = new double[updates];
        var high = new double[updates];
        for (int u = 0; u < updates; u++) {
            int update = u;
            // Some runs stop when they have shown what they are judged by.
            var all =
                    returns.stream()
                            .filter(each -> each.length > update)
                            .mapToDouble(each -> each[update])
                            .summaryStatistics();
            mean[u] = all.getAverage();
            low[u] = all.getMin();
            high[u] = all.getMax();
        }
        chart.curve(task.label(), steps, mean, low, high);
    }

    private static List<Path> logs(Task task) throws IOException {
        try (var folders = Files.list(LOGS)) {
            return folders.filter(folder -> isOf(task, folder.getFileName().toString()))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static boolean isOf(Task task, String folder) {
        return folder.matches(Pattern.quote(task.label()) + "-\\d+-[a-z0-9]+-\\d+-[0-9a-f]{12}");
    }
}
