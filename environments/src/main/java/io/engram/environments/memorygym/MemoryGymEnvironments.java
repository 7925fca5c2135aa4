package io.engram.environments.memorygym;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import java.util.Map;
import java.util.function.Function;

/** Memory Gym by name. */
public final class MemoryGymEnvironments implements EnvironmentProvider {
    private static final Map<String, Function<EnvironmentOptions, Environment>> MAKERS =
            Map.of(
                    MortarMayhem.V0, MortarMayhem::new,
                    MortarMayhem.GRID_V0, MortarMayhem::grid,
                    MortarMayhem.B_V0, MortarMayhem::given,
                    MortarMayhem.B_GRID_V0, MortarMayhem::givenGrid,
                    EndlessMortarMayhem.V0, EndlessMortarMayhem::new,
                    MysteryPath.V0, MysteryPath::new,
                    MysteryPath.GRID_V0, MysteryPath::grid,
                    EndlessMysteryPath.V0, EndlessMysteryPath::new,
                    SearingSpotlights.V0, SearingSpotlights::new,
                    EndlessSearingSpotlights.V0, EndlessSearingSpotlights::new);

    /** Called by the service loader. */
    public MemoryGymEnvironments() {}

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return MAKERS;
    }
}
