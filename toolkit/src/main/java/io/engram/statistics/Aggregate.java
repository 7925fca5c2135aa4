package io.engram.statistics;

import java.util.Arrays;

/**
 * One number for a sample of returns or scores, as Agarwal et al. (2021), "Deep Reinforcement
 * Learning at the Edge of the Statistical Precipice", recommend them.
 *
 * <pre>{@code
 * double[] finals = {412, 500, 475, 90, 500};        // the final return of five runs
 * Aggregate.iqm(finals);                             // the mean of the middle
 * Bootstrap.interval(finals, Aggregate::iqm, 1)      // and how sure it is
 * }</pre>
 */
public final class Aggregate {
    private static final int QUARTERS = 4;

    private Aggregate() {}

    /**
     * The mean.
     *
     * @param values at least one value
     * @return the sum over the number
     * @throws IllegalArgumentException if there is no value
     */
    public static double mean(double[] values) {
        return mean(values, 0, requireSome(values));
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    /**
     * The interquartile mean: the mean without the lowest and the highest quarter, each rounded
     * down to whole values. Of fewer than four values it is the mean of all.
     *
     * @param values at least one value, in any order
     * @return the mean of the middle
     * @throws IllegalArgumentException if there is no value
     */
    public static double iqm(double[] values) {
        int cut = requireSome(values) / QUARTERS;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return mean(sorted, cut, sorted.length - cut);
    }

    /**
     * A quantile, linear between the two nearest values, as NumPy has it unless told otherwise.
     *
     * @param values at least one value, in any order
     * @param share from 0, the smallest value, to 1, the greatest; 0.5 is the median
     * @return the value below which that share lies
     * @throws IllegalArgumentException if there is no value, or the share is out of range
     */
    public static double quantile(double[] values, double share) {
        requireSome(values);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be 0 to 1, but is " + share);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, share);
    }

    static double ofSorted(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The share of values above a threshold. For all thresholds it is the performance profile.
     *
     * @param values at least one value
     * @param threshold any number
     * @return from 0 to 1
     * @throws IllegalArgumentException if there is no value
     */
    public static double shareAbove(double[] values, double threshold) {
        double above = 0;
        for (double value : values) {
            above += value > threshold ? 1 : 0;
        }
        return above / requireSome(values);
    }

    private static int requireSome(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("statistics need at least one value");
        }
        return values.length;
    }
}
