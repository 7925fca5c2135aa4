package io.engram.environment;

import io.engram.text.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Environments by name.
 *
 * <pre>{@code
 * Environments.all();
 * Environments.describe("LunarLander-v3");
 * var env = Environments.make("LunarLander-v3", Map.of("continuous", true));
 * var envs = Environments.vector("CartPole-v1", 16, MaskVelocity::new);
 * }</pre>
 */
public final class Environments {
    private static final int SUGGESTIONS = 3;

    private Environments() {}

    /** What all providers make, by name. */
    private record Makers(
            Map<String, Function<EnvironmentOptions, Environment>> environments,
            Map<String, BiFunction<Environment, EnvironmentOptions, Environment>> wrappers,
            List<EnvironmentProvider> providers) {

        /** What makes environments of an id that is not listed. */
        Optional<Function<EnvironmentOptions, Environment>> find(String id) {
            return providers.stream().flatMap(it -> it.find(id).stream()).findFirst();
        }
    }

    /**
     * What there is.
     *
     * @return the ids, sorted
     */
    public static List<String> all() {
        return List.copyOf(makers().environments().keySet());
    }

    /**
     * Whether an environment can be made by name. Where there are none at all, because a jar is
     * missing, it counts as known: the attempt to make it says what is missing.
     *
     * @param id an id, which may be that of an environment of a user's own
     * @return true for all of {@link #all()}, and for what a provider finds besides
     */
    public static boolean knows(String id) {
        Makers makers = makers();
        return makers.environments().isEmpty()
                || makers.environments().containsKey(id)
                || makers.find(id).isPresent();
    }

    /**
     * Makes an environment.
     *
     * @param id one of {@link #all()}
     * @param wrappers what to put around it, innermost first
     * @return a new environment
     * @throws IllegalArgumentException if nothing has this id; the message names the nearest
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Environment make(String id, UnaryOperator<Environment>... wrappers) {
        return wrapped(make(EnvironmentSpec.of(id)), wrappers);
    }

    /**
     * Makes an environment with options.
     *
     * @param id one of {@link #all()}
     * @param options the options that differ from the id's defaults, see {@link #describe}
     * @param wrappers what to put around it, innermost first
     * @return a new environment
     * @throws IllegalArgumentException if nothing has this id, or an option is not known or has a
     *     value out of its range; the message names the nearest
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Environment make(
            String id, Map<String, Object> options, UnaryOperator<Environment>... wrappers) {
        return wrapped(make(EnvironmentSpec.of(id, options)), wrappers);
    }

    /**
     * Tells what there is to know about an environment: its spaces, rewards, length, success,
     * source and options.
     *
     * @param id one of {@link #all()}
     * @return the description
     * @throws IllegalArgumentException if nothing has this id; the message names the nearest
     */
    public static EnvironmentDescription describe(String id) {
        try (Environment environment = make(id)) {
            return environment
                    .description()
                    .orElseGet(
                            () ->
                                    EnvironmentDescription.of(id, "")
                                            .observation(environment.observationSpace(), "")
                                            .action(environment.actionSpace(), ""));
        }
    }

    /**
     * Makes an environment with options and wrappers.
     *
     * @param spec the description
     * @return a new environment
     * @throws IllegalArgumentException if nothing has this id, or an option or a wrapper is not
     *     known or has a value out of its range; the message names the nearest
     */
    public static Environment make(EnvironmentSpec spec) {
        return factory(spec).get();
    }

