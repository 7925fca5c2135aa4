package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.Episode;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Gives another reward for each reward. The last step's {@code info} has the unchanged sum as
 * {@link Episode#RETURN}, which becomes {@link Episode#totalReward}.
 *
 * <pre>{@code
 * var env = new MapReward(new Corridor(), reward -> Math.signum(reward) * Math.sqrt(Math.abs(reward)));
 * }</pre>
 */
public final class MapReward extends RewardWrapper {
    private final DoubleUnaryOperator function;

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param function the new reward by the old one, finite; it remembers nothing
     */
    public MapReward(Environment inner, DoubleUnaryOperator function) {
        super(inner);
        this.function = Objects.requireNonNull(function, "function");
    }

    @Override
    double changed(double reward) {
        return function.applyAsDouble(reward);
    }

    /** That of the environment inside, with rewards of which nothing is known. */
    @Override
    public Optional<EnvironmentDescription> description() {
        return inner().description()
                .map(it -> it.rewards(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }
}
