package io.engram.environments.classic;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import io.engram.environment.wrapper.MaskVelocity;
import java.util.Map;
import java.util.function.Function;

/**
 * Classic control by name. The ids with {@code NoVel} hide the velocities: they are shown as 0, so
 * that a policy needs a memory.
 */
public final class ClassicEnvironments implements EnvironmentProvider {
    private static final Map<String, Function<EnvironmentOptions, Environment>> MAKERS =
            Map.ofEntries(
                    Map.entry(CartPole.V0, CartPole::v0),
                    Map.entry(CartPole.V1, CartPole::new),
                    Map.entry(MountainCar.V0, MountainCar::new),
                    Map.entry(MountainCarContinuous.V0, MountainCarContinuous::new),
                    Map.entry(Acrobot.V1, Acrobot::new),
                    Map.entry(Pendulum.V1, Pendulum::new),
                    Map.entry("CartPoleNoVel-v0", masked(CartPole::v0)),
                    Map.entry("CartPoleNoVel-v1", masked(CartPole::new)),
                    Map.entry("MountainCarNoVel-v0", masked(MountainCar::new)),
                    Map.entry("MountainCarContinuousNoVel-v0", masked(MountainCarContinuous::new)),
                    Map.entry("AcrobotNoVel-v1", masked(Acrobot::new)),
                    Map.entry("PendulumNoVel-v1", masked(Pendulum::new)));

    /** Called by the service loader. */
    public ClassicEnvironments() {}

    private static Function<EnvironmentOptions, Environment> masked(
            Function<EnvironmentOptions, Environment> maker) {
        return options -> new MaskVelocity(maker.apply(options));
    }

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return MAKERS;
    }
}
