package io.engram.network;

import java.util.Arrays;

/**
 * The logistic function and the hyperbolic tangent of many numbers at once, outside the engine.
 *
 * <p>With σ(x) = 1 / (1 + e⁻ˣ), tanh(x) = 2 σ(2x) − 1, and eˣ = (e^(x/128))¹²⁸, of which the Taylor
 * series takes eight terms. That is nothing but sums, products and a quotient, which the JIT
 * compiler turns into vector instructions; they are the same bits on every processor, and the right
 * float but for its last bit: the absolute error is below 6·10⁻⁸.
 */
final class Squash {
    /** Beyond it, σ is a float's 1, and next to nothing on the other side. */
    private static final double LIMIT = 25;

    private final double[] inner;
    private final double[] outer;
    private final double[] shift;
    private final double[] wide;
    private final double[] series;

    /**
     * For rows of numbers.
     *
     * @param sigmoids of how many at the beginning σ is taken
     * @param tangents of how many after those the tangent is taken
     * @param sigmoidsAfter of how many after those σ is taken again
     */
    Squash(int sigmoids, int tangents, int sigmoidsAfter) {
        int size = sigmoids + tangents + sigmoidsAfter;
        inner = new double[size];
        outer = new double[size];
        shift = new double[size];
        wide = new double[size];
        series = new double[size];
        Arrays.fill(inner, 1);
        Arrays.fill(outer, 1);
        Arrays.fill(inner, sigmoids, sigmoids + tangents, 2);
        Arrays.fill(outer, sigmoids, sigmoids + tangents, 2);
        Arrays.fill(shift, sigmoids, sigmoids + tangents, -1);
    }

    /** Replaces each number of a row. */
    void apply(float[] row) {
        for (int i = 0; i < wide.length; i++) {
            wide[i] = row[i];
        }
        squash(wide, series, inner, outer, shift);
        for (int i = 0; i < wide.length; i++) {
            row[i] = (float) wide[i];
        }
    }

    /** Short loops: the compiler makes vectors of nothing that it cannot unroll. */
    private static void squash(
            double[] row, double[] series, double[] inner, double[] outer, double[] shift) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(-LIMIT, Math.min(LIMIT, row[i] * inner[i])) * (-1 / 128.0);
        }
        for (int i = 0; i < row.length; i++) {
            double x = row[i];
            series[i] = ((x * (1 / 5040.0) + 1 / 720.0) * x + 1 / 120.0) * x + 1 / 24.0;
        }
        for (int i = 0; i < row.length; i++) {
            double x = row[i];
            series[i] = (((series[i] * x + 1 / 6.0) * x + 0.5) * x + 1) * x + 1;
        }
        for (int i = 0; i < row.length; i++) {
            double power2 = series[i] * series[i];
            double power4 = power2 * power2;
            double power8 = power4 * power4;
            series[i] = power8 * power8;
        }
        for (int i = 0; i < row.length; i++) {
            double power2 = series[i] * series[i];
            double power4 = power2 * power2;
            row[i] = outer[i] / (1 + power4 * power4) + shift[i];
        }
    }
}
