package io.engram.pass;

import java.util.Arrays;

/**
 * The logistic function and the hyperbolic tangent of many numbers at once.
 *
 * <p>tanh x is taken as the quotient of two polynomials, of degrees 13 and 6, with the coefficients
 * that the Eigen library has for floats; σ(x) = ½ tanh(x/2) + ½. That is nothing but sums, products
 * and a quotient, which the JIT compiler turns into vector instructions; they are the same bits on
 * every processor. The absolute error is below 3·10⁻⁷.
 */
final class Squash {
    /** Here and beyond, tanh is a float's 1. */
    static final float LIMIT = 7.99881172180175781f;

    static final float P1 = 4.89352455891786e-03f;
    static final float P3 = 6.37261928875436e-04f;
    static final float P5 = 1.48572235717979e-05f;
    static final float P7 = 5.12229709037114e-08f;
    static final float P9 = -8.60467152213735e-11f;
    static final float P11 = 2.00018790482477e-13f;
    static final float P13 = -2.76076847742355e-16f;
    static final float Q0 = 4.89352518554385e-03f;
    static final float Q2 = 2.26843463243900e-03f;
    static final float Q4 = 1.18534705686654e-04f;
    static final float Q6 = 1.19825839466702e-06f;

    private final float[] slope;
    private final float[] shift;
    private final float[] squares;
    private final float[] above;

    /**
     * For rows of numbers.
     *
     * @param sigmoids of how many at the beginning σ is taken
     * @param tangents of how many after those the tangent is taken
     * @param sigmoidsAfter of how many after those σ is taken again
     */
    Squash(int sigmoids, int tangents, int sigmoidsAfter) {
        int size = sigmoids + tangents + sigmoidsAfter;
        slope = new float[size];
        shift = new float[size];
        squares = new float[size];
        above = new float[size];
        Arrays.fill(slope, 0.5f);
        Arrays.fill(shift, 0.5f);
        Arrays.fill(slope, sigmoids, sigmoids + tangents, 1);
        Arrays.fill(shift, sigmoids, sigmoids + tangents, 0);
    }

    /** Replaces each number of a row. */
    void apply(float[] row) {
        squash(row, squares, above, slope, shift);
    }

    /** Short loops: the compiler makes vectors of nothing that it cannot unroll. */
    private static void squash(
            float[] row, float[] squares, float[] above, float[] slope, float[] shift) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(-LIMIT, Math.min(LIMIT, row[i] * slope[i]));
        }
        for (int i = 0; i < row.length; i++) {
            squares[i] = row[i] * row[i];
        }
        for (int i = 0; i < row.length; i++) {
            float x = squares[i];
            float high = Math.fma(x, Math.fma(x, Math.fma(x, P13, P11), P9), P7);
            above[i] = Math.fma(x, Math.fma(x, Math.fma(x, high, P5), P3), P1) * row[i];
        }
        for (int i = 0; i < row.length; i++) {
            float x = squares[i];
            float below = Math.fma(x, Math.fma(x, Math.fma(x, Q6, Q4), Q2), Q0);
            row[i] = Math.fma(above[i] / below, slope[i], shift[i]);
        }
    }
}
