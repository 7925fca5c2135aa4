package io.engram.cluster;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Lets files of runs name {@link HeldOnce}. */
public final class TestWrappers implements EnvironmentProvider {
    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return Map.of();
    }

    @Override
    public Map<String, BiFunction<Environment, EnvironmentOptions, Environment>> wrappers() {
        return Map.of("HeldOnce", (environment, options) -> new HeldOnce(environment));
    }
}
