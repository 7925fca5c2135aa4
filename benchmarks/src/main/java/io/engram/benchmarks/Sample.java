package io.engram.benchmarks;

import io.engram.random.RandomStream;
import java.util.Arrays;

/** Statistics of a handful of runs. */
final class Sample {
    private static final double Z = 1.959963984540054;
    private static final int RESAMPLES = 2_000;

    private Sample() {}

    /**
     * An interval of 95 %.
     *
     * @param low its lower end
     * @param high its upper end
     */
    record Interval(double low, double high) {}

    /**
     * The interval of a share (Wilson 1927), which holds for few trials and shares near 0 and 1
     * too.
     *
     * @param solved how many succeeded
     * @param tried of how many, at least 1
     * @return an interval within 0 and 1
     */
    static Interval wilson(int solved, int tried) {
        double share = (double) solved / tried;
        double denominator = 1 + Z * Z / tried;
        double centre = (share + Z * Z / (2 * tried)) / denominator;
        double half =
                Z
                        * Math.sqrt(share * (1 - share) / tried + Z * Z / (4.0 * tried * tried))
                        / denominator;
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /**
     * The interquartile mean: the mean without the lowest and the highest quarter (Agarwal et al.
     * 2021).
     *
     * @param values at least one value
     * @return the mean of the middle
     */
    static double iqm(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 4;
        return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
    }

    /**
     * The percentile bootstrap interval of the interquartile mean.
     *
     * @param values at least one value
     * @return the interval, always the same for the same values
     */
    static Interval iqmInterval(double[] values) {
        RandomStream random = RandomStream.of(1, "bootstrap");
        var means = new double[RESAMPLES];
        var drawn = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = values[random.nextInt(values.length)];
            }
            means[i] = iqm(drawn);
        }
        Arrays.sort(means);
        int tail = RESAMPLES / 40;
        return new Interval(means[tail], means[RESAMPLES - 1 - tail]);
    }
}
