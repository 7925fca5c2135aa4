package io.engram.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** From where to where an axis goes, and the round numbers on it. */
final class AxisRange {
    /** A distance that is nothing beside the numbers themselves. */
    private static final double NOTHING = 1e-9;

    private AxisRange() {}

    /** The lowest and the highest value of curves and bands, apart from each other. */
    static double[] of(List<Curve> curves) {
        double[] values =
                curves.stream()
                        .flatMapToDouble(
                                curve ->
                                        curve.hasBand()
                                                ? DoubleStream.concat(
                                                        Arrays.stream(curve.y()),
                                                        DoubleStream.concat(
                                                                Arrays.stream(curve.low()),
                                                                Arrays.stream(curve.high())))
                                                : Arrays.stream(curve.y()))
                        .filter(Double::isFinite)
                        .toArray();
        if (values.length == 0) {
            return new double[] {0, 1};
        }
        double low = Arrays.stream(values).min().getAsDouble();
        double high = Arrays.stream(values).max().getAsDouble();
        if (high - low > NOTHING * Math.max(Math.abs(low), Math.abs(high))) {
            return new double[] {low, high};
        }
        double room = high == 0 ? 1 : Math.abs(high) / 2;
        return new double[] {low - room, high + room};
    }

    /** The first and the last position, from 0 if that costs little room. */
    static double[] positions(List<Curve> curves) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            if (curve.x().length > 0) {
                low = Math.min(low, curve.x()[0]);
                high = Math.max(high, curve.x()[curve.x().length - 1]);
            }
        }
        if (low > high) {
            return new double[] {0, 1};
        }
        if (low > 0 && low <= high / 4 || low == high) {
            low = 0;
        }
        return new double[] {low, low == high ? low + 1 : high};
    }

    /**
     * Round numbers within a range.
     *
     * @param wanted about how many; 1 for the ends of the range alone
     */
    static double[] ticks(double low, double high, int wanted) {
        if (wanted == 1) {
            return new double[] {rounded(low, high - low), rounded(high, high - low)};
        }
        double rough = (high - low) / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double factor : new double[] {2, 5, 10}) {
            if (rough > step * 1.5) {
                step = factor * power;
            }
        }
        double first = Math.ceil(low / step - NOTHING) * step;
        int count = (int) Math.floor((high - first) / step + NOTHING) + 1;
        var ticks = new double[Math.max(0, count)];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = Math.rint(first / step + i) * step;
        }
        return ticks;
    }

    /** To a tenth of the leading digit of a range, and no finer than whole numbers need. */
    private static double rounded(double value, double range) {
        double unit = Math.min(1, Math.pow(10, Math.floor(Math.log10(range)) - 1));
        return Math.rint(value / unit) * unit;
    }

    /** Whether there is something to draw. */
    static boolean isEmpty(List<Curve> curves) {
        return curves.stream()
                .flatMapToDouble(each -> Arrays.stream(each.y()))
                .noneMatch(Double::isFinite);
    }
}
