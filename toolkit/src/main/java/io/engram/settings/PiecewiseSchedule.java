package io.engram.settings;

import java.io.Serializable;
import java.util.List;

/**
 * Straight lines from point to point; constant before the first and after the last.
 *
 * @param points at least one, the updates increasing
 */
record PiecewiseSchedule(List<Point> points) implements Schedule {

    /**
     * An update and its value.
     *
     * @param update the number of updates already made, at least 0
     * @param value the value then
     */
    record Point(int update, double value) implements Serializable {

        Point {
            Decay.requireFinite(value);
            if (update < 0) {
                throw new IllegalArgumentException(
                        "a point of a schedule must be at update 0 or later, but is at " + update);
            }
        }
    }

    PiecewiseSchedule {
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
                point -> text.append(", ").append(point.update).append(": ").append(point.value));
        return text.append(']').toString();
    }
}
