package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import java.util.Arrays;
import java.util.List;

/**
 * A line for each of many things, across an axis for each of their properties, to the number that
 * they are judged by: its colour goes from blue, the least, over grey to orange, the greatest. It
 * is readable on white and on black, and twice as fine as it is wide in the page.
 *
 * <p>Where a property has few values, the lines through one of them lie beside each other, the
 * better ones above, so that each can be followed. What is better is drawn over what is worse.
 *
 * <pre>{@code
 * var rate = new ParallelCoordinates.Numbers("learning rate", new double[] {1e-4, 1e-3}, true);
 * var units = new ParallelCoordinates.Categories("units", List.of("32", "64"), List.of(0, 1));
 * var score = new ParallelCoordinates.Numbers("return", new double[] {120, 480}, false);
 * new ParallelCoordinates(List.of(rate, units), score, List.of()).draw("two settings")
 * }</pre>
 */
public final class ParallelCoordinates {
    private static final int WIDTH = MetricGrid.WIDTH;
    private static final int HEIGHT = 340;

    private final List<Axis> axes;
    private final Numbers score;
    private final List<List<Double>> dots;

    /** A property. */
    public sealed interface Axis permits Numbers, Categories {
        /**
         * What stands above it.
         *
         * @return its title
         */
        String title();

        /**
         * How many lines cross it.
         *
         * @return the number of values
         */
        int lines();
    }

    /**
     * A property that is a number. The array is not copied.
     *
     * @param title what stands above
     * @param values the number of each line, finite
     * @param logarithmic whether equal factors are equally far apart; all numbers are above 0 then
     */
    public record Numbers(String title, double[] values, boolean logarithmic) implements Axis {
        /**
         * Checks the numbers.
         *
         * @param title what stands above
         * @param values the number of each line, finite
         * @param logarithmic whether equal factors are equally far apart
         * @throws IllegalArgumentException if a number is not finite, or not above 0 on a
         *     logarithmic axis
         */
        public Numbers {
            for (double value : values) {
                if (!Double.isFinite(value) || logarithmic && value <= 0) {
                    throw new IllegalArgumentException(
                            "the axis '%s' needs finite numbers%s, but has %s"
                                    .formatted(title, logarithmic ? " above 0" : "", value));
                }
            }
        }

        @Override
        public int lines() {
            return values.length;
        }
    }

    /**
     * A property with few values.
     *
     * @param title what stands above
     * @param names what the values are called, the lowest first
     * @param values for each line which of the names, from 0
     */
    public record Categories(String title, List<String> names, List<Integer> values)
            implements Axis {
        /**
         * Copies the lists.
         *
         * @param title what stands above
         * @param names what the values are called, the lowest first
         * @param values for each line which of the names, from 0
         * @throws IllegalArgumentException if a value has no name
         */
        public Categories {
            names = List.copyOf(names);
            values = List.copyOf(values);
            for (int value : values) {
                if (value < 0 || value >= names.size()) {
                    throw new IllegalArgumentException(
                            "the axis '%s' has %d names, but a value is %d"
                                    .formatted(title, names.size(), value));
                }
            }
        }

        @Override
        public int lines() {
            return values.size();
        }
    }

    /**
     * A chart.
     *
     * @param axes the properties, from left to right, at least one
     * @param score what lines are judged by, the axis at the right; more is better
     * @param dots for each line further numbers on that axis, such as those that its score is the
     *     mean of; empty without
     * @throws IllegalArgumentException if there is no axis or no line, or numbers of lines differ
     */
    public ParallelCoordinates(List<Axis> axes, Numbers score, List<List<Double>> dots) {
        this.axes = List.copyOf(axes);
        this.score = score;
        this.dots = List.copyOf(dots);
        if (axes.isEmpty() || score.lines() == 0) {
            throw new IllegalArgumentException(
                    "parallel coordinates need at least 1 axis and 1 line, but have %d and %d"
                            .formatted(axes.size(), score.lines()));
        }
        axes.forEach(axis -> require(axis.title(), axis.lines()));
        require("dots", dots.isEmpty() ? score.lines() : dots.size());
    }

    private void require(String what, int lines) {
        if (lines != score.lines()) {
            throw new IllegalArgumentException(
                    "'%s' is for %d lines, but there are %d scores"
                            .formatted(what, lines, score.lines()));
        }
    }

    /**
     * Draws everything.
     *
     * @param description what is on it, for those who do not see it
     * @return the picture
     */
    public Picture draw(String description) {
        return Canvas.draw(
                WIDTH,
                HEIGHT,
                description,
                graphics ->
                        new CoordinatePainter(graphics, axes, score, dots).paint(WIDTH, HEIGHT));
    }

    /** The least and the greatest of numbers, apart from each other. */
    static double[] range(Numbers numbers, List<List<Double>> more) {
        double low = Arrays.stream(numbers.values()).min().orElseThrow();
        double high = Arrays.stream(numbers.values()).max().orElseThrow();
        for (List<Double> each : more) {
            for (double value : each) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low < high) {
            return new double[] {low, high};
        }
        if (numbers.logarithmic()) {
            return new double[] {low / 2, high * 2};
        }
        double room = low == 0 ? 1 : Math.abs(low) / 2;
        return new double[] {low - room, high + room};
    }
}
