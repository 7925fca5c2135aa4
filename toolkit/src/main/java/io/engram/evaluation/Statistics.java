package io.engram.evaluation;

import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.statistics.Interval;
import java.util.Arrays;

/**
 * Mean and spread of a sample.
 *
 * @param mean the mean
 * @param std the standard deviation with n in the denominator, as NumPy has it
 * @param iqm the interquartile mean: the mean without the lowest and the highest quarter (Agarwal
 *     et al. 2021)
 * @param low the lower end of the 95 % percentile bootstrap interval of the mean
 * @param high its upper end
 * @param min the smallest value
 * @param max the largest value
 */
public record Statistics(
        double mean, double std, double iqm, double low, double high, double min, double max) {
    /**
     * The statistics of a sample.
     *
     * @param values at least one value
     * @param seed the seed of the resampling
     * @return mean and spread
     * @throws IllegalArgumentException if there is no value
     */
    public static Statistics of(double[] values, long seed) {
        double mean = Aggregate.mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        Interval interval = Bootstrap.interval(values, Aggregate::mean, seed);
        return new Statistics(
                mean,
                Math.sqrt(squares / values.length),
                Aggregate.iqm(values),
                interval.low(),
                interval.high(),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }
}
