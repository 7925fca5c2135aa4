package io.engram.environment;

import io.engram.text.Nearest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options that somebody gave to an environment or a wrapper. Names may be written in camelCase
 * or in snake_case.
 *
 * <pre>{@code
 * var options = EnvironmentOptions.of(Map.of("enable_wind", true));
 * boolean wind = options.get(ENABLE_WIND);
 * }</pre>
 *
 * <p>It remembers what was asked for, so that an option that nobody knows is refused.
 */
public final class EnvironmentOptions {
    /** What Gymnasium's {@code make} takes, and what is there for it. */
    private static final Map<String, String> OF_GYMNASIUM =
            Map.of(
                    "renderMode", "render() gives the picture of every environment",
                    "maxEpisodeSteps", "put a TimeLimit around it: new TimeLimit(env, steps)",
                    "disableEnvChecker", "steps are always checked",
                    "autoreset", "environments of a vector begin again by themselves");

    private final String owner;
    private final Map<String, Object> given;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private EnvironmentOptions(String owner, Map<String, Object> values) {
        this.owner = owner;
        given = Map.copyOf(values);
        values.forEach((name, value) -> this.values.put(camelCase(name), value));
    }

    /**
     * No options: everything has its default.
     *
     * @return empty options
     */
    public static EnvironmentOptions none() {
        return of(Map.of());
    }

    /**
     * Options by name.
     *
     * @param values numbers, booleans, texts and lists of whole numbers
     * @return the options
     */
    public static EnvironmentOptions of(Map<String, Object> values) {
        return of("this environment", values);
    }

    /** Options of an owner that messages name. */
    static EnvironmentOptions of(String owner, Map<String, Object> values) {
        return new EnvironmentOptions(owner, values);
    }

    private static String camelCase(String name) {
        var result = new StringBuilder();
        boolean upper = false;
        for (char c : name.toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                result.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return result.toString();
    }

    /**
     * The value of an option.
     *
     * @param <T> the type of the value
     * @param option the option
     * @return the value that was given, or the default
     * @throws IllegalArgumentException if the value is not legal
     */
    public <T> T get(EnvironmentOption<T> option) {
        known.add(option.name());
        Object given = values.get(option.name());
        if (given == null) {
            return option.defaultValue();
        }
        T value = option.read(given);
        if (value == null) {
            throw new IllegalArgumentException(
                    "option %s of %s must be %s, but is %s"
                            .formatted(option.name(), owner, option.legal(), given));
        }
        return value;
    }

    /**
     * All options under the names by which they were given, for an environment that decides itself
     * which it knows: nothing is refused afterwards.
     *
     * @return the values by name
     */
    public Map<String, Object> all() {
        known.addAll(values.keySet());
        return given;
    }

    /** The values that differ from the defaults. */
    Map<String, Object> changed(List<EnvironmentOption<?>> options) {
        var changed = new LinkedHashMap<String, Object>();
        for (EnvironmentOption<?> option : options) {
            Object value = get(option);
            if (!value.equals(option.defaultValue())) {
                changed.put(option.name(), value);
            }
        }
        return changed;
    }

    /** Refuses an option that nobody asked for. */
    void requireAllKnown() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "%s has no option \"%s\"; %s".formatted(owner, name, instead(name)));
            }
        }
    }

    private String instead(String name) {
        if (OF_GYMNASIUM.containsKey(name)) {
            return OF_GYMNASIUM.get(name);
        }
        return known.isEmpty() ? "it has none" : "the nearest is " + Nearest.to(name, known);
    }
}
