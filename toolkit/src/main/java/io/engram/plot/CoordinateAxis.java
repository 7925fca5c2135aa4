package io.engram.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the lines of {@link ParallelCoordinates} cross an axis, and what is written beside it.
 *
 * @param title what stands above
 * @param y the height of each line
 * @param ticks what is written, from below
 */
record CoordinateAxis(String title, double[] y, List<Tick> ticks) {
    private static final int WANTED_TICKS = 4;
    private static final int FEW_DECADES = 2;
    private static final double NEARLY = 1e-9;

    /** How much of the room between two values is for the lines through them. */
    private static final double FILLED = 0.5;

    private static final double WIDEST = 56;

    /** From the uppermost line through a value to the middle of its name. */
    private static final double FREE = 12.5;

    /** So much between the lines of neighbouring values that a name fits there. */
    private static final double ROOMY = 30;

    /**
     * A text beside an axis.
     *
     * @param low the lower end of what it stands for
     * @param high the upper end, which is the same for a number
     * @param isSlot whether there is room above it
     */
    record Tick(String text, double low, double high, boolean isSlot) {
        double middle() {
            return (low + high) / 2;
        }

        /** Above the lines that a value of few has, so that they are not cut. */
        double free() {
            return isSlot ? high - FREE : middle();
        }
    }

    /** An axis of numbers from one to another. */
    static CoordinateAxis of(
            ParallelCoordinates.Numbers numbers, double[] range, double top, double bottom) {
        var scale = scale(numbers, range, top, bottom);
        double[] y =
                Arrays.stream(numbers.values())
                        .map(value -> scale.at(position(numbers, value)))
                        .toArray();
        double[] ticks =
                numbers.logarithmic()
                        ? decades(range[0], range[1])
                        : AxisRange.ticks(range[0], range[1], WANTED_TICKS);
        return new CoordinateAxis(
                numbers.title(),
                y,
                Arrays.stream(ticks)
                        .mapToObj(
                                tick -> {
                                    double at = scale.at(position(numbers, tick));
                                    return new Tick(TickLabels.of(tick), at, at, false);
                                })
                        .toList());
    }

    static Scale scale(
            ParallelCoordinates.Numbers numbers, double[] range, double top, double bottom) {
        return new Scale(position(numbers, range[0]), position(numbers, range[1]), bottom, top);
    }

    private static double position(ParallelCoordinates.Numbers numbers, double value) {
        return numbers.logarithmic() ? Math.log10(value) : value;
    }

    /** Powers of ten; between a few of them also twice and five times as much. */
    static double[] decades(double low, double high) {
        int first = (int) Math.floor(Math.log10(low) + NEARLY);
        int last = (int) Math.floor(Math.log10(high) + NEARLY);
        double[] factors =
                Math.log10(high / low) < FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
        double[] ticks =
                IntStream.rangeClosed(first, last)
                        .boxed()
                        .flatMapToDouble(
                                power ->
                                        Arrays.stream(factors)
                                                .map(factor -> factor * Math.pow(10, power)))
                        .filter(tick -> tick >= low * (1 - NEARLY) && tick <= high * (1 + NEARLY))
                        .toArray();
        return ticks.length < 2 ? new double[] {low, high} : ticks;
    }

    /**
     * An axis of few values.
     *
     * @param order the lines, from the worst to the best
     */
    static CoordinateAxis of(
            ParallelCoordinates.Categories categories, int[] order, double top, double bottom) {
        int count = categories.names().size();
        double slot = (bottom - top) / count;
        double width = Math.min(WIDEST, FILLED * slot);
        double[] y = new double[order.length];
        var ticks = new ArrayList<Tick>();
        for (int category = 0; category < count; category++) {
            int which = category;
            int[] through =
                    Arrays.stream(order)
                            .filter(line -> categories.values().get(line) == which)
                            .toArray();
            double middle = bottom - slot * (category + 0.5);
            double used = through.length < 2 ? 0 : Math.min(width, 8.0 * (through.length - 1));
            for (int i = 0; i < through.length; i++) {
                double share = through.length < 2 ? 0 : (double) i / (through.length - 1) - 0.5;
                y[through[i]] = middle - share * used;
            }
            ticks.add(
                    new Tick(
                            categories.names().get(category),
                            middle + used / 2,
                            middle - used / 2,
                            slot - used > ROOMY));
        }
        return new CoordinateAxis(categories.title(), y, ticks);
    }

    /** Lines from the worst to the best; of equal ones the first is the best. */
    static int[] order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(
                        Comparator.<Integer>comparingDouble(line -> scores[line])
                                .thenComparing(Comparator.reverseOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
