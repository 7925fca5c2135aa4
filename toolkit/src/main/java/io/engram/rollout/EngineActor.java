package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.HiddenShape;
import io.engram.network.ObservationTensors;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/** Acts in the engine: one transfer to the device, one pass, one transfer back. */
final class EngineActor extends Actor {
    private final ActorCriticNetwork network;
    private final ObservationTensors tensors;
    private final HiddenShape hiddenShape;
    private NDManager phase;
    private Forward forward;

    EngineActor(
            ActorCriticNetwork network,
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            int count) {
        super(network, actionSpace, count);
        this.network = network;
        tensors = new ObservationTensors(observationSpace);
        hiddenShape = network.hiddenStateShape();
    }

    @Override
    public void begin(FlatParameters parameters, NDManager owner) {
        phase = owner;
        forward = parameters.acting(owner);
    }

    @Override
    void look(Observation[] observations, float[] hiddenState, float[] next, float[] rows) {
        int count = observations.length;
        try (NDManager step = phase.newSubManager()) {
            var seen = tensors.asFloats(tensors.table(step, observations, 0), count, 1);
            NDArray hidden = step.create(hiddenState, hiddenShape.of(count));
            var output = network.look(forward, seen, hidden);
            // (N, 1, P) and (N, 1, V) -> (N, 1, P + V)
            float[] both = output.policy().parameters().concat(output.values(), 2).toFloatArray();
            System.arraycopy(both, 0, rows, 0, both.length);
            float[] state = output.nextHiddenState().toFloatArray();
            System.arraycopy(state, 0, next, 0, state.length);
        }
    }
}
