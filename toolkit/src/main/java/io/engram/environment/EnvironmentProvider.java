package io.engram.environment;

import java.util.Set;

/**
 * Makes environments by name. A jar of environments names its provider in {@code
 * META-INF/services/io.engram.environment.EnvironmentProvider}; {@link Environments} finds it
 * there.
 *
 * <pre>{@code
 * public final class Corridors implements EnvironmentProvider {
 *     public Set<String> ids() { return Set.of("Corridor-v0"); }
 *     public Environment make(String id, EnvironmentOptions options) {
 *         return new Corridor(options.integer("length", 5));
 *     }
 * }
 * }</pre>
 */
public interface EnvironmentProvider {

    /**
     * What this provider makes.
     *
     * @return the ids, for example {@code CartPole-v1}
     */
    Set<String> ids();

    /**
     * Makes an environment, which should describe itself by the same id and options in {@link
     * Environment#spec()}.
     *
     * @param id one of {@link #ids()}
     * @param options the options; those that are not asked for are errors of the user
     * @return a new environment
     * @throws IllegalArgumentException if an option has a value out of its range
     */
    Environment make(String id, EnvironmentOptions options);
}
