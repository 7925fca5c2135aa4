package io.engram.events;

/**
 * The numbers of one tag, in the order in which they were written. The arrays are not copied.
 *
 * @param tag what the numbers are, for example {@code losses/value}
 * @param steps the step of each, at least 0
 * @param wallTimes when each was written, in seconds since 1970-01-01 UTC
 * @param values the numbers; NaN and infinities are among them if they were written
 */
public record ScalarSeries(String tag, long[] steps, double[] wallTimes, double[] values) {
    /**
     * Checks that the arrays fit together.
     *
     * @param tag what the numbers are
     * @param steps the step of each
     * @param wallTimes when each was written
     * @param values the numbers
     * @throws IllegalArgumentException if the lengths differ
     */
    public ScalarSeries {
        if (steps.length != values.length || wallTimes.length != values.length) {
            throw new IllegalArgumentException(
                    "%s has %d values, but %d steps and %d times"
                            .formatted(tag, values.length, steps.length, wallTimes.length));
        }
    }
}