    /**
     * Finds what makes environments with options and wrappers, once for many of them: those that
     * work in other processes share some.
     *
     * @param spec the description
     * @param outer what to put around each besides, innermost first
     * @return makes a new environment at each call, and throws what {@link #make(EnvironmentSpec)}
     *     throws
     * @throws IllegalArgumentException if nothing has this id, or there is no such wrapper; the
     *     message names the nearest
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Supplier<Environment> factory(
            EnvironmentSpec spec, UnaryOperator<Environment>... outer) {
        Makers makers = makers();
        var environment = maker(spec.id(), makers);
        var wrappers =
                spec.wrappers().stream()
                        .map(wrapping -> wrapper(wrapping, makers.wrappers()))
                        .toList();
        return () -> {
            var options = EnvironmentOptions.of(spec.id(), spec.options());
            Environment made = environment.apply(options);
            options.requireAllKnown();
            for (UnaryOperator<Environment> wrapper : wrappers) {
                made = wrapper.apply(made);
            }
            return wrapped(made, outer);
        };
    }

    /**
     * Makes N environments, which step on as many threads as make them faster; the results are the
     * same bits whatever the threads.
     *
     * @param id one of {@link #all()}
     * @param count N, at least 1
     * @param wrappers what to put around each, innermost first
     * @return the environments
     * @throws IllegalArgumentException if nothing has this id; the message names the nearest
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static VectorEnvironment vector(
            String id, int count, UnaryOperator<Environment>... wrappers) {
        return vector(EnvironmentSpec.of(id), count, wrappers);
    }

    /**
     * Makes N environments with options, which step on as many threads as make them faster.
     *
     * @param id one of {@link #all()}
     * @param options the options that differ from the id's defaults, see {@link #describe}
     * @param count N, at least 1
     * @param wrappers what to put around each, innermost first
     * @return the environments
     * @throws IllegalArgumentException as {@link #make(String, Map, UnaryOperator[])}
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static VectorEnvironment vector(
            String id,
            Map<String, Object> options,
            int count,
            UnaryOperator<Environment>... wrappers) {
        return vector(EnvironmentSpec.of(id, options), count, wrappers);
    }

    /**
     * Makes N environments with options and wrappers, which step on as many threads as make them
     * faster. With wrappers of your own they stay on the calling thread, since they may have
     * something in common; {@link VectorEnvironment#parallel} is for those that have nothing.
     *
     * @param spec the description
     * @param count N, at least 1
     * @param wrappers what to put around each besides, innermost first
     * @return the environments
     * @throws IllegalArgumentException as {@link #make(EnvironmentSpec)}
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static VectorEnvironment vector(
            EnvironmentSpec spec, int count, UnaryOperator<Environment>... wrappers) {
        return new AdaptiveVectorEnvironment(count, factory(spec, wrappers));
    }

    private static Environment wrapped(
            Environment environment, UnaryOperator<Environment>[] wrappers) {
        Environment result = environment;
        for (UnaryOperator<Environment> wrapper : wrappers) {
            result = wrapper.apply(result);
        }
        return result;
    }

    private static UnaryOperator<Environment> wrapper(
            EnvironmentSpec.Wrapping wrapping,
            Map<String, BiFunction<Environment, EnvironmentOptions, Environment>> wrappers) {
        var make = wrappers.get(wrapping.name());
        if (make == null) {
            throw new IllegalArgumentException(
                    "there is no wrapper \"%s\"; the nearest is %s"
                            .formatted(
                                    wrapping.name(),
                                    Nearest.to(wrapping.name(), wrappers.keySet())));
        }
        return inner -> {
            var options = EnvironmentOptions.of(wrapping.name(), wrapping.options());
            Environment wrapped = make.apply(inner, options);
            options.requireAllKnown();
            return wrapped;
        };
    }

    private static Function<EnvironmentOptions, Environment> maker(String id, Makers all) {
        var makers = all.environments();
        var maker = Optional.ofNullable(makers.get(id)).or(() -> all.find(id));
        if (maker.isPresent()) {
            return maker.get();
        }
        throw new IllegalArgumentException(
                makers.isEmpty()
                        ? "there is no environment \"%s\", nor any other: add a jar of environments to the class path, for example io.engram:environments"
                                .formatted(id)
                        : "there is no environment \"%s\"; the nearest are %s (Environments.all() lists all)"
                                .formatted(
                                        id,
                                        String.join(
                                                ", ",
                                                Nearest.to(id, makers.keySet(), SUGGESTIONS))));
    }

    /**
     * By name. A notebook adds jars as it runs, under a class loader that only its own threads
     * have, so both loaders are asked, each time.
     */
    private static Makers makers() {
        var byClass = new LinkedHashMap<Class<?>, EnvironmentProvider>();
        load(Environments.class.getClassLoader(), byClass);
        load(Thread.currentThread().getContextClassLoader(), byClass);
        var makers = new Makers(new TreeMap<>(), new TreeMap<>(), List.copyOf(byClass.values()));
        for (EnvironmentProvider provider : byClass.values()) {
            provider.environments().forEach(makers.environments()::putIfAbsent);
            provider.wrappers().forEach(makers.wrappers()::putIfAbsent);
        }
        return makers;
    }

    private static void load(
            ClassLoader loader, Map<Class<?>, EnvironmentProvider> providersByClass) {
        for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class, loader)) {
            providersByClass.putIfAbsent(provider.getClass(), provider);
        }
    }
}
