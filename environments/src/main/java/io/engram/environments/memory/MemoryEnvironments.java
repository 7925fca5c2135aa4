package io.engram.environments.memory;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import java.util.Map;
import java.util.function.Function;

/** The smallest tasks that need a memory or curiosity, by name. */
public final class MemoryEnvironments implements EnvironmentProvider {

    /** Called by the service loader. */
    public MemoryEnvironments() {}

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return Map.of(
                PocMemory.ID, PocMemory::new,
                TMaze.ID, TMaze::new,
                CombinationLock.ID, CombinationLock::new);
    }
}
