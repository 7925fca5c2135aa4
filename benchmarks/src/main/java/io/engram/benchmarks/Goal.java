package io.engram.benchmarks;

import io.engram.training.TrainingRun;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a task is judged by: one number for each run, and how good it must be.
 *
 * @param measure what the number is, in words
 * @param bound the least good number that counts as solved
 * @param higherIsBetter whether the number should be at least the bound, or at most
 * @param score reads the number off a finished run
 */
record Goal(
        String measure, double bound, boolean higherIsBetter, ToDoubleFunction<TrainingRun> score) {

    /** At least the bound. */
    static Goal atLeast(double bound, String measure, ToDoubleFunction<TrainingRun> score) {
        return new Goal(measure, bound, true, score);
    }

    /** At most the bound. */
    static Goal atMost(double bound, String measure, ToDoubleFunction<TrainingRun> score) {
        return new Goal(measure, bound, false, score);
    }

    /**
     * A metric reaches a value early enough. The score is the number of the first update at which
     * it does, counted from 0 as in the reference's recorded results; a run in which it never does
     * scores the number of its updates.
     */
    static Goal firstUpdate(String metric, double value, int bound) {
        return atMost(
                bound,
                "first update with %s >= %s".formatted(metric, value),
                run -> {
                    double[] values = run.metrics().doubleColumn(metric).asDoubleArray();
                    int first = 0;
                    while (first < values.length && !(values[first] >= value)) {
                        first++;
                    }
                    return first;
                });
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
