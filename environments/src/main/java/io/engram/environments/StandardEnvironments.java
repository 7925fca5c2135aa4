package io.engram.environments;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import io.engram.environments.classic.CartPole;
import io.engram.environments.classic.Pendulum;
import io.engram.environments.memory.PocMemory;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The environments of this jar by name; {@code Environments.make("CartPole-v1")} finds them here.
 */
public final class StandardEnvironments implements EnvironmentProvider {
    private static final Map<String, Function<EnvironmentOptions, Environment>> MAKERS =
            Map.of(
                    CartPole.V0,
                    options -> CartPole.v0(),
                    CartPole.V1,
                    options -> CartPole.v1(),
                    Pendulum.V1,
                    StandardEnvironments::pendulum,
                    PocMemory.ID,
                    StandardEnvironments::pocMemory);

    /** Called by the service loader. */
    public StandardEnvironments() {}

    @Override
    public Set<String> ids() {
        return MAKERS.keySet();
    }

    @Override
    public Environment make(String id, EnvironmentOptions options) {
        return MAKERS.get(id).apply(options);
    }

    private static Environment pendulum(EnvironmentOptions options) {
        return new Pendulum(options.number("gravity", Pendulum.DEFAULT_GRAVITY));
    }

    private static Environment pocMemory(EnvironmentOptions options) {
        return PocMemory.builder()
                .stepSize(options.number("stepSize", 0.2))
                .glob(options.flag("glob", false))
                .freeze(options.flag("freeze", true))
                .build();
    }
}
