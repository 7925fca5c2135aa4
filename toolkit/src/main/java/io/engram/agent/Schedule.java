package io.engram.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * A number that may change from update to update. Updates are counted from the beginning of the
 * run: u is the number of updates already made.
 *
 * <pre>{@code
 * .learningRate(Schedule.cosine(1e-3, 1e-5, 200).warmUp(10))
 * .entropyCoef(Schedule.piecewise(0, 0.01, 100, 0.001, 200, 0))
 * }</pre>
 */
public sealed interface Schedule {

    /**
     * The value of an update.
     *
     * @param update the number of updates already made, from 0
     * @return the value
     */
    double at(long update);

    /**
     * Whether the value stays the same.
     *
     * @return true for a constant
     */
    boolean isConstant();

    /**
     * A bound of the values.
     *
     * @return a number that no value is below
     */
    double least();

    /**
     * A bound of the values.
     *
     * @return a number that no value is above, as long as none is below 0
     */
    double greatest();

    /**
     * The same value for ever.
     *
     * @param value the value
     * @return the schedule
     */
    static Schedule constant(double value) {
        return new Polynomial(value, value, 1, 1);
    }

    /**
     * A straight line, then constant.
     *
     * @param initial the value of the first update
     * @param last the value at the end of the line
     * @param updates the number of updates that the line takes
     * @return the schedule
     */
    static Schedule linear(double initial, double last, int updates) {
        return new Polynomial(initial, last, updates, 1);
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
    static Schedule polynomial(double initial, double last, int updates, double power) {
        return new Polynomial(initial, last, updates, power);
    }

    /**
     * Half a wave of the cosine, then constant: slow at both ends, and fastest in the middle.
     *
     * @param initial the value of the first update
     * @param last the value at the end
     * @param updates the number of updates that it takes
     * @return the schedule
     */
    static Schedule cosine(double initial, double last, int updates) {
        return new Cosine(initial, last, updates);
    }

    /**
     * Straight lines from point to point; constant before the first and after the last.
     *
     * @param updatesAndValues an update and its value, and so on: {@code piecewise(0, 1e-3, 50,
     *     1e-4)} has two points. Updates are whole numbers from 0 and increase; for a sudden change
     *     give two points that follow each other: {@code piecewise(49, 1e-3, 50, 1e-4)}
     * @return the schedule
     */
    static Schedule piecewise(double... updatesAndValues) {
        if (updatesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "piecewise needs a value for each update, such as piecewise(0, 1e-3, 50, 1e-4), but was given %d numbers"
                            .formatted(updatesAndValues.length));
        }
        var points = new ArrayList<Point>();
        for (int i = 0; i < updatesAndValues.length; i += 2) {
            double update = updatesAndValues[i];
            if (update != (int) update) {
                throw new IllegalArgumentException(
                        "piecewise needs whole numbers of updates, each followed by its value, but point %d is at %s"
                                .formatted(i / 2 + 1, update));
            }
            points.add(new Point((int) update, updatesAndValues[i + 1]));
        }
        return new Piecewise(points);
    }

    /**
     * This schedule, but that the first updates come up to it: update u of W counts (u + 1) / W.
     * The schedule itself runs on meanwhile.
     *
     * @param updates W, at least 1: the first update that has the full value is number W
     * @return the schedule
     */
    default Schedule warmUp(int updates) {
        return new WarmUp(this, updates);
    }

