package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Episode;
import java.util.Map;
import java.util.Optional;

/**
 * Brings every reward into bounds. The last step's {@code info} has the unclipped sum as {@link
 * Episode#RETURN}, which becomes {@link Episode#totalReward}.
 */
public final class ClipReward extends RewardWrapper {
    static final EnvironmentOption<Double> LOW =
            EnvironmentOption.number(
                    "low", -1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "lower bound");
    static final EnvironmentOption<Double> HIGH =
            EnvironmentOption.number(
                    "high", 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "upper bound");

    private final double low;
    private final double high;

    /**
     * Clips an environment's rewards.
     *
     * @param inner the environment
     * @param low the least reward
     * @param high the greatest reward, above {@code low}
     * @throws IllegalArgumentException if {@code low} is not below {@code high}
     */
    public ClipReward(Environment inner, double low, double high) {
        super(inner);
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "low must be below high, but they are " + low + " and " + high);
        }
        this.low = low;
        this.high = high;
    }

    @Override
    double changed(double reward) {
        return Math.max(low, Math.min(high, reward));
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("low", low, "high", high));
    }
}
