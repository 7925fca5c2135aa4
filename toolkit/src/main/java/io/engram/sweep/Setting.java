package io.engram.sweep;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One combination of what a sweep sets.
 *
 * @param number from 1, in the order in which the sweep was told
 * @param values by their names, in the order in which the sweep was told
 * @serial exclude
 */
public record Setting(int number, Map<String, Object> values) implements Serializable {
    /**
     * Keeps a copy.
     *
     * @param number from 1
     * @param values by their names
     */
    public Setting {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * A value that is a number.
     *
     * @param name what is set
     * @return the number
     * @throws IllegalArgumentException if the sweep does not set it, or it is no number
     */
    public double number(String name) {
        return as(name, Number.class, "a number").doubleValue();
    }

    /**
     * A value that is a whole number.
     *
     * @param name what is set
     * @return the number
     * @throws IllegalArgumentException if the sweep does not set it, or it is no whole number
     */
    public int integer(String name) {
        double number = number(name);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "'%s' must be a whole number, but is %s".formatted(name, number));
        }
        return (int) number;
    }

    /**
     * A value that is a text.
     *
     * @param name what is set
     * @return the text
     * @throws IllegalArgumentException if the sweep does not set it, or it is no text
     */
    public String text(String name) {
        return as(name, String.class, "a text");
    }

    /** A value as people write it, and no other in the same way: {@code 3e-4}, {@code 0.001}. */
    static String text(Object value) {
        return value instanceof Double
                ? value.toString().replaceFirst("\\.0(?=E|$)", "").replace('E', 'e')
                : value.toString();
    }

    private <T> T as(String name, Class<T> type, String wanted) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the sweep does not set '%s'; it sets %s".formatted(name, values.keySet()));
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "'%s' must be %s, but is %s".formatted(name, wanted, value));
        }
        return type.cast(value);
    }

    /** The values in a line, such as {@code learningRate 0.001, hidden 64}. */
    @Override
    public String toString() {
        return values.isEmpty()
                ? "as in the file"
                : values.entrySet().stream()
                        .map(each -> each.getKey() + " " + text(each.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
