package io.engram.network;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016) of a piece of a row outside the engine: to mean 0
 * and variance 1, then times γ and plus β.
 */
final class StepNorm {
    /** What is added to the variance; PyTorch's default. */
    static final float EPSILON = 1e-5f;

    private final int from;
    private float[] gamma = {};
    private float[] beta = {};

    /**
     * For a piece.
     *
     * @param from where it begins in each row
     */
    StepNorm(int from) {
        this.from = from;
    }

    /**
     * Takes over its parameters.
     *
     * @param gamma one number for each of the piece
     * @param beta one number for each of the piece
     */
    void load(float[] gamma, float[] beta) {
        this.gamma = gamma;
        this.beta = beta;
    }

    /** Replaces the piece of a row. */
    void apply(float[] row) {
        double mean = 0;
        for (int i = 0; i < gamma.length; i++) {
            mean += row[from + i];
        }
        mean /= gamma.length;
        double variance = 0;
        for (int i = 0; i < gamma.length; i++) {
            double distance = row[from + i] - mean;
            variance += distance * distance;
        }
        double scale = 1 / Math.sqrt(variance / gamma.length + EPSILON);
        for (int i = 0; i < gamma.length; i++) {
            row[from + i] = (float) ((row[from + i] - mean) * scale * gamma[i] + beta[i]);
        }
    }
}
