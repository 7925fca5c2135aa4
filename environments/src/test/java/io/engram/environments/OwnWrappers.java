package io.engram.environments;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentProvider;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A provider of a wrapper that somebody wrote, as their jar would name it. */
public final class OwnWrappers implements EnvironmentProvider {

    /** Takes something off each reward. */
    static final class Impatient extends EnvironmentWrapper {
        static final EnvironmentOption<Double> COST =
                EnvironmentOption.number("cost", 0.01, 0, 1, "what each step costs");
        private final double cost;

        Impatient(Environment inner, double cost) {
            super(inner);
            this.cost = cost;
        }

        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            return step.withReward(step.reward() - cost);
        }

        @Override
        protected Optional<EnvironmentSpec.Wrapping> wrapping() {
            return named(Map.of("cost", cost));
        }
    }

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return Map.of();
    }

    @Override
    public Map<String, BiFunction<Environment, EnvironmentOptions, Environment>> wrappers() {
        return Map.of(
                "Impatient", (env, options) -> new Impatient(env, options.get(Impatient.COST)));
    }
}
