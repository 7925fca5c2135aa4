package io.engram.plot;

/**
 * One line of a chart, with or without a band around it. The arrays are not copied.
 *
 * <p>A NaN or an infinity in {@code y} leaves a gap in the line, one in {@code low} or {@code high}
 * a gap in the band.
 *
 * @param name what the legend calls it
 * @param x positions, finite and never falling, for example environment steps
 * @param y one value for each position
 * @param low the lower edge of the band for each position, or null for no band
 * @param high the upper edge of the band for each position, or null for no band
 */
public record Curve(String name, double[] x, double[] y, double[] low, double[] high) {
    /**
     * Checks that the arrays fit together.
     *
     * @param name what the legend calls it
     * @param x positions, finite and never falling
     * @param y one value for each position
     * @param low the lower edge of the band, or null
     * @param high the upper edge of the band, or null
     * @throws IllegalArgumentException if the lengths differ, {@code x} falls or is not finite, or
     *     only one edge of the band is given
     */
    public Curve {
        check(name, "y", y, x);
        if ((low == null) != (high == null)) {
            throw new IllegalArgumentException(
                    "curve " + name + " needs both edges of its band, low and high, or neither");
        }
        if (low != null) {
            check(name, "low", low, x);
            check(name, "high", high, x);
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || i > 0 && x[i] < x[i - 1]) {
                throw new IllegalArgumentException(
                        "x of curve %s must be finite and must not fall, but x[%d] is %s"
                                .formatted(name, i, x[i]));
            }
        }
    }

    /**
     * A line without a band.
     *
     * @param name what the legend calls it
     * @param x positions, finite and never falling
     * @param y one value for each position
     * @throws IllegalArgumentException if the lengths differ or {@code x} falls or is not finite
     */
    public Curve(String name, double[] x, double[] y) {
        this(name, x, y, null, null);
    }

    /**
     * The same line under another name.
     *
     * @param other what the legend calls it
     * @return the curve
     */
    public Curve named(String other) {
        return new Curve(other, x, y, low, high);
    }

    /**
     * The means over neighbouring points, for what is one point for each episode and noisy.
     *
     * @param points how many points each mean is over, at least 1; 1 is no smoothing
     * @return the curve, of as many points
     * @throws IllegalArgumentException if {@code points} is below 1
     */
    public Curve smoothed(int points) {
        return Curves.smooth(this, requireWindow(points));
    }

    static int requireWindow(int points) {
        if (points < 1) {
            throw new IllegalArgumentException("smoothing must be at least 1, but is " + points);
        }
        return points;
    }

    boolean hasBand() {
        return low != null;
    }

    private static void check(String name, String part, double[] values, double[] x) {
        if (values.length != x.length) {
            throw new IllegalArgumentException(
                    "curve %s has %d x but %d %s".formatted(name, x.length, values.length, part));
        }
    }
}
