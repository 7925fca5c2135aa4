package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts an episode off after a number of steps: the last one is {@linkplain Step#truncated()
 * truncated}, unless the episode ended by itself in that very step.
 */
public final class TimeLimit extends EnvironmentWrapper {
    static final EnvironmentOption<Integer> MAX_STEPS =
            EnvironmentOption.integer(
                    "maxSteps", 0, 0, Integer.MAX_VALUE, "steps until an episode is cut off");

    private final int maxSteps;
    private int steps;

    /**
     * Limits an environment.
     *
     * @param inner the environment
     * @param maxSteps the number of steps of the longest episode, at least 1
     * @throws IllegalArgumentException if {@code maxSteps} is less than 1
     */
    public TimeLimit(Environment inner, int maxSteps) {
        super(inner);
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps must be at least 1, but is " + maxSteps);
        }
        this.maxSteps = maxSteps;
    }

    @Override
    protected boolean passesOn() {
        return true;
    }

    @Override
    public Observation reset(long seed) {
        steps = 0;
        return super.reset(seed);
    }

    @Override
    public Step step(Action action) {
        if (steps >= maxSteps) {
            throw new IllegalStateException(
                    "the episode was cut off after %d steps; call reset(seed) to begin another"
                            .formatted(maxSteps));
        }
        Step step = super.step(action);
        steps++;
        if (steps < maxSteps || step.done()) {
            return step;
        }
        return new Step(step.observation(), step.reward(), false, true, step.info());
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(to -> to.put(steps));
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> steps = from.nextInt(0, maxSteps - 1));
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("maxSteps", maxSteps));
    }
}
