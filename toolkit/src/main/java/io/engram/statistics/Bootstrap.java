package io.engram.statistics;

import io.engram.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How sure a statistic of few values is: the percentile interval of 95 % over 2,000 samples that
 * are drawn from the values with replacement (Efron 1979), stratified where the values are of
 * several tasks (Agarwal et al. 2021).
 *
 * <p>The same values and seed give the same interval, to the bit. For samples of equal sizes the
 * same seed draws the same places: intervals along a learning curve draw whole runs, and the band
 * is as smooth as the curve.
 */
public final class Bootstrap {
    /** How many samples are drawn. */
    public static final int RESAMPLES = 2_000;

    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private Bootstrap() {}

    /**
     * The interval of a statistic.
     *
     * @param values at least one value
     * @param statistic for example {@code Aggregate::iqm}
     * @param seed the seed of the drawing
     * @return the interval; of a single value it is a point
     * @throws IllegalArgumentException if there is no value
     */
    public static Interval interval(
            double[] values, ToDoubleFunction<double[]> statistic, long seed) {
        return interval(List.of(values), statistic, seed);
    }

    /**
     * The interval of a statistic over values of several tasks: each sample has as many values of
     * each task as there are, drawn from those of that task.
     *
     * @param strata the values of each task, each at least one; they should be scores that mean the
     *     same in every task
     * @param statistic of the values of all tasks together
     * @param seed the seed of the drawing
     * @return the interval
     * @throws IllegalArgumentException if there is no task, or one without a value
     */
    public static Interval interval(
            List<double[]> strata, ToDoubleFunction<double[]> statistic, long seed) {
        if (strata.isEmpty() || strata.stream().anyMatch(each -> each.length == 0)) {
            throw new IllegalArgumentException("statistics need at least one value");
        }
        RandomStream random = RandomStream.of(seed, "bootstrap");
        var found = new double[RESAMPLES];
        var drawn = new double[strata.stream().mapToInt(each -> each.length).sum()];
        for (int i = 0; i < RESAMPLES; i++) {
            int at = 0;
            for (double[] values : strata) {
                for (int j = 0; j < values.length; j++) {
                    drawn[at++] = values[random.nextInt(values.length)];
                }
            }
            found[i] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(found);
        return new Interval(Aggregate.ofSorted(found, LOW), Aggregate.ofSorted(found, HIGH));
    }
}
