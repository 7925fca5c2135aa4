package io.engram.training;

import io.engram.plot.Curve;
import io.engram.plot.LearningCurve;
import io.engram.plot.Scatter;
import io.engram.show.Picture;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Draws the mean return of the latest episodes of runs, each with a band of one deviation. */
final class RunCurves {
    private RunCurves() {}

    /** One run, with its evaluations beside training. */
    static LearningCurve of(RunRecord run) {
        double[] found = MetricLog.column(run.state().metrics(), MetricLog.EVALUATION);
        double[] steps = MetricLog.column(run.state().metrics(), MetricLog.STEPS);
        int[] evaluated =
                IntStream.range(0, found.length).filter(i -> !Double.isNaN(found[i])).toArray();
        if (evaluated.length == 0) {
            return compare(run);
        }
        var chart = chart(run.description().name());
        add(chart, "training", run);
        chart.curve(
                "evaluation",
                IntStream.of(evaluated).mapToDouble(i -> steps[i]).toArray(),
                IntStream.of(evaluated).mapToDouble(i -> found[i]).toArray());
        return chart.build();
    }

    /** Several runs, by their training. */
    static LearningCurve compare(RunRecord... runs) {
        var chart = chart(runs.length == 1 ? runs[0].description().name() : "");
        for (RunRecord run : runs) {
            add(chart, run.description().name(), run);
        }
        return chart.build();
    }

    /** A number of each episode. */
    static Picture scatter(String name, Table episodes, String column) {
        if (episodes.rowCount() == 0) {
            throw new IllegalStateException(
                    "no episode of the run '%s' has ended yet, or its episodes.csv was removed"
                            .formatted(name));
        }
        if (!episodes.columnNames().contains(column)) {
            throw new IllegalArgumentException(
                    "there is no column '%s'; there are %s"
                            .formatted(column, episodes.columnNames()));
        }
        double[] steps = episodes.numberColumn(MetricLog.STEPS).asDoubleArray();
        double[] numbers = episodes.numberColumn(column).asDoubleArray();
        String label = "episode " + column.replace('_', ' ');
        return Scatter.of(name, "environment steps", label, new Curve(column, steps, numbers));
    }

    private static LearningCurve.Builder chart(String title) {
        return LearningCurve.builder(title).labels("environment steps", "episode return");
    }

    private static void add(LearningCurve.Builder chart, String name, RunRecord run) {
        if (run.state().update() == 0) {
            throw new IllegalStateException(
                    "the run '%s' has no update to draw yet; call train(…) first"
                            .formatted(run.description().name()));
        }
        var metrics = run.state().metrics();
        double[] mean = MetricLog.column(metrics, MetricLog.RETURN_MEAN);
        double[] deviation = MetricLog.column(metrics, MetricLog.RETURN_STD);
        var low = new double[mean.length];
        var high = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            low[i] = mean[i] - deviation[i];
            high[i] = mean[i] + deviation[i];
        }
        chart.curve(name, MetricLog.column(metrics, MetricLog.STEPS), mean, low, high);
    }
}
