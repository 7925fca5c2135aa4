package io.engram.sweep;

import io.engram.random.RandomStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;

/** How the values of a parameter are drawn. */
public final class Sampling {
    /** Enough to tell values apart, and short enough to read. */
    private static final MathContext FIGURES = new MathContext(4);

    private final String text;
    private final Spacing spacing;
    private final Function<RandomStream, Object> drawing;

    /** What is equally far apart on an axis of drawn values. */
    enum Spacing {
        LINEAR,
        LOGARITHMIC,
        /** They are no range of numbers. */
        NONE
    }

    private Sampling(String text, Spacing spacing, Function<RandomStream, Object> drawing) {
        this.text = text;
        this.spacing = spacing;
        this.drawing = drawing;
    }

    /**
     * Any number of a range, equally likely.
     *
     * @param low the least
     * @param high above it
     * @return numbers of four figures
     * @throws IllegalArgumentException if they are not finite, or in the wrong order
     */
    public static Sampling uniform(double low, double high) {
        require(low < high && Double.isFinite(high - low), "uniform", low, high, "low < high");
        return new Sampling(
                "uniform(%s, %s)".formatted(low, high),
                Spacing.LINEAR,
                random -> rounded(low + random.nextDouble() * (high - low)));
    }

    /**
     * Any number of a range whose logarithm is equally likely: for what changes by factors, such as
     * learning rates.
     *
     * @param low the least, above 0
     * @param high above it
     * @return numbers of four figures
     * @throws IllegalArgumentException if they are not positive and finite, or in the wrong order
     */
    public static Sampling logUniform(double low, double high) {
        require(
                low > 0 && low < high && Double.isFinite(high),
                "logUniform",
                low,
                high,
                "0 < low < high");
        return new Sampling(
                "logUniform(%s, %s)".formatted(low, high),
                Spacing.LOGARITHMIC,
                random ->
                        rounded(
                                Math.exp(
                                        Math.log(low)
                                                + random.nextDouble()
                                                        * (Math.log(high) - Math.log(low)))));
    }

    /**
     * Any whole number of a range, equally likely.
     *
     * @param low the least
     * @param high the greatest
     * @return whole numbers
     * @throws IllegalArgumentException if they are in the wrong order
     */
    public static Sampling integers(int low, int high) {
        require(low <= high, "integers", low, high, "low ≤ high");
        return new Sampling(
                "integers(%d, %d)".formatted(low, high),
                Spacing.LINEAR,
                random -> low + random.nextInt(high - low + 1));
    }

    /**
     * One of some values, equally likely.
     *
     * @param values numbers, texts, lists or flags, at least one
     * @return any of them
     * @throws IllegalArgumentException if there is none
     */
    public static Sampling oneOf(Object... values) {
        List<Object> all = List.of(values);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("oneOf(…) needs at least one value");
        }
        return new Sampling(
                "oneOf" + all, Spacing.NONE, random -> all.get(random.nextInt(all.size())));
    }

    private static void require(boolean right, String what, double low, double high, String rule) {
        if (!right) {
            throw new IllegalArgumentException(
                    "%s(low, high) needs %s, but was given %s and %s"
                            .formatted(what, rule, low, high));
        }
    }

    private static double rounded(double number) {
        return new BigDecimal(number).round(FIGURES).doubleValue();
    }

    Spacing spacing() {
        return spacing;
    }

    Object draw(RandomStream random) {
        return drawing.apply(random);
    }

    @Override
    public String toString() {
        return text;
    }
}
