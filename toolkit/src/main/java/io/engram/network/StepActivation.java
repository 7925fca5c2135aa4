package io.engram.network;

/**
 * An {@link Activation} of rows of numbers outside the engine. Nothing but sums, products,
 * quotients and comparisons: the same bits on every processor.
 */
final class StepActivation {
    /** Below it, eˣ − 1 is a float's −1. */
    private static final double LOWEST = -25;

    private final Activation kind;
    private final Squash squash;
    private final float[] gate;
    private final double[] wide;

    /**
     * For rows of a width.
     *
     * @param kind what is made of each number
     * @param width how many there are in a row
     */
    StepActivation(Activation kind, int width) {
        this.kind = kind;
        squash =
                switch (kind) {
                    case TANH -> new Squash(0, width, 0);
                    case SILU -> new Squash(width, 0, 0);
                    case RELU, ELU -> null;
                };
        gate = new float[kind == Activation.SILU ? width : 0];
        wide = new double[kind == Activation.ELU ? width : 0];
    }

    /** Replaces each number of a row. */
    void apply(float[] row) {
        switch (kind) {
            case TANH -> squash.apply(row);
            case ELU -> elu(row);
            case SILU -> silu(row);
            default -> rectify(row);
        }
    }

    private static void rectify(float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(row[i], 0);
        }
    }

    private void silu(float[] row) {
        System.arraycopy(row, 0, gate, 0, row.length);
        squash.apply(gate);
        for (int i = 0; i < row.length; i++) {
            row[i] *= gate[i];
        }
    }

    /** With eˣ = (e^(x/128))¹²⁸, of which the Taylor series takes eight terms. */
    private void elu(float[] row) {
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
}
