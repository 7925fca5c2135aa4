package io.engram.commands;

import io.engram.engine.Kernels;
import io.engram.evaluation.EvaluationResult;
import io.engram.evaluation.Policy;
import io.engram.sweep.SweepRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/**
 * The numbers of a row of results, in files of its folder: {@code runs.csv}, {@code tests.csv}, and
 * for each run its curve, such as {@code seed-1001.csv}.
 */
final class ResultFiles {
    /** Of a longer curve only so many points are kept. */
    private static final int POINTS = 500;

    private static final String UPDATE = "update";
    private static final String STEPS = "environment_steps";
    private static final List<String> MEASURES =
            List.of("episode_return_mean", "episode_success_mean", "evaluation_return_mean");

    private final Path folder;
    private final List<String> runs = new ArrayList<>();
    private final Map<Long, List<String>> curves = new TreeMap<>();
    private final List<String> tests = new ArrayList<>();

    ResultFiles(Path folder) {
        this.folder = folder;
        runs.add(
                "seed,ships,updates,environment_steps,training_seconds,at_once,processor,cores,best_update,choice_mean");
        tests.add("seed,ships,test,episodes,actions,measure,mean,std,iqm,low,high,min,max");
    }

    /**
     * A run, and how it came there.
     *
     * @param lessons its parts, one after another; a single one unless the row has a curriculum
     * @param choiceMean what its best policy did in the episodes by which one is chosen
     * @param best the best policy of the last part
     */
    void add(List<SweepRun> lessons, boolean ships, double choiceMean, int atOnce, Policy best) {
        Kernels kernels = Kernels.ofThisProcess();
        long updates = 0;
        long updatesBefore = 0;
        long steps = 0;
        double seconds = 0;
        var points = new ArrayList<String>();
        for (SweepRun lesson : lessons) {
            updatesBefore = updates;
            addPoints(points, lesson, updates, steps);
            Policy newest = Policy.load(lesson.checkpoints());
            updates += newest.updates();
            steps += newest.environmentSteps();
            seconds += newest.state().trainingSeconds();
        }
        long seed = lessons.get(0).seed();
        runs.add(
                CsvLine.of(
                        seed,
                        ships,
                        updates,
                        steps,
                        number(seconds),
                        atOnce,
                        "%s (%s)".formatted(kernels.processor(), kernels.instructions()),
                        Runtime.getRuntime().availableProcessors(),
                        updatesBefore + best.updates(),
                        number(choiceMean)));
        curves.put(seed, thinned(points));
    }

    /** The points of a lesson's curve, which begins where those before have ended. */
    private static void addPoints(
            List<String> points, SweepRun lesson, long updatesBefore, long stepsBefore) {
        Table metrics = Table.read().csv(lesson.logs().resolve("metrics.csv").toFile());
        for (int row = 0; row < metrics.rowCount(); row++) {
            var cells = new ArrayList<String>();
            cells.add(later(metrics, UPDATE, row, updatesBefore));
            cells.add(later(metrics, STEPS, row, stepsBefore));
            for (String column : MEASURES) {
                cells.add(cell(metrics, column, row));
            }
            points.add(String.join(",", cells));
        }
    }

    private static String later(Table metrics, String column, int row, long before) {
        return number(before + metrics.numberColumn(column).getDouble(row));
    }

    private static List<String> thinned(List<String> points) {
        var curve = new ArrayList<String>();
        curve.add("%s,%s,%s".formatted(UPDATE, STEPS, String.join(",", MEASURES)));
        int count = points.size();
        for (int i = 0; i < count; i++) {
            if (count <= POINTS || isPoint(i, count) || i == count - 1) {
                curve.add(points.get(i));
            }
        }
        return curve;
    }

    private static boolean isPoint(int row, int rows) {
        return (long) row * POINTS / rows != (row + 1L) * POINTS / rows;
    }

    private static String cell(Table metrics, String column, int row) {
        if (!metrics.columnNames().contains(column) || metrics.column(column).isMissing(row)) {
            return "";
        }
        return number(metrics.numberColumn(column).getDouble(row));
    }

    /** A test of the best policy of a run: a line for each measure. */
    void add(SweepRun run, boolean ships, ResultRow.Test test, EvaluationResult result) {
        Table summary = result.summary();
        for (int row = 0; row < summary.rowCount(); row++) {
            var numbers = new StringBuilder();
            for (int column = 1; column < summary.columnCount(); column++) {
                numbers.append(',').append(number(summary.doubleColumn(column).getDouble(row)));
            }
            tests.add(
                    CsvLine.of(
                                    run.seed(),
                                    ships,
                                    test.title(),
                                    test.count(),
                                    test.isSampled() ? "sampled" : "greedy",
                                    summary.getString(row, 0))
                            + numbers);
        }
    }

    void write() {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("runs.csv"), runs);
            for (var curve : curves.entrySet()) {
                Files.write(
                        folder.resolve("seed-%d.csv".formatted(curve.getKey())), curve.getValue());
            }
            Files.write(folder.resolve("tests.csv"), tests);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the results to " + folder, e);
        }
    }

    /** Six digits, and no more than are needed. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.6g", value).replaceFirst("\\.?0+$", "");
    }
}
