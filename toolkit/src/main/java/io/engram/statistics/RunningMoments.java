package io.engram.statistics;

import java.util.Arrays;
import java.util.Map;

/**
 * Mean and variance of each of several features so far; batches are merged as Chan, Golub and
 * LeVeque (1979) do.
 */
public final class RunningMoments {
    private final double[] mean;
    private final double[] squares;
    private double count;

    /**
     * Moments of nothing yet.
     *
     * @param features the number of features, at least 1
     */
    public RunningMoments(int features) {
        mean = new double[features];
        squares = new double[features];
    }

    /**
     * Moments that are known.
     *
     * @param count the number of samples
     * @param mean the mean of each feature
     * @param squares the sum of the squared deviations from the mean, of each feature
     */
    public RunningMoments(double count, double[] mean, double[] squares) {
        this.count = count;
        this.mean = mean.clone();
        this.squares = squares.clone();
    }

    /**
     * The same moments, which go on for themselves.
     *
     * @return a copy
     */
    public RunningMoments copy() {
        return new RunningMoments(count, mean, squares);
    }

    /**
     * The number of features.
     *
     * @return at least 1
     */
    public int features() {
        return mean.length;
    }

    /**
     * The number of samples.
     *
     * @return 0 or more
     */
    public double count() {
        return count;
    }

    /**
     * The mean of each feature.
     *
     * @return a copy
     */
    public double[] means() {
        return mean.clone();
    }

    /**
     * The sum of the squared deviations from the mean, of each feature.
     *
     * @return a copy
     */
    public double[] squares() {
        return squares.clone();
    }

    /**
     * The mean.
     *
     * @param feature the feature
     * @return 0 until there are two samples
     */
    public double mean(int feature) {
        return count < 2 ? 0 : mean[feature];
    }

    /**
     * The variance, with the number of samples in the denominator.
     *
     * @param feature the feature
     * @return 1 until there are two samples, so that dividing by it changes nothing
     */
    public double variance(int feature) {
        return count < 2 ? 1 : squares[feature] / count;
    }

    /**
     * The variance, with the number of samples less one in the denominator.
     *
     * @param feature the feature
     * @return 1 until there are two samples, so that dividing by it changes nothing
     */
    public double unbiasedVariance(int feature) {
        return count < 2 ? 1 : squares[feature] / (count - 1);
    }

    /**
     * Takes in a batch.
     *
     * @param samples the number of samples, 0 or more
     * @param values the value of each feature of each sample
     */
    public void merge(int samples, Values values) {
        if (samples == 0) {
            return;
        }
        double total = count + samples;
        for (int feature = 0; feature < mean.length; feature++) {
            double batchMean = 0;
            for (int sample = 0; sample < samples; sample++) {
                batchMean += values.at(sample, feature);
            }
            batchMean /= samples;
            double batchSquares = 0;
            for (int sample = 0; sample < samples; sample++) {
                double deviation = values.at(sample, feature) - batchMean;
                batchSquares += deviation * deviation;
            }
            double shift = batchMean - mean[feature];
            mean[feature] += shift * samples / total;
            squares[feature] += batchSquares + shift * shift * count * samples / total;
        }
        count = total;
    }

    /**
     * Takes over other moments.
     *
     * @param other moments of as many features
     */
    public void set(RunningMoments other) {
        count = other.count;
        System.arraycopy(other.mean, 0, mean, 0, mean.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
    }

    /**
     * Writes these moments down.
     *
     * @param name what they are of
     * @param statistics where three entries are added that begin with the name
     */
    public void save(String name, Map<String, double[]> statistics) {
        statistics.put(name + "_count", new double[] {count});
        statistics.put(name + "_mean", mean.clone());
        statistics.put(name + "_squares", squares.clone());
    }

    /**
     * Takes over what {@link #save} wrote.
     *
     * @param name what they are of
     * @param statistics where they are
     * @throws IllegalArgumentException if they are missing, not legal, or of other features
     */
    public void restore(String name, Map<String, double[]> statistics) {
        RunningMoments saved =
                SavedStatistics.moments(
                        statistics, name + "_count", name + "_mean", name + "_squares");
        if (saved.features() != features()) {
            throw new IllegalArgumentException(
                    "the saved \"%s\" are of %d features, but %d are needed"
                            .formatted(name, saved.features(), features()));
        }
        set(saved);
    }

    boolean isLegal() {
        return count >= 0
                && Double.isFinite(count)
                && mean.length == squares.length
                && Arrays.stream(mean).allMatch(Double::isFinite)
                && Arrays.stream(squares).allMatch(it -> it >= 0 && Double.isFinite(it));
    }

    /** A batch of samples. */
    @FunctionalInterface
    public interface Values {
        /**
         * One value.
         *
         * @param sample the sample, from 0
         * @param feature the feature, from 0
         * @return the value
         */
        double at(int sample, int feature);
    }
}
