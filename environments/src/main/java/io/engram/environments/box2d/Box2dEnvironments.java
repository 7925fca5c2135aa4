package io.engram.environments.box2d;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import java.util.Map;
import java.util.function.Function;

/**
 * The tasks of this package by name; {@code Environments.make("LunarLander-v3")} finds them here.
 */
public final class Box2dEnvironments implements EnvironmentProvider {

    /** Called by the service loader. */
    public Box2dEnvironments() {}

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return Map.of(
                LunarLander.ID, LunarLander::new,
                LunarLander.CONTINUOUS_ID, LunarLander::continuous,
                BipedalWalker.ID, BipedalWalker::new,
                BipedalWalker.HARDCORE_ID, BipedalWalker::hardcore);
    }
}
