package io.engram.pass;

import io.engram.network.Activation;

/**
 * An {@link Activation} of rows of numbers. Nothing but sums, products, quotients and comparisons:
 * the same bits on every processor.
 */
final class ActivationPass {
    /** Below it, eˣ − 1 is a float's −1. */
    private static final double LOWEST = -25;

    /** Times it, every normal float above 0 is above 1. */
    private static final float LARGEST = Float.MAX_VALUE;

    private final Activation kind;
    private final int width;
    private final Squash squash;
    private final float[] row;
    private final float[] gate;
    private final float[] slope;
    private final double[] wide;

    /** What came in, where what goes out does not tell the derivative. */
    private float[] sums = {};

    /**
     * For rows of a width.
     *
     * @param kind what is made of each number
     * @param width how many there are in a row
     */
    ActivationPass(Activation kind, int width) {
        this.kind = kind;
        this.width = width;
        squash =
                switch (kind) {
                    case TANH -> new Squash(0, width, 0);
                    case SILU -> new Squash(width, 0, 0);
                    case RELU, ELU -> null;
                };
        row = new float[width];
        slope = new float[width];
        gate = new float[kind == Activation.SILU ? width : 0];
        wide = new double[kind == Activation.ELU ? width : 0];
    }

    /** Makes room for so many rows. */
    void prepare(int rows) {
        if (kind == Activation.SILU) {
            sums = new float[rows * width];
        }
    }

    /** Replaces each number of some rows. */
    void forward(float[] values, int rows) {
        if (kind == Activation.SILU) {
            System.arraycopy(values, 0, sums, 0, rows * width);
        }
        if (kind == Activation.RELU) {
            rectify(values, rows * width);
            return;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * width, row, 0, width);
            switch (kind) {
                case TANH -> squash.apply(row);
                case ELU -> elu();
                default -> silu();
            }
            System.arraycopy(row, 0, values, r * width, width);
        }
    }

    private static void rectify(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(values[i], 0);
        }
    }

    private void silu() {
        System.arraycopy(row, 0, gate, 0, width);
        squash.apply(gate);
        for (int i = 0; i < row.length; i++) {
            row[i] *= gate[i];
        }
    }

    /** With eˣ = (e^(x/128))¹²⁸, of which the Taylor series takes eight terms. */
    private void elu() {
        for (int i = 0; i < row.length; i++) {
            wide[i] = Math.max(LOWEST, Math.min(0, row[i])) * (1 / 128.0);
        }
        for (int i = 0; i < row.length; i++) {
            double x = wide[i];
            double high = ((x * (1 / 5040.0) + 1 / 720.0) * x + 1 / 120.0) * x + 1 / 24.0;
            wide[i] = (((high * x + 1 / 6.0) * x + 0.5) * x + 1) * x + 1;
        }
        for (int power = 1; power < 128; power *= 2) {
            for (int i = 0; i < row.length; i++) {
                wide[i] *= wide[i];
            }
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(row[i], 0) + (float) (wide[i] - 1);
        }
    }

    /**
     * Multiplies derivatives by the outputs with those of the outputs by what came in.
     *
     * @param outputs what {@link #forward} made
     * @param gradient is changed in place
     */
    void backward(float[] outputs, float[] gradient, int rows) {
        if (kind == Activation.RELU) {
            mask(outputs, gradient, rows * width);
            return;
        }
        for (int r = 0; r < rows; r++) {
            int at = r * width;
            System.arraycopy(kind == Activation.SILU ? sums : outputs, at, row, 0, width);
            slopes();
            System.arraycopy(gradient, at, row, 0, width);
            for (int i = 0; i < row.length; i++) {
                row[i] *= slope[i];
            }
            System.arraycopy(row, 0, gradient, at, width);
        }
    }

    /** Without a branch, of which the processor could not guess the way. */
    private static void mask(float[] outputs, float[] gradient, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] *= Math.min(outputs[i] * LARGEST, 1);
        }
    }

    private void slopes() {
        switch (kind) {
            case TANH -> {
                for (int i = 0; i < row.length; i++) {
                    slope[i] = 1 - row[i] * row[i];
                }
            }
            case ELU -> {
                for (int i = 0; i < row.length; i++) {
                    slope[i] = row[i] > 0 ? 1 : row[i] + 1;
                }
            }
            default -> {
                System.arraycopy(row, 0, gate, 0, width);
                squash.apply(gate);
                for (int i = 0; i < row.length; i++) {
                    slope[i] = gate[i] * (1 + row[i] * (1 - gate[i]));
                }
            }
        }
    }
}
