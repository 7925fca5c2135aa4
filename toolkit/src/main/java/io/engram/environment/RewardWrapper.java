package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import java.util.Optional;

/** Changes rewards, and reports what they sum up to unchanged. */
abstract class RewardWrapper extends EnvironmentWrapper {
    private double unchanged;

    RewardWrapper(Environment inner) {
        super(inner);
    }

    abstract double changed(double reward);

    @Override
    public final Observation reset(long seed) {
        unchanged = 0;
        return super.reset(seed);
    }

    @Override
    public final Step step(Action action) {
        Step step = super.step(action);
        unchanged += step.reward();
        Map<String, Double> info =
                step.done()
                        ? EpisodeInfo.withDefault(step.info(), Episode.RETURN, unchanged)
                        : step.info();
        return new Step(
                step.observation(),
                changed(step.reward()),
                step.terminated(),
                step.truncated(),
                info);
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