    private static void requireFinite(double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "a schedule goes between finite values, but was given " + value);
            }
        }
    }

    private static void requireUpdates(int updates) {
        if (updates < 1) {
            throw new IllegalArgumentException(
                    "a schedule needs decayUpdates of at least 1, but was given " + updates);
        }
    }

    /**
     * value(u) = (initial − last) · (1 − u / decayUpdates)^power + last for u up to decayUpdates,
     * and last from then on (MarcoMeter's polynomial decay).
     *
     * @param initial the value of the first update
     * @param last the value from update {@code decayUpdates} on
     * @param decayUpdates the number of updates from the one to the other, at least 1
     * @param power 1 for a straight line; above 1, most of the change comes early
     */
    record Polynomial(double initial, double last, int decayUpdates, double power)
            implements Schedule {

        /**
         * Checks the numbers.
         *
         * @param initial the value of the first update
         * @param last the value from update {@code decayUpdates} on
         * @param decayUpdates the number of updates from the one to the other, at least 1
         * @param power 1 for a straight line; above 1, most of the change comes early
         */
        public Polynomial {
            requireFinite(initial, last);
            requireUpdates(decayUpdates);
            if (!(power > 0) || !Double.isFinite(power)) {
                throw new IllegalArgumentException(
                        "a schedule's power must be above 0, but is " + power);
            }
        }

        @Override
        public double at(long update) {
            if (update >= decayUpdates || initial == last) {
                return last;
            }
            double rest = 1 - (double) update / decayUpdates;
            return (initial - last) * (power == 1 ? rest : StrictMath.pow(rest, power)) + last;
        }

        @Override
        public boolean isConstant() {
            return initial == last;
        }

        @Override
        public double least() {
            return Math.min(initial, last);
        }

        @Override
        public double greatest() {
            return Math.max(initial, last);
        }

        @Override
        public String toString() {
            return "Schedule[initial=%s, last=%s, decayUpdates=%d, power=%s]"
                    .formatted(initial, last, decayUpdates, power);
        }
    }

    /**
     * value(u) = (initial − last) · (1 + cos(π · u / decayUpdates)) / 2 + last for u up to
     * decayUpdates, and last from then on (Loshchilov and Hutter 2017, without restarts).
     *
     * @param initial the value of the first update
     * @param last the value from update {@code decayUpdates} on
     * @param decayUpdates the number of updates from the one to the other, at least 1
     */
    record Cosine(double initial, double last, int decayUpdates) implements Schedule {

        /**
         * Checks the numbers.
         *
         * @param initial the value of the first update
         * @param last the value from update {@code decayUpdates} on
         * @param decayUpdates the number of updates from the one to the other, at least 1
         */
        public Cosine {
            requireFinite(initial, last);
            requireUpdates(decayUpdates);
        }

        @Override
        public double at(long update) {
            if (update >= decayUpdates || initial == last) {
                return last;
            }
            double wave = StrictMath.cos(Math.PI * update / decayUpdates);
            return (initial - last) * (1 + wave) / 2 + last;
        }

        @Override
        public boolean isConstant() {
            return initial == last;
        }

        @Override
        public double least() {
            return Math.min(initial, last);
        }

        @Override
        public double greatest() {
            return Math.max(initial, last);
        }

        @Override
        public String toString() {
            return "Schedule[cosine, initial=%s, last=%s, decayUpdates=%d]"
                    .formatted(initial, last, decayUpdates);
        }
    }

    /**
     * A point of {@link Piecewise}.
     *
     * @param update the number of updates already made, at least 0
     * @param value the value then
     */
    record Point(int update, double value) {

        /**
         * Checks the numbers.
         *
         * @param update the number of updates already made, at least 0
         * @param value the value then
         */
        public Point {
            requireFinite(value);
            if (update < 0) {
                throw new IllegalArgumentException(
                        "a point of a schedule must be at update 0 or later, but is at " + update);
            }
        }
    }

    /**
     * Straight lines from point to point; constant before the first and after the last.
     *
     * @param points at least one, the updates increasing
     */
    record Piecewise(List<Point> points) implements Schedule {

        /**
         * Checks the points.
         *
         * @param points at least one, the updates increasing
         */
        public Piecewise {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("a piecewise schedule needs at least one point");
            }
            for (int i = 1; i < points.size(); i++) {
                int before = points.get(i - 1).update;
                if (points.get(i).update <= before) {
                    throw new IllegalArgumentException(
                            "the updates of a piecewise schedule must increase, but %d follows %d"
                                    .formatted(points.get(i).update, before));
                }
            }
        }

        @Override
        public double at(long update) {
            Point before = points.get(0);
            for (Point point : points) {
                if (point.update >= update) {
                    return between(before, point, update);
                }
                before = point;
            }
            return before.value;
        }

        /** Exactly the value of a point where there is one. */
        private static double between(Point before, Point after, long update) {
            if (before.update >= update || after.update == update) {
                return after.value;
            }
            double share = (double) (update - before.update) / (after.update - before.update);
            return before.value + (after.value - before.value) * share;
        }

        @Override
        public boolean isConstant() {
            return least() == greatest();
        }

        @Override
        public double least() {
            return points.stream().mapToDouble(Point::value).min().orElseThrow();
        }

        @Override
        public double greatest() {
            return points.stream().mapToDouble(Point::value).max().orElseThrow();
        }

        @Override
        public String toString() {
            var text = new StringBuilder("Schedule[piecewise");
            points.forEach(
                    point ->
                            text.append(", ")
                                    .append(point.update)
                                    .append(": ")
                                    .append(point.value));
            return text.append(']').toString();
        }
    }

    /**
     * A schedule whose first updates come up to it.
     *
     * @param of the schedule itself
     * @param updates the number of updates that it takes
     */
    record WarmUp(Schedule of, int updates) implements Schedule {

        /**
         * Checks the number.
         *
         * @param of the schedule itself
         * @param updates the number of updates that it takes
         */
        public WarmUp {
            if (updates < 1) {
                throw new IllegalArgumentException(
                        "warmUp needs at least 1 update, but was given " + updates);
            }
            if (of instanceof WarmUp) {
                throw new IllegalArgumentException(
                        "warmUp was said twice of one schedule; say it once");
            }
        }

        @Override
        public double at(long update) {
            double value = of.at(update);
            return update < updates ? value * (update + 1) / updates : value;
        }

        @Override
        public boolean isConstant() {
            return updates == 1 && of.isConstant();
        }

        @Override
        public double least() {
            return Math.min(of.least(), of.least() / updates);
        }

        @Override
        public double greatest() {
            return of.greatest();
        }

        @Override
        public String toString() {
            return "%s with warmUp(%d)".formatted(of, updates);
        }
    }
}
