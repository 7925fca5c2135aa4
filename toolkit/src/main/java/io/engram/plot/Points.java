package io.engram.plot;

import java.util.Arrays;

/** The positions and values of one series of a chart, in which NaN ends a line or a polygon. */
final class Points {
    private double[] x;
    private double[] y;
    private int size;

    private Points(int capacity) {
        x = new double[capacity];
        y = new double[capacity];
    }

    /**
     * The line, and one place without a value.
     *
     * @param offGrid where that place is; the chart library labels the data's own positions,
     *     however odd, if all are equally far apart, and round numbers otherwise
     */
    static Points line(Curve curve, double offGrid) {
        var points = new Points(curve.x().length + 1);
        for (int i = 0; i < curve.x().length; i++) {
            points.add(curve.x()[i], finite(curve.y(), i) ? curve.y()[i] : Double.NaN);
        }
        points.add(offGrid, Double.NaN);
        return points;
    }

    /** The points that have no neighbour to be joined to. */
    static Points lone(Curve curve) {
        var points = new Points(1);
        double[] y = curve.y();
        for (int i = 0; i < y.length; i++) {
            if (finite(y, i) && !finite(y, i - 1) && !finite(y, i + 1)) {
                points.add(curve.x()[i], y[i]);
            }
        }
        return points;
    }

    private static boolean finite(double[] values, int i) {
        return i >= 0 && i < values.length && Double.isFinite(values[i]);
    }

    /** The band as polygons: along the upper edge, back along the lower, for each run of points. */
    static Points band(Curve curve) {
        var points = new Points(2 * curve.x().length + 2);
        int n = curve.x().length;
        int from = 0;
        while (from < n) {
            int to = from;
            while (finite(curve.low(), to) && finite(curve.high(), to)) {
                to++;
            }
            for (int i = from; i < to; i++) {
                points.add(curve.x()[i], curve.high()[i]);
            }
            for (int i = to - 1; i >= from; i--) {
                points.add(curve.x()[i], curve.low()[i]);
            }
            if (to > from) {
                points.add(curve.x()[to - 1], Double.NaN);
            }
            from = to + 1;
        }
        return points;
    }

    private void add(double position, double value) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = position;
        y[size] = value;
        size++;
    }

    boolean drawable() {
        return Arrays.stream(y, 0, size).anyMatch(Double::isFinite);
    }

    double[] x() {
        return Arrays.copyOf(x, size);
    }

    double[] y() {
        return Arrays.copyOf(y, size);
    }
}
