package io.engram.pass;

import io.engram.network.NetworkOptions;
import java.util.Arrays;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016) of a piece of each row: to mean 0 and variance 1,
 * then times γ and plus β.
 */
final class NormPass {
    private final String name;
    private final int from;
    private final int units;
    private final int width;
    private final float[] gamma;
    private final float[] beta;
    private final double[] gammaGradient;
    private final double[] betaGradient;

    /** Of each row: the piece before γ and β, and what it was multiplied by. */
    private float[] normal = {};

    private double[] scales = {};

    /**
     * For a piece.
     *
     * @param name what its parameters {@code name.gamma} and {@code name.beta} begin with
     * @param from where it begins in each row
     * @param units how long it is
     * @param width how long a row is
     */
    NormPass(String name, int from, int units, int width) {
        this.name = name;
        this.from = from;
        this.units = units;
        this.width = width;
        gamma = new float[units];
        beta = new float[units];
        gammaGradient = new double[units];
        betaGradient = new double[units];
    }

    void load(Places places, float[] flat) {
        System.arraycopy(flat, places.of(name + ".gamma", units), gamma, 0, units);
        System.arraycopy(flat, places.of(name + ".beta", units), beta, 0, units);
    }

    void store(Places places, float[] gradient) {
        int gammas = places.of(name + ".gamma", units);
        int betas = places.of(name + ".beta", units);
        for (int i = 0; i < units; i++) {
            gradient[gammas + i] += (float) gammaGradient[i];
            gradient[betas + i] += (float) betaGradient[i];
        }
        Arrays.fill(gammaGradient, 0);
        Arrays.fill(betaGradient, 0);
    }

    /** Makes room for so many rows. */
    void prepare(int rows) {
        normal = new float[rows * units];
        scales = new double[rows];
    }

    /** Replaces the piece of each row. */
    void forward(float[] values, int rows) {
        for (int r = 0; r < rows; r++) {
            forward(values, r * width + from, r);
        }
    }

    private void forward(float[] values, int at, int r) {
        double mean = 0;
        for (int i = 0; i < units; i++) {
            mean += values[at + i];
        }
        mean /= units;
        double variance = 0;
        for (int i = 0; i < units; i++) {
            double distance = values[at + i] - mean;
            variance += distance * distance;
        }
        double scale = 1 / Math.sqrt(variance / units + NetworkOptions.NORM_EPSILON);
        scales[r] = scale;
        for (int i = 0; i < units; i++) {
            double each = (values[at + i] - mean) * scale;
            normal[r * units + i] = (float) each;
            values[at + i] = (float) (each * gamma[i] + beta[i]);
        }
    }

    /** Turns the derivatives by what goes out into those by what came in. */
    void backward(float[] gradient, int rows) {
        for (int r = 0; r < rows; r++) {
            backward(gradient, r * width + from, r);
        }
    }

    /** With y the normal numbers and d = γ·gradient: (d − mean d − y · mean(d·y)) · scale. */
    private void backward(float[] gradient, int at, int r) {
        double sum = 0;
        double projection = 0;
        for (int i = 0; i < units; i++) {
            double each = gradient[at + i];
            double y = normal[r * units + i];
            gammaGradient[i] += each * y;
            betaGradient[i] += each;
            sum += each * gamma[i];
            projection += each * gamma[i] * y;
        }
        double mean = sum / units;
        double share = projection / units;
        for (int i = 0; i < units; i++) {
            double y = normal[r * units + i];
            double each = (double) gradient[at + i] * gamma[i];
            gradient[at + i] = (float) ((each - mean - y * share) * scales[r]);
        }
    }
}
