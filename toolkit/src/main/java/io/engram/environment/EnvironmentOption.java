package io.engram.environment;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One option of an environment or a wrapper: its name, default, legal values and meaning, declared
 * once for reading, checking and describing.
 *
 * <pre>{@code
 * static final EnvironmentOption<Double> GRAVITY =
 *         EnvironmentOption.number("gravity", -10, -12, 0, "vertical acceleration in m/s²");
 * ...
 * double gravity = options.get(GRAVITY);
 * }</pre>
 *
 * @param <T> the type of its values
 */
public final class EnvironmentOption<T> {
    /** JSON has no infinite numbers, so they come back from a checkpoint as these words. */
    private static final Map<String, Double> INFINITE =
            Map.of("Infinity", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);

    private final String name;
    private final T defaultValue;
    private final String legal;
    private final String meaning;
    private final Function<Object, T> reader;

    private EnvironmentOption(
            String name, T defaultValue, String legal, String meaning, Function<Object, T> reader) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.legal = legal;
        this.meaning = meaning;
        this.reader = reader;
    }

    /**
     * A real number.
     *
     * @param name the name, in camelCase
     * @param defaultValue the value if none is given
     * @param least the least legal value, or negative infinity
     * @param most the greatest legal value, or positive infinity
     * @param meaning what it does, with its unit
     * @return the option
     */
    public static EnvironmentOption<Double> number(
            String name, double defaultValue, double least, double most, String meaning) {
        return new EnvironmentOption<>(
                name,
                defaultValue,
                range("a number", least, most),
                meaning,
                value -> real(value, least, most));
    }

    private static Double real(Object value, double least, double most) {
        Double real = value instanceof Number number ? number.doubleValue() : INFINITE.get(value);
        return real != null && real >= least && real <= most ? real : null;
    }

    /**
     * A whole number.
     *
     * @param name the name, in camelCase
     * @param defaultValue the value if none is given
     * @param least the least legal value, or {@code Integer.MIN_VALUE}
     * @param most the greatest legal value, or {@code Integer.MAX_VALUE}
     * @param meaning what it does, with its unit
     * @return the option
     */
    public static EnvironmentOption<Integer> integer(
            String name, int defaultValue, int least, int most, String meaning) {
        return new EnvironmentOption<>(
                name,
                defaultValue,
                wholeRange("a whole number", least, most),
                meaning,
                value -> whole(value, least, most));
    }

    /**
     * A list of whole numbers; a number stands for a list of one. It may be empty only if the
     * default is.
     *
     * @param name the name, in camelCase
     * @param defaultValue the value if none is given
     * @param least the least legal element, or {@code Integer.MIN_VALUE}
     * @param most the greatest legal element, or {@code Integer.MAX_VALUE}
     * @param meaning what it does, with its unit
     * @return the option
     */
    public static EnvironmentOption<List<Integer>> integers(
            String name, List<Integer> defaultValue, int least, int most, String meaning) {
        return new EnvironmentOption<>(
                name,
                List.copyOf(defaultValue),
                wholeRange("a list of whole numbers", least, most),
                meaning,
                value -> wholes(value, least, most, defaultValue.isEmpty()));
    }

    /**
     * A switch.
     *
     * @param name the name, in camelCase
     * @param defaultValue the value if none is given
     * @param meaning what it does
     * @return the option
     */
    public static EnvironmentOption<Boolean> flag(
            String name, boolean defaultValue, String meaning) {
        return new EnvironmentOption<>(
                name,
                defaultValue,
                "true or false",
                meaning,
                value -> value instanceof Boolean flag ? flag : null);
    }

    /**
     * One of several words.
     *
     * @param name the name, in camelCase
     * @param defaultValue the value if none is given
     * @param choices the legal words
     * @param meaning what it does
     * @return the option
     */
    public static EnvironmentOption<String> text(
            String name, String defaultValue, List<String> choices, String meaning) {
        return new EnvironmentOption<>(
                name,
                defaultValue,
                "one of " + String.join(", ", choices),
                meaning,
                value -> value instanceof String text && choices.contains(text) ? text : null);
    }

    private static Integer whole(Object value, int least, int most) {
        boolean legal =
                value instanceof Number number
                        && number.doubleValue() == number.intValue()
                        && number.intValue() >= least
                        && number.intValue() <= most;
        return legal ? (Integer) ((Number) value).intValue() : null;
    }

    private static List<Integer> wholes(Object value, int least, int most, boolean mayBeEmpty) {
        Object given = value instanceof Number ? List.of(value) : value;
        boolean legal =
                given instanceof List<?> list
                        && (mayBeEmpty || !list.isEmpty())
                        && list.stream().allMatch(each -> whole(each, least, most) != null);
        return legal
                ? ((List<?>) given).stream().map(each -> whole(each, least, most)).toList()
                : null;
    }

    private static String wholeRange(String kind, int least, int most) {
        return range(
                kind,
                least == Integer.MIN_VALUE ? Double.NEGATIVE_INFINITY : least,
                most == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : most);
    }

    private static String range(String kind, double least, double most) {
        boolean from = least > Double.NEGATIVE_INFINITY;
        boolean to = most < Double.POSITIVE_INFINITY;
        if (from && to) {
            return "%s from %s to %s".formatted(kind, plain(least), plain(most));
        }
        if (from) {
            return "%s of at least %s".formatted(kind, plain(least));
        }
        return to ? "%s of at most %s".formatted(kind, plain(most)) : kind;
    }

    private static String plain(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    /**
     * The name.
     *
     * @return in camelCase
     */
    public String name() {
        return name;
    }

    /**
     * The value if none is given.
     *
     * @return the default
     */
    public T defaultValue() {
        return defaultValue;
    }

    /**
     * The legal values in words, for example "a number from -12 to 0".
     *
     * @return a phrase
     */
    public String legal() {
        return legal;
    }

    /**
     * What the option does.
     *
     * @return a phrase
     */
    public String meaning() {
        return meaning;
    }

    /** The value as this option's type, or null if it is not legal. */
    T read(Object value) {
        return reader.apply(value);
    }

    @Override
    public String toString() {
        return "%s = %s (%s): %s".formatted(name, defaultValue, legal, meaning);
    }
}
