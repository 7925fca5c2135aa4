package io.engram.environments.minigrid.levels;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The levels of this package by name; {@code Environments.make("MiniGrid-MemoryS9-v0")} finds them
 * here.
 */
public final class MiniGridLevels implements EnvironmentProvider {
    static final String SOURCE = "Minigrid 3.2.0, Apache-2.0";

    private static final Map<String, Function<EnvironmentOptions, Environment>> MAKERS = makers();

    /** Called by the service loader. */
    public MiniGridLevels() {}

    private static Map<String, Function<EnvironmentOptions, Environment>> makers() {
        var makers = new HashMap<String, Function<EnvironmentOptions, Environment>>();
        for (var variant : Memory.Variant.values()) {
            makers.put(variant.id(), options -> new Memory(variant, options));
        }
        for (var variant : DoorKey.Variant.values()) {
            makers.put(variant.id(), options -> new DoorKey(variant, options));
        }
        for (var variant : RedBlueDoors.Variant.values()) {
            makers.put(variant.id(), options -> new RedBlueDoors(variant, options));
        }
        for (var variant : KeyCorridor.Variant.values()) {
            makers.put(variant.id(), options -> new KeyCorridor(variant, options));
        }
        for (var variant : MultiRoom.Variant.values()) {
            makers.put(variant.id(), options -> new MultiRoom(variant, options));
        }
        return Map.copyOf(makers);
    }

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return MAKERS;
    }
}
