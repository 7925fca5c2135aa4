package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentNames;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Lets every real number of an action go from {@code low} to {@code high}, whatever its bounds are
 * in the environment: they are reached by a straight line. Choices stay as they are.
 *
 * <pre>{@code
 * var env = new RescaleAction(Environments.make("Pendulum-v1"), -1, 1);    // its torque is -2 to 2
 * }</pre>
 */
public final class RescaleAction extends EnvironmentWrapper {
    static final EnvironmentOption<Double> LOW =
            EnvironmentOption.number(
                    "low", -1, -Float.MAX_VALUE, Float.MAX_VALUE, "what the lower bounds become");
    static final EnvironmentOption<Double> HIGH =
            EnvironmentOption.number(
                    "high", 1, -Float.MAX_VALUE, Float.MAX_VALUE, "what the upper bounds become");

    private final double low;
    private final double high;
    private final ActionSpace space;
    private final float[] innerLow;
    private final float[] innerHigh;

    /**
     * Goes around an environment.
     *
     * @param inner an environment whose actions have real numbers, all within finite bounds
     * @param low what the lower bounds become
     * @param high what the upper bounds become, above {@code low}
     * @throws IllegalArgumentException if {@code low} is not below {@code high}, one of them is no
     *     number that a float holds, or the actions have no real numbers or infinite bounds
     */
    public RescaleAction(Environment inner, double low, double high) {
        super(inner);
        float lowest = (float) low;
        float highest = (float) high;
        if (!(lowest < highest) || Float.isInfinite(lowest) || Float.isInfinite(highest)) {
            throw new IllegalArgumentException(
                    "low must be below high, both numbers that a float holds, but they are %s and %s"
                            .formatted(low, high));
        }
        this.low = low;
        this.high = high;
        innerLow = inner.actionSpace().low();
        innerHigh = inner.actionSpace().high();
        requireFinite(inner);
        space = rescaled(inner.actionSpace(), lowest, highest);
    }

    private void requireFinite(Environment inner) {
        boolean finite = innerLow.length > 0;
        for (int i = 0; i < innerLow.length; i++) {
            finite &= Float.isFinite(innerLow[i]) && Float.isFinite(innerHigh[i]);
        }
        if (!finite) {
            throw new IllegalArgumentException(
                    "RescaleAction needs actions of real numbers within finite bounds, but those of %s are %s"
                            .formatted(EnvironmentNames.of(inner), inner.actionSpace()));
        }
    }

    private static ActionSpace rescaled(ActionSpace from, float lowest, float highest) {
        var lows = new float[from.low().length];
        var highs = new float[lows.length];
        Arrays.fill(lows, lowest);
        Arrays.fill(highs, highest);
        var box = ActionSpace.box(lows, highs);
        return from instanceof ActionSpace.Mixed mixed
                ? ActionSpace.mixed(mixed.discrete(), box)
                : box;
    }

    @Override
    public ActionSpace actionSpace() {
        return space;
    }

    @Override
    public Step step(Action action) {
        if (!space.contains(action)) {
            throw new IllegalArgumentException("the action " + space.refusal(action));
        }
        var choices = new int[action.choiceCount()];
        for (int branch = 0; branch < choices.length; branch++) {
            choices[branch] = action.choice(branch);
        }
        var values = new float[innerLow.length];
        for (int i = 0; i < values.length; i++) {
            double part = (action.value(i) - (float) low) / ((double) (float) high - (float) low);
            double value = innerLow[i] * (1 - part) + innerHigh[i] * part;
            values[i] = (float) Math.max(innerLow[i], Math.min(innerHigh[i], value));
        }
        return super.step(Action.of(choices, values));
    }

    /** That of the environment inside, and its own bounds. */
    @Override
    public Optional<EnvironmentDescription> description() {
        String own =
                "; inside from %s to %s"
                        .formatted(Arrays.toString(innerLow), Arrays.toString(innerHigh));
        return super.description()
                .map(
                        it ->
                                it.action(space, it.action() + own)
                                        .actionNames(it.actionNames().toArray(String[]::new)));
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(to -> {});
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> {});
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("low", low, "high", high));
    }
}
