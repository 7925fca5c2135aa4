package io.engram.environment;

import io.engram.text.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Environments by name.
 *
 * <pre>{@code
 * var env = Environments.make("CartPole-v1");
 * var envs = Environments.vector("CartPole-v1", 16, MaskVelocity::new);
 * }</pre>
 */
public final class Environments {
    private static final int SUGGESTIONS = 3;

    private static final Map<String, BiFunction<Environment, EnvironmentOptions, Environment>>
            WRAPPERS =
                    Map.of(
                            "MaskVelocity", Environments::maskVelocity,
                            "TimeLimit",
                                    (inner, options) ->
                                            new TimeLimit(inner, options.integer("maxSteps", 0)),
                            "ScaleReward",
                                    (inner, options) ->
                                            new ScaleReward(inner, options.number("factor", 1)),
                            "ClipReward",
                                    (inner, options) ->
                                            new ClipReward(
                                                    inner,
                                                    options.number("low", -1),
                                                    options.number("high", 1)),
                            "FrameStack",
                                    (inner, options) ->
                                            new FrameStack(inner, options.integer("k", 1)),
                            "RecordStatistics", (inner, options) -> new RecordStatistics(inner));

    private Environments() {}

    private static Environment maskVelocity(Environment inner, EnvironmentOptions options) {
        return options.integers("indices")
                .map(indices -> new MaskVelocity(inner, indices))
                .orElseGet(() -> new MaskVelocity(inner));
    }

    /**
     * What there is.
     *
     * @return the ids, sorted
     */
    public static List<String> all() {
        return List.copyOf(providers().keySet());
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
     * Makes an environment with options and wrappers.
     *
     * @param spec the description
     * @return a new environment
     * @throws IllegalArgumentException if nothing has this id, or an option or a wrapper is not
     *     known or has a value out of its range; the message names the nearest
     */
    public static Environment make(EnvironmentSpec spec) {
        return make(spec, provider(spec.id()));
    }

    /**
     * Makes N environments on the calling thread.
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
     * Makes N environments with options and wrappers on the calling thread.
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
        EnvironmentProvider provider = provider(spec.id());
        return VectorEnvironment.of(count, () -> wrapped(make(spec, provider), wrappers));
    }

    private static Environment wrapped(
            Environment environment, UnaryOperator<Environment>[] wrappers) {
        Environment result = environment;
        for (UnaryOperator<Environment> wrapper : wrappers) {
            result = wrapper.apply(result);
        }
        return result;
    }

    private static Environment make(EnvironmentSpec spec, EnvironmentProvider provider) {
        var options = new EnvironmentOptions(spec.id(), spec.options());
        Environment environment = provider.make(spec.id(), options);
        options.requireAllKnown();
        for (EnvironmentSpec.Wrapping wrapping : spec.wrappers()) {
            environment = wrapped(environment, wrapping);
        }
        return environment;
    }

    private static Environment wrapped(Environment inner, EnvironmentSpec.Wrapping wrapping) {
        var make = WRAPPERS.get(wrapping.name());
        if (make == null) {
            throw new IllegalArgumentException(
                    "there is no wrapper \"%s\"; the nearest is %s"
                            .formatted(
                                    wrapping.name(),
                                    Nearest.to(wrapping.name(), WRAPPERS.keySet())));
        }
        var options = new EnvironmentOptions(wrapping.name(), wrapping.options());
        Environment wrapped = make.apply(inner, options);
        options.requireAllKnown();
        return wrapped;
    }

    private static EnvironmentProvider provider(String id) {
        Map<String, EnvironmentProvider> providers = providers();
        EnvironmentProvider provider = providers.get(id);
        if (provider != null) {
            return provider;
        }
        throw new IllegalArgumentException(
                providers.isEmpty()
                        ? "there is no environment \"%s\", nor any other: add a jar of environments to the class path, for example io.engram:environments"
                                .formatted(id)
                        : "there is no environment \"%s\"; the nearest are %s (Environments.all() lists all)"
                                .formatted(
                                        id,
                                        String.join(
                                                ", ",
                                                Nearest.to(id, providers.keySet(), SUGGESTIONS))));
    }

    /**
     * By id. A notebook adds jars as it runs, under a class loader that only its own threads have,
     * so both loaders are asked, each time.
     */
    private static Map<String, EnvironmentProvider> providers() {
        var byClass = new LinkedHashMap<Class<?>, EnvironmentProvider>();
        load(Environments.class.getClassLoader(), byClass);
        load(Thread.currentThread().getContextClassLoader(), byClass);
        var byId = new TreeMap<String, EnvironmentProvider>();
        for (EnvironmentProvider provider : byClass.values()) {
            provider.ids().forEach(id -> byId.putIfAbsent(id, provider));
        }
        return byId;
    }

    private static void load(
            ClassLoader loader, Map<Class<?>, EnvironmentProvider> providersByClass) {
        for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class, loader)) {
            providersByClass.putIfAbsent(provider.getClass(), provider);
        }
    }
}
