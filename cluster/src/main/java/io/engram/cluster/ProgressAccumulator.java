package io.engram.cluster;

import org.apache.spark.util.AccumulatorV2;

/**
 * How far a run has come, as {@link RunResult#numbers} has it. Executors tell it with their
 * heartbeats.
 */
final class ProgressAccumulator extends AccumulatorV2<double[], double[]> {
    private static final long serialVersionUID = 1;

    /** Written by the run's thread and read by that of the heartbeat; never changed in place. */
    private volatile double[] numbers;

    ProgressAccumulator() {
        this(new double[0]);
    }

    private ProgressAccumulator(double[] numbers) {
        this.numbers = numbers;
    }

    @Override
    public boolean isZero() {
        return numbers.length == 0;
    }

    @Override
    public AccumulatorV2<double[], double[]> copy() {
        return new ProgressAccumulator(numbers);
    }

    @Override
    public void reset() {
        numbers = new double[0];
    }

    @Override
    public void add(double[] latest) {
        numbers = latest;
    }

    /** Attempts come one after the other, and the one that has come farther is right. */
    @Override
    public void merge(AccumulatorV2<double[], double[]> other) {
        double[] theirs = other.value();
        if (theirs.length > 0 && (isZero() || theirs[0] >= numbers[0])) {
            numbers = theirs;
        }
    }

    @Override
    public double[] value() {
        return numbers;
    }
}
