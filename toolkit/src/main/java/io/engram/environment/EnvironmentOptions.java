package io.engram.environment;

import io.engram.text.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of one environment or wrapper, read by name and type. It remembers what was asked
 * for, so that {@link Environments} can refuse an option that nobody knows.
 */
public final class EnvironmentOptions {
    private final String owner;
    private final Map<String, Object> values;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Reads options.
     *
     * @param owner whose options these are, for messages
     * @param values the values by name
     */
    public EnvironmentOptions(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = Map.copyOf(values);
    }

    /**
     * A real number.
     *
     * @param name the option
     * @param otherwise the default
     * @return the value, or the default if it was not given
     * @throws IllegalArgumentException if the value is not a number
     */
    public double number(String name, double otherwise) {
        return value(name, Number.class, "a number").map(Number::doubleValue).orElse(otherwise);
    }

    /**
     * A whole number.
     *
     * @param name the option
     * @param otherwise the default
     * @return the value, or the default if it was not given
     * @throws IllegalArgumentException if the value is not a whole number of 32 bits
     */
    public int integer(String name, int otherwise) {
        Optional<Number> number = value(name, Number.class, "a whole number");
        return number.isEmpty() ? otherwise : whole(name, number.get());
    }

    /**
     * A switch.
     *
     * @param name the option
     * @param otherwise the default
     * @return the value, or the default if it was not given
     * @throws IllegalArgumentException if the value is neither true nor false
     */
    public boolean flag(String name, boolean otherwise) {
        return value(name, Boolean.class, "true or false").orElse(otherwise);
    }

    /**
     * A text.
     *
     * @param name the option
     * @param otherwise the default
     * @return the value, or the default if it was not given
     * @throws IllegalArgumentException if the value is not a text
     */
    public String text(String name, String otherwise) {
        return value(name, String.class, "a text").orElse(otherwise);
    }

    /**
     * A list of whole numbers.
     *
     * @param name the option
     * @return the numbers, or empty if the option was not given
     * @throws IllegalArgumentException if the value is not a list of whole numbers of 32 bits
     */
    public Optional<int[]> integers(String name) {
        return value(name, List.class, "a list of whole numbers")
                .map(list -> ((List<?>) list).stream().mapToInt(it -> whole(name, it)).toArray());
    }

    private int whole(String name, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw wrong(name, "a whole number", value);
    }

    private <T> Optional<T> value(String name, Class<T> type, String legal) {
        known.add(name);
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(name, legal, value);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private IllegalArgumentException wrong(String name, String legal, Object value) {
        return new IllegalArgumentException(
                "option %s of %s must be %s, but is %s".formatted(name, owner, legal, value));
    }

    /** Refuses an option that nobody asked for. */
    void requireAllKnown() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "%s has no option \"%s\"; %s"
                                .formatted(
                                        owner,
                                        name,
                                        known.isEmpty()
                                                ? "it has none"
                                                : "the nearest is " + Nearest.to(name, known)));
            }
        }
    }
}
