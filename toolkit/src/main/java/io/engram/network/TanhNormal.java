package io.engram.network;

/**
 * Real numbers that are drawn from a normal distribution and then squashed into their bounds: u
 * becomes low + (high − low) · (tanh u + 1) / 2.
 *
 * <p>The density of what comes out is that of u over the slope da/du = (high − low) / 2 · (1 −
 * tanh² u). The entropy has no closed form: it is the normal distribution's plus the mean of log
 * da/du, which is computed by the trapezoidal rule over 25 points from −6 to 6 deviations. For such
 * a function the rule is right to 10⁻⁸ for deviations up to 1, to 10⁻⁴ up to 2.
 */
final class TanhNormal {
    private static final int POINTS = 25;
    private static final double SPACING = 0.5;
    private static final double LOG_TWO = StrictMath.log(2);
    private static final double[] PLACES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            PLACES[i] = (i - POINTS / 2) * SPACING;
            WEIGHTS[i] = StrictMath.exp(-0.5 * PLACES[i] * PLACES[i]);
            sum += WEIGHTS[i];
        }
        for (int i = 0; i < POINTS; i++) {
            WEIGHTS[i] /= sum;
        }
    }

    private final float[] low;
    private final float[] high;
    private final double[] logHalf;
    private double mean;
    private double meanByMean;
    private double meanByLogStd;

    /**
     * For numbers within bounds.
     *
     * @param low the lower bounds
     * @param high the upper bounds
     * @throws IllegalArgumentException if a bound is infinite
     */
    TanhNormal(float[] low, float[] high) {
        requireBounds(low, high);
        this.low = low.clone();
        this.high = high.clone();
        logHalf = new double[low.length];
        for (int i = 0; i < logHalf.length; i++) {
            logHalf[i] = StrictMath.log(((double) high[i] - low[i]) / 2);
        }
    }

    static void requireBounds(float[] low, float[] high) {
        for (int i = 0; i < low.length; i++) {
            if (!Float.isFinite(low[i]) || !Float.isFinite(high[i])) {
                throw new IllegalArgumentException(
                        "squashed actions need finite bounds, but number %d of the action is from %s to %s; give bounds, or leave out squash(true)"
                                .formatted(i, low[i], high[i]));
            }
        }
    }

    /** The number within its bounds. */
    float squashed(int dimension, double u) {
        double share = (StrictMath.tanh(u) + 1) / 2;
        double value = low[dimension] + share * ((double) high[dimension] - low[dimension]);
        return (float) Math.max(low[dimension], Math.min(high[dimension], value));
    }

    /** log da/du. */
    double logSlope(int dimension, double u) {
        return logHalf[dimension] + logSlope(u);
    }

    /** log(1 − tanh² u), also where the tangent rounds to 1. */
    private static double logSlope(double u) {
        double size = Math.abs(u);
        return 2 * (LOG_TWO - size - StrictMath.log1p(StrictMath.exp(-2 * size)));
    }

    /**
     * Takes means of log da/du over a normal distribution; they are then told by the other methods.
     *
     * @param center the mean of u
     * @param deviation the standard deviation of u
     */
    void average(int dimension, double center, double deviation) {
        mean = logHalf[dimension];
        meanByMean = 0;
        meanByLogStd = 0;
        for (int i = 0; i < POINTS; i++) {
            double distance = deviation * PLACES[i];
            double u = center + distance;
            double size = Math.abs(u);
            double power = StrictMath.exp(-2 * size);
            double tangent = Math.copySign((1 - power) / (1 + power), u);
            mean += WEIGHTS[i] * 2 * (LOG_TWO - size - StrictMath.log1p(power));
            meanByMean -= WEIGHTS[i] * 2 * tangent;
            meanByLogStd -= WEIGHTS[i] * 2 * tangent * distance;
        }
    }

    /** The mean of log da/du. */
    double mean() {
        return mean;
    }

    /** Its derivative by the mean of u. */
    double meanByMean() {
        return meanByMean;
    }

    /** Its derivative by the logarithm of the deviation of u. */
    double meanByLogStd() {
        return meanByLogStd;
    }
}
