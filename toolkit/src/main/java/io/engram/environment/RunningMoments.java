package io.engram.environment;

import java.util.Arrays;

/**
 * Mean and variance of each of several features so far; batches are merged as Chan, Golub and
 * LeVeque (1979) do.
 */
final class RunningMoments {
    private final double[] mean;
    private final double[] squares;
    private double count;

    RunningMoments(int features) {
        mean = new double[features];
        squares = new double[features];
    }

    RunningMoments(double count, double[] mean, double[] squares) {
        this.count = count;
        this.mean = mean.clone();
        this.squares = squares.clone();
    }

    RunningMoments copy() {
        return new RunningMoments(count, mean, squares);
    }

    int features() {
        return mean.length;
    }

    double count() {
        return count;
    }

    double[] means() {
        return mean.clone();
    }

    /** The sums of the squared deviations from the mean. */
    double[] squares() {
        return squares.clone();
    }

    /** 0 until there are two samples. */
    double mean(int feature) {
        return count < 2 ? 0 : mean[feature];
    }

    /** 1 until there are two samples, so that dividing by it changes nothing. */
    double variance(int feature) {
        return count < 2 ? 1 : squares[feature] / count;
    }

    /** Merges a batch of which value {@code (sample, feature)} is given by a function. */
    void merge(int samples, Values values) {
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

    /** Takes over saved moments. */
    void set(RunningMoments other) {
        count = other.count;
        System.arraycopy(other.mean, 0, mean, 0, mean.length);
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
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
    interface Values {
        double at(int sample, int feature);
    }
}
