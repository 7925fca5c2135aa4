package io.engram.evaluation;

import io.engram.random.RandomStream;
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
    private static final int RESAMPLES = 2_000;

    /**
     * The statistics of a sample.
     *
     * @param values at least one value
     * @param seed the seed of the resampling
     * @return mean and spread
     */
    public static Statistics of(double[] values, long seed) {
        if (values.length == 0) {
            throw new IllegalArgumentException("statistics need at least one value");
        }
        double mean = mean(values, 0, values.length);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        int cut = values.length / 4;
        double[] means = resampledMeans(values, RandomStream.of(seed, "bootstrap"));
        return new Statistics(
                mean,
                Math.sqrt(squares / values.length),
                mean(sorted, cut, values.length - cut),
                quantile(means, 0.025),
                quantile(means, 0.975),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static double[] resampledMeans(double[] values, RandomStream random) {
        var means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }

    /** Linear between the two nearest of the sorted values. */
    private static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
