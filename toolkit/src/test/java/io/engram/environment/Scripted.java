package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows given observations one after the other, rewards steps with 1, 2, 3 …, and ends with them.
 */
class Scripted implements Environment {
    private final ObservationSpace space;
    private final ActionSpace actions;
    private final Observation[] shown;
    final List<Action> taken = new ArrayList<>();
    private int step;

    Scripted(ObservationSpace space, ActionSpace actions, Observation... shown) {
        this.space = space;
        this.actions = actions;
        this.shown = shown;
    }

    Scripted(ObservationSpace space, Observation... shown) {
        this(space, ActionSpace.discrete(2), shown);
    }

    @Override
    public ObservationSpace observationSpace() {
        return space;
    }

    @Override
    public ActionSpace actionSpace() {
        return actions;
    }

    @Override
    public Observation reset(long seed) {
        step = 0;
        taken.clear();
        return shown[0];
    }

    @Override
    public Step step(Action action) {
        taken.add(action);
        step++;
        return new Step(shown[step], step, step == shown.length - 1, false);
    }
}
