package io.engram.rollout;

import ai.djl.ndarray.NDManager;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.StepNetwork;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.util.List;

/** Acts in Java, on the thread that asks. */
final class JavaActor extends Actor {
    private final StepNetwork network;

    JavaActor(ActorCriticNetwork network, StepNetwork steps, ActionSpace actionSpace, int count) {
        super(network, actionSpace, count);
        this.network = steps;
    }

    @Override
    public void begin(FlatParameters parameters, NDManager phase) {
        begin(parameters.entries(), parameters.values());
    }

    @Override
    public void begin(List<FlatParameters.Entry> layout, float[] values) {
        network.load(layout, values);
    }

    @Override
    void look(Observation[] observations, float[] hiddenState, float[] next, float[] rows) {
        network.look(observations, hiddenState, next, rows);
    }
}
