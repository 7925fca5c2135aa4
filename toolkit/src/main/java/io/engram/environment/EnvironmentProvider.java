package io.engram.environment;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Makes environments, and wrappers around them, by name. A jar of environments names its provider
 * in {@code META-INF/services/io.engram.environment.EnvironmentProvider}; {@link Environments}
 * finds it there.
 *
 * <pre>{@code
 * public final class Corridors implements EnvironmentProvider {
 *     public Map<String, Function<EnvironmentOptions, Environment>> environments() {
 *         return Map.of("Corridor-v0", Corridor::new);
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface EnvironmentProvider {

    /**
     * What this provider makes. Each environment should describe itself by the same id and options
     * in {@link Environment#spec()}; it throws an IllegalArgumentException if an option has a value
     * out of its range. Options that it does not ask for are errors of the user.
     *
     * @return what makes a new environment from its options, by id, for example {@code CartPole-v1}
     */
    Map<String, Function<EnvironmentOptions, Environment>> environments();

    /**
     * Finds what makes an environment whose id {@link #environments()} does not list, because there
     * are too many or nobody knows them all, such as those of another language. Such ids have a
     * prefix of their own, such as {@code python:}.
     *
     * @param id an id that no provider lists
     * @return what makes environments of this id; it is asked for once for all environments of a
     *     vector. Empty, as here, if this provider makes none
     */
    default Optional<Function<EnvironmentOptions, Environment>> find(String id) {
        return Optional.empty();
    }

    /**
     * The wrappers that this provider makes, so that a run in them is resumed by name. A wrapper
     * tells its name and options in {@link EnvironmentWrapper#wrapping()}; it throws an
     * IllegalArgumentException if an option has a value out of its range.
     *
     * @return what puts a wrapper around an environment, given its options, by name; none unless
     *     overridden
     */
    default Map<String, BiFunction<Environment, EnvironmentOptions, Environment>> wrappers() {
        return Map.of();
    }
}
