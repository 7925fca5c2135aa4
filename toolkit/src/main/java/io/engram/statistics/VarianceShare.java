package io.engram.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which share of the variance of scores something explains, corrected for what chance alone would
 * seem to explain: the epsilon squared of Kelley (1935), the explained sum of squares less that of
 * as many degrees of freedom of noise, over all. In the mean it is 0 for what explains nothing, so
 * that a sample may fall below.
 *
 * <p>The interval of 95 % is that of the jackknife (Tukey 1958): the share is estimated without
 * each unit in turn, and Student's distribution says what their spread means. Of few runs it is
 * wide.
 *
 * @param value the share, at most 1; NaN if there are too few units to tell
 * @param interval within 0 and 1; NaN if there are too few units to tell
 */
public record VarianceShare(double value, Interval interval) {
    /** The quantiles of Student's distribution that leave 2.5 % above them, from 1 degree on. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
        2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.96;

    /** What is left of a column that others explain, beside what it was. */
    private static final double NOTHING = 1e-9;

    /**
     * What a treatment explains that every block has been given each form of, such as seeds that
     * were trained with each learning rate. Only differences within blocks count.
     *
     * @param blocks the scores, one row for each block, one column for each form
     * @return the share of the variance of all scores; NaN of fewer than two blocks or forms, or if
     *     all scores are equal
     * @throws IllegalArgumentException if rows differ in length
     */
    public static VarianceShare ofBlocks(double[][] blocks) {
        if (Arrays.stream(blocks).anyMatch(row -> row.length != blocks[0].length)) {
            throw new IllegalArgumentException("every block needs as many scores as the others");
        }
        return jackknifed(
                blocks.length,
                kept -> withinBlocks(Arrays.stream(kept).mapToObj(i -> blocks[i]).toList()));
    }

    /**
     * What a number explains that was drawn for each unit, such as the learning rates of random
     * search: a straight line and a parabola through the ranks of the numbers, so that it may rise,
     * fall, or be best in the middle.
     *
     * @param scores of each unit, at least one
     * @param numbers one for each unit
     * @return the share of the variance of all scores; NaN of fewer than four units, or if all
     *     scores are equal
     */
    public static VarianceShare ofNumbers(List<double[]> scores, double[] numbers) {
        return jackknifed(
                scores.size(),
                kept -> {
                    double[] line = ranks(Arrays.stream(kept).mapToDouble(i -> numbers[i]));
                    double[] parabola = Arrays.stream(line).map(rank -> rank * rank).toArray();
                    return between(at(scores, kept), List.of(line, parabola));
                });
    }

    /**
     * What a choice explains that was drawn for each unit.
     *
     * @param scores of each unit, at least one
     * @param groups the choice of each unit
     * @return the share of the variance of all scores; NaN if there are not more units than
     *     choices, or all scores are equal
     */
    public static VarianceShare ofGroups(List<double[]> scores, int[] groups) {
        return jackknifed(
                scores.size(),
                kept ->
                        between(
                                at(scores, kept),
                                Arrays.stream(kept)
                                        .map(i -> groups[i])
                                        .distinct()
                                        .mapToObj(group -> members(groups, kept, group))
                                        .toList()));
    }

    private static List<double[]> at(List<double[]> scores, int[] kept) {
        return Arrays.stream(kept).mapToObj(scores::get).toList();
    }

    private static double[] members(int[] groups, int[] kept, int group) {
        return Arrays.stream(kept).mapToDouble(i -> groups[i] == group ? 1 : 0).toArray();
    }

    /** Equal numbers share the mean of their ranks. */
    private static double[] ranks(DoubleStream stream) {
        double[] numbers = stream.toArray();
        return Arrays.stream(numbers)
                .map(
                        number -> {
                            double below = Arrays.stream(numbers).filter(n -> n < number).count();
                            double same = Arrays.stream(numbers).filter(n -> n == number).count();
                            return below + (same - 1) / 2;
                        })
                .map(rank -> rank - (numbers.length - 1) / 2.0)
                .toArray();
    }

    private static double withinBlocks(List<double[]> blocks) {
        int count = blocks.size();
        int forms = count == 0 ? 0 : blocks.get(0).length;
        double[] effects = new double[forms];
        for (double[] block : blocks) {
            double mean = Aggregate.mean(block);
            for (int i = 0; i < forms; i++) {
                effects[i] += (block[i] - mean) / count;
            }
        }
        double noise = 0;
        for (double[] block : blocks) {
            double mean = Aggregate.mean(block);
            for (int i = 0; i < forms; i++) {
                noise += Math.pow(block[i] - mean - effects[i], 2);
            }
        }
        double explained = count * Arrays.stream(effects).map(each -> each * each).sum();
        int freedom = (forms - 1) * (count - 1);
        double all = squares(blocks);
        return freedom < 1 || all == 0
                ? Double.NaN
                : (explained - (forms - 1) * noise / freedom) / all;
    }

    /** Units are as their means; their own scatter is in what is to be explained. */
    private static double between(List<double[]> scores, List<double[]> columns) {
        int units = scores.size();
        double[] means = centred(scores.stream().mapToDouble(Aggregate::mean).toArray());
        double explained = 0;
        List<double[]> axes = axes(columns);
        for (double[] axis : axes) {
            explained += Math.pow(product(axis, means), 2);
        }
        int freedom = units - 1 - axes.size();
        double all = squares(scores);
        long runs = scores.stream().mapToLong(each -> each.length).sum();
        if (freedom < 1 || all == 0) {
            return Double.NaN;
        }
        double noise = Math.max(0, product(means, means) - explained) / freedom;
        return (explained - axes.size() * noise) / units / (all / runs);
    }

    /** Columns at right angles to each other and to the constant, of length 1 (Gram, Schmidt). */
    private static List<double[]> axes(List<double[]> columns) {
        var axes = new ArrayList<double[]>();
        for (double[] column : columns) {
            double[] rest = centred(column);
            double before = product(rest, rest);
            for (double[] axis : axes) {
                double share = product(axis, rest);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= share * axis[i];
                }
            }
            double after = product(rest, rest);
            if (after > NOTHING * before) {
                double length = Math.sqrt(after);
                axes.add(Arrays.stream(rest).map(each -> each / length).toArray());
            }
        }
        return axes;
    }

    private static double[] centred(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(each -> each - mean).toArray();
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double squares(List<double[]> scores) {
        double[] all = centred(scores.stream().flatMapToDouble(Arrays::stream).toArray());
        return product(all, all);
    }

    private static VarianceShare jackknifed(int units, ToDoubleFunction<int[]> share) {
        double value = share.applyAsDouble(IntStream.range(0, units).toArray());
        double[] without =
                IntStream.range(0, units)
                        .mapToDouble(
                                left ->
                                        share.applyAsDouble(
                                                IntStream.range(0, units)
                                                        .filter(i -> i != left)
                                                        .toArray()))
                        .toArray();
        double[] spread = centred(without);
        double error = Math.sqrt(product(spread, spread) * (units - 1) / units);
        double half = error * student(units - 1);
        boolean isKnown = Double.isFinite(value) && Double.isFinite(half);
        return new VarianceShare(
                value,
                isKnown
                        ? new Interval(within(value - half), within(value + half))
                        : new Interval(Double.NaN, Double.NaN));
    }

    private static double student(int freedom) {
        return freedom < 1
                ? Double.NaN
                : freedom <= STUDENT.length ? STUDENT[freedom - 1] : NORMAL + 2.4 / freedom;
    }

    private static double within(double share) {
        return Math.max(0, Math.min(1, share));
    }
}
