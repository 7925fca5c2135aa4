package io.engram.benchmarks;

import io.engram.training.TrainingRun;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What a task is judged by: one number for each run, and how good it must be.
 *
 * @param measure what the number is, in words
 * @param bound the least good number that counts as solved
 * @param higherIsBetter whether the number should be at least the bound, or at most
 * @param score reads the number off a finished run
 * @param decided whether a run's number is known before its end
 */
record Goal(
        String measure,
        double bound,
        boolean higherIsBetter,
        ToDoubleFunction<TrainingRun> score,
        Predicate<TrainingRun> decided) {

    /** At least the bound. */
    static Goal atLeast(double bound, String measure, ToDoubleFunction<TrainingRun> score) {
        return new Goal(measure, bound, true, score, run -> false);
    }

    /** At most the bound. */
    static Goal atMost(double bound, String measure, ToDoubleFunction<TrainingRun> score) {
        return new Goal(measure, bound, false, score, run -> false);
    }

    /**
     * A metric reaches a value early enough. The score is the number of the first update at which
     * it does, counted from 0 as in the reference's recorded results; a run in which it never does
     * scores the number of its updates.
     */
    static Goal firstUpdate(String metric, double value, int bound) {
        return new Goal(
                "first update with %s >= %s".formatted(metric, value),
                bound,
                false,
                run -> first(run, metric, value),
                run -> first(run, metric, value) < run.state().update());
    }

    /** A metric stays below a value to the end. */
    static Goal never(String metric, double value) {
        return atMost(
                value,
                "greatest " + metric,
                run -> Arrays.stream(values(run, metric)).filter(Double::isFinite).max().orElse(0));
    }

    private static double first(TrainingRun run, String metric, double value) {
        double[] values = values(run, metric);
        int first = 0;
        while (first < values.length && !(values[first] >= value)) {
            first++;
        }
        return values.length == 0 ? run.state().update() : first;
    }

    /** A metric of episodes is missing until one has ended. */
    private static double[] values(TrainingRun run, String metric) {
        var metrics = run.metrics();
        return metrics.columnNames().contains(metric)
                ? metrics.doubleColumn(metric).asDoubleArray()
                : new double[0];
    }

    boolean isMetBy(double number) {
        return higherIsBetter ? number >= bound : number <= bound;
    }

    /** The less good of two numbers. */
    double worse(double a, double b) {
        return higherIsBetter ? Math.min(a, b) : Math.max(a, b);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, %s %s", measure, higherIsBetter ? "at least" : "at most", bound);
    }
}
