package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Episode;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import java.util.Optional;

/**
 * Puts {@link Episode#RETURN} and {@link Episode#LENGTH} into the last step's {@code info}, for
 * playing one environment by hand. Vectorised environments report both without it, and take them
 * out of the {@code info} of their {@link Episode}s.
 */
public final class RecordStatistics extends EnvironmentWrapper {
    private double totalReward;
    private int steps;

    /**
     * Records an environment's episodes.
     *
     * @param inner the environment
     */
    public RecordStatistics(Environment inner) {
        super(inner);
    }

    @Override
    protected boolean passesOn() {
        return true;
    }

    @Override
    public Observation reset(long seed) {
        totalReward = 0;
        steps = 0;
        return super.reset(seed);
    }

    @Override
    public Step step(Action action) {
        Step step = super.step(action);
        totalReward += step.reward();
        steps++;
        return step.done()
                ? step.reporting(Episode.RETURN, totalReward).reporting(Episode.LENGTH, steps)
                : step;
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(to -> to.put(totalReward).put(steps));
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(
                snapshot,
                from -> {
                    totalReward = from.nextDouble();
                    steps = from.nextInt();
                });
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of());
    }
}
