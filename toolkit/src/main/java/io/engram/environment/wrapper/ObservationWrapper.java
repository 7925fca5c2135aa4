package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Optional;

/** Changes each observation by itself, and nothing else. Remembers nothing. */
abstract class ObservationWrapper extends EnvironmentWrapper {
    ObservationWrapper(Environment inner) {
        super(inner);
    }

    /** What is shown in place of an observation. */
    abstract Observation shown(Observation seen);

    @Override
    protected final boolean passesOn() {
        return true;
    }

    @Override
    public final Observation reset(long seed) {
        return shown(super.reset(seed));
    }

    @Override
    public final Step step(Action action) {
        Step step = super.step(action);
        return step.withObservation(shown(step.observation()));
    }

    @Override
    public final Optional<Snapshot> snapshot() {
        return snapshotWith(to -> {});
    }

    @Override
    public final void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> {});
    }
}
