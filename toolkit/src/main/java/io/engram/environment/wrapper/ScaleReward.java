package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Episode;
import java.util.Map;
import java.util.Optional;

/**
 * Multiplies every reward. The last step's {@code info} has the unscaled sum as {@link
 * Episode#RETURN}, which becomes {@link Episode#totalReward}.
 */
public final class ScaleReward extends RewardWrapper {
    static final EnvironmentOption<Double> FACTOR =
            EnvironmentOption.number(
                    "factor",
                    1,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    "what each reward is multiplied by");

    private final double factor;

    /**
     * Scales an environment's rewards.
     *
     * @param inner the environment
     * @param factor what to multiply by, finite
     * @throws IllegalArgumentException if the factor is not finite
     */
    public ScaleReward(Environment inner, double factor) {
        super(inner);
        if (!Double.isFinite(factor)) {
            throw new IllegalArgumentException("factor must be finite, but is " + factor);
        }
        this.factor = factor;
    }

    @Override
    double changed(double reward) {
        return reward * factor;
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("factor", factor));
    }
}
