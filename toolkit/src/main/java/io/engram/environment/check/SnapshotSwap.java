package io.engram.environment.check;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;

/**
 * Two environments of one kind played as one: every so many steps the episode goes on in the other
 * one, from a snapshot.
 */
final class SnapshotSwap extends EnvironmentWrapper {
    private static final int STEPS = 7;

    private final Environment[] both;
    private int active;
    private int steps;

    SnapshotSwap(Environment one, Environment other) {
        super(one);
        both = new Environment[] {one, other};
    }

    @Override
    public Observation reset(long seed) {
        steps = 0;
        return both[active].reset(seed);
    }

    @Override
    public Step step(Action action) {
        if (++steps % STEPS == 0) {
            both[active]
                    .snapshot()
                    .ifPresent(
                            snapshot -> {
                                active = 1 - active;
                                both[active].restore(Snapshot.of(snapshot.bytes()));
                            });
        }
        return both[active].step(action);
    }
}
