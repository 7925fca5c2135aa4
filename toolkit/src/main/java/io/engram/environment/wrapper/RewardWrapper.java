package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Episode;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Optional;

/** Changes rewards, and reports what they sum up to unchanged. */
abstract class RewardWrapper extends EnvironmentWrapper {
    private double unchanged;

    RewardWrapper(Environment inner) {
        super(inner);
    }

    /** The reward in place of another, by a function that only rises or only falls. */
    abstract double changed(double reward);

    @Override
    protected final boolean passesOn() {
        return true;
    }

    @Override
    public final Observation reset(long seed) {
        unchanged = 0;
        return super.reset(seed);
    }

    @Override
    public final Step step(Action action) {
        Step step = super.step(action);
        unchanged += step.reward();
        Step changed = step.withReward(changed(step.reward()));
        return step.done() ? changed.reporting(Episode.RETURN, unchanged) : changed;
    }

    /** That of the environment inside, with the bounds of the changed rewards. */
    @Override
    public Optional<EnvironmentDescription> description() {
        return super.description()
                .map(
                        it -> {
                            double one = changed(it.lowestReward());
                            double other = changed(it.highestReward());
                            boolean known = !Double.isNaN(one) && !Double.isNaN(other);
                            return it.rewards(
                                    known ? Math.min(one, other) : Double.NEGATIVE_INFINITY,
                                    known ? Math.max(one, other) : Double.POSITIVE_INFINITY);
                        });
    }

    @Override
    public final Optional<Snapshot> snapshot() {
        return snapshotWith(to -> to.put(unchanged));
    }

    @Override
    public final void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> unchanged = from.nextDouble());
    }
}
