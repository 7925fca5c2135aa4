package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineTeam;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.HiddenShape;
import io.engram.network.ObservationTensors;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Acts in the engine: one transfer to the device, one pass, one transfer back. With large networks
 * the environments are cut into groups, which are looked at side by side.
 */
final class EngineActor extends Actor {
    private static final int GROUPS = 4;

    private final ActorCriticNetwork network;
    private final ObservationTensors tensors;
    private final HiddenShape hiddenShape;
    private final int count;
    private final int wantedGroups;
    private final List<Group> groups = new ArrayList<>();

    EngineActor(
            ActorCriticNetwork network,
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            int count) {
        this(network, observationSpace, actionSpace, count, 0);
    }

    /**
     * An actor.
     *
     * @param groups the number of groups; 0: by the size of the network
     */
    EngineActor(
            ActorCriticNetwork network,
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            int count,
            int groups) {
        super(network, actionSpace, count);
        this.network = network;
        this.count = count;
        wantedGroups = groups;
        tensors = new ObservationTensors(observationSpace);
        hiddenShape = network.hiddenStateShape();
    }

    @Override
    public void begin(FlatParameters parameters, NDManager owner) {
        groups.clear();
        int fitting = parameters.areMany() ? GROUPS : 1;
        int wanted = wantedGroups > 0 ? wantedGroups : fitting;
        int size = Math.min(wanted, count);
        if (size == 1) {
            groups.add(new Group(0, count, owner, parameters.acting(owner)));
            return;
        }
        parameters.prepareShards(size);
        for (int i = 0; i < size; i++) {
            NDManager own = owner.newSubManager();
            groups.add(
                    new Group(
                            i * count / size,
                            (i + 1) * count / size,
                            own,
                            parameters.acting(i, own)));
        }
    }

    @Override
    void look(Observation[] observations, float[] hiddenState, float[] next, float[] rows) {
        EngineTeam.forEach(
                groups.size(), i -> groups.get(i).look(observations, hiddenState, next, rows));
    }

    /** The environments from one to before another. */
    private final class Group {
        private final int from;
        private final int to;
        private final NDManager owner;
        private final Forward forward;

        Group(int from, int to, NDManager owner, Forward forward) {
            this.from = from;
            this.to = to;
            this.owner = owner;
            this.forward = forward;
        }

        void look(Observation[] observations, float[] hiddenState, float[] next, float[] rows) {
            int size = to - from;
            try (NDManager step = owner.newSubManager()) {
                Observation[] own = Arrays.copyOfRange(observations, from, to);
                var seen = tensors.asFloats(tensors.table(step, own, 0), size, 1);
                NDArray hidden = step.create(piece(hiddenState), hiddenShape.of(size));
                var output = network.look(forward, seen, hidden);
                // (n, 1, P) and (n, 1, V) -> (n, 1, P + V)
                float[] both =
                        output.policy().parameters().concat(output.values(), 2).toFloatArray();
                System.arraycopy(both, 0, rows, offset(from), both.length);
                put(output.nextHiddenState().toFloatArray(), next);
            }
        }

        /** This group's part of (layers, N, H). */
        private float[] piece(float[] states) {
            int width = hiddenShape.width();
            int length = (to - from) * width;
            var piece = new float[hiddenShape.layers() * length];
            for (int layer = 0; layer < hiddenShape.layers(); layer++) {
                System.arraycopy(
                        states, (layer * count + from) * width, piece, layer * length, length);
            }
            return piece;
        }

        private void put(float[] piece, float[] states) {
            int width = hiddenShape.width();
            int length = (to - from) * width;
            for (int layer = 0; layer < hiddenShape.layers(); layer++) {
                System.arraycopy(
                        piece, layer * length, states, (layer * count + from) * width, length);
            }
        }
    }
}
