package io.engram.network;

/**
 * The logistic function and the hyperbolic tangent, outside the engine.
 *
 * <p>Several times as fast as {@link Math}'s, the same bits on every processor, and the right float
 * but for its last bit: the absolute error is below 6·10⁻⁸.
 */
final class Squash {
    private static final double LOG2_E = 1 / Math.log(2);
    private static final double LN_2 = Math.log(2);

    /** Beyond it, both functions are a float's 0 or 1. */
    private static final double LIMIT = 50;

    private Squash() {}

    static float sigmoid(float x) {
        return (float) (1 / (1 + exp(-x)));
    }

    static float tanh(float x) {
        return (float) (1 - 2 / (1 + exp(2 * (double) x)));
    }

    /** 2ᵏ times the Taylor series of the rest, which is at most ln 2 / 2: 10 terms give 10⁻¹¹. */
    private static double exp(double x) {
        double bounded = Math.max(-LIMIT, Math.min(LIMIT, x));
        double powers = bounded * LOG2_E;
        int k = (int) (powers + (powers < 0 ? -0.5 : 0.5));
        double r = bounded - k * LN_2;
        double series = 1 / 362880.0;
        series = series * r + 1 / 40320.0;
        series = series * r + 1 / 5040.0;
        series = series * r + 1 / 720.0;
        series = series * r + 1 / 120.0;
        series = series * r + 1 / 24.0;
        series = series * r + 1 / 6.0;
        series = series * r + 0.5;
        series = series * r + 1;
        series = series * r + 1;
        return series * Double.longBitsToDouble((long) (k + 1023) << 52);
    }
}
