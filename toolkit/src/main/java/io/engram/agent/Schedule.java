package io.engram.agent;

/**
 * A number that may change from update to update.
 *
 * <p>value(u) = (initial − final) · (1 − u / decayUpdates)^power + final for u up to decayUpdates,
 * and final from then on; u is the number of updates already made (MarcoMeter's polynomial decay).
 *
 * @param initial the value of the first update
 * @param last the value from update {@code decayUpdates} on
 * @param decayUpdates the number of updates from the one to the other, at least 1
 * @param power 1 for a straight line; above 1, most of the change comes early
 */
public record Schedule(double initial, double last, int decayUpdates, double power) {

    /**
     * Checks the numbers.
     *
     * @param initial the value of the first update
     * @param last the value from update {@code decayUpdates} on
     * @param decayUpdates the number of updates from the one to the other, at least 1
     * @param power 1 for a straight line; above 1, most of the change comes early
     */
    public Schedule {
        if (!Double.isFinite(initial) || !Double.isFinite(last)) {
            throw new IllegalArgumentException(
                    "a schedule goes between finite values, but was given %s and %s"
                            .formatted(initial, last));
        }
        if (decayUpdates < 1) {
            throw new IllegalArgumentException(
                    "a schedule needs decayUpdates of at least 1, but was given " + decayUpdates);
        }
        if (!(power > 0) || !Double.isFinite(power)) {
            throw new IllegalArgumentException(
                    "a schedule's power must be above 0, but is " + power);
        }
    }

    /**
     * The same value for ever.
     *
     * @param value the value
     * @return the schedule
     */
    public static Schedule constant(double value) {
        return new Schedule(value, value, 1, 1);
    }

    /**
     * A straight line, then constant.
     *
     * @param initial the value of the first update
     * @param last the value at the end of the line
     * @param updates the number of updates that the line takes
     * @return the schedule
     */
    public static Schedule linear(double initial, double last, int updates) {
        return new Schedule(initial, last, updates, 1);
    }

    /**
     * A polynomial, then constant.
     *
     * @param initial the value of the first update
     * @param last the value at the end
     * @param updates the number of updates that it takes
     * @param power the exponent, above 0
     * @return the schedule
     */
    public static Schedule polynomial(double initial, double last, int updates, double power) {
        return new Schedule(initial, last, updates, power);
    }

    /**
     * The value of an update.
     *
     * @param update the number of updates already made, from 0
     * @return the value
     */
    public double at(long update) {
        if (update >= decayUpdates || initial == last) {
            return last;
        }
        double rest = 1 - (double) update / decayUpdates;
        return (initial - last) * (power == 1 ? rest : StrictMath.pow(rest, power)) + last;
    }

    /**
     * Whether the value stays the same.
     *
     * @return true for a constant
     */
    public boolean isConstant() {
        return initial == last;
    }
}
