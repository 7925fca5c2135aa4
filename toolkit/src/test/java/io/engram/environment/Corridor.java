package io.engram.environment;

import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/** What a user writes: walk to either end of a corridor, pushed about by chance. */
public class Corridor implements Environment {
    private RandomStream wind;
    private int position;

    public ObservationSpace observationSpace() {
        return ObservationSpace.vector(2);
    }

    public ActionSpace actionSpace() {
        return ActionSpace.discrete(2);
    }

    public Observation reset(long seed) {
        wind = RandomStream.of(seed, "wind");
        position = 0;
        return Observation.of(position, 0.5f);
    }

    public Step step(Action action) {
        position += (action.choice() == 1 ? 1 : -1) + wind.nextInt(3) - 1;
        var seen = Observation.of(position, (float) wind.nextDouble());
        return new Step(seen, wind.nextDouble() - 0.1, position >= 5, position <= -5);
    }
}
