package io.engram.statistics;

/**
 * An interval of 95 %.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
    /** The quantile of the standard normal distribution that leaves 2.5 % above it. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of a share (Wilson 1927), which holds for few trials and shares near 0 and 1
     * too.
     *
     * @param solved how many succeeded, from 0 to {@code tried}
     * @param tried of how many, at least 1
     * @return an interval within 0 and 1
     * @throws IllegalArgumentException if the numbers are out of range
     */
    public static Interval ofShare(int solved, int tried) {
        if (tried < 1 || solved < 0 || solved > tried) {
            throw new IllegalArgumentException(
                    "a share needs 0 to n of n ≥ 1, but is %d of %d".formatted(solved, tried));
        }
        double share = (double) solved / tried;
        double denominator = 1 + Z * Z / tried;
        double centre = (share + Z * Z / (2 * tried)) / denominator;
        double half =
                Z
                        * Math.sqrt(share * (1 - share) / tried + Z * Z / (4.0 * tried * tried))
                        / denominator;
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
