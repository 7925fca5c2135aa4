package io.engram.gymnasium;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import io.engram.environment.EnvironmentSpec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Environments of Python by name, {@code python:} and what {@code gymnasium.make} takes: so that a
 * run comes back, and a file can name them.
 */
public final class PythonProvider implements EnvironmentProvider {

    /** Called where providers are loaded. */
    public PythonProvider() {}

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return Map.of();
    }

    /** Those that one function makes share processes. */
    @Override
    public Optional<Function<EnvironmentOptions, Environment>> find(String id) {
        if (!id.startsWith(PythonTask.PREFIX)) {
            return Optional.empty();
        }
        Fleet fleet = new Fleet(Workplace.usual());
        return Optional.of(
                options -> {
                    var spec = EnvironmentSpec.of(id, options.all());
                    return new PythonEnvironment(PythonTask.of(spec), fleet);
                });
    }
}
