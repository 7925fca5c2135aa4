package io.engram.environment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to make an environment again: its id, its options, and the wrappers around it.
 *
 * @param id the id that {@link Environments} knows, for example {@code CartPole-v1}
 * @param options the options that differ from the id's defaults: strings, numbers, booleans and
 *     lists of them
 * @param wrappers the wrappers, innermost first
 */
public record EnvironmentSpec(String id, Map<String, Object> options, List<Wrapping> wrappers) {

    /**
     * One wrapper.
     *
     * @param name the wrapper's name, for example {@code MaskVelocity}
     * @param options its options
     */
    public record Wrapping(String name, Map<String, Object> options) {
        /**
         * Takes a copy of the options.
         *
         * @param name the wrapper's name
         * @param options its options
         */
        public Wrapping {
            options = sorted(options);
        }
    }

    /** A copy in one order, so that it is written down in the same way each time. */
    private static Map<String, Object> sorted(Map<String, Object> options) {
        return Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(options)));
    }

    /**
     * Takes copies of the options and the wrappers.
     *
     * @param id the id
     * @param options the options that differ from the id's defaults
     * @param wrappers the wrappers, innermost first
     */
    public EnvironmentSpec {
        options = sorted(options);
        wrappers = List.copyOf(wrappers);
    }

    /**
     * An environment by its id alone.
     *
     * @param id the id
     * @return the description
     */
    public static EnvironmentSpec of(String id) {
        return new EnvironmentSpec(id, Map.of(), List.of());
    }

    /**
     * An environment with options.
     *
     * @param id the id
     * @param options the options that differ from the id's defaults
     * @return the description
     */
    public static EnvironmentSpec of(String id, Map<String, Object> options) {
        return new EnvironmentSpec(id, options, List.of());
    }

    /**
     * This environment with one more wrapper around it.
     *
     * @param name the wrapper's name
     * @param wrapperOptions its options
     * @return the description
     */
    public EnvironmentSpec wrapped(String name, Map<String, Object> wrapperOptions) {
        var all = new ArrayList<>(wrappers);
        all.add(new Wrapping(name, wrapperOptions));
        return new EnvironmentSpec(id, options, all);
    }
}
