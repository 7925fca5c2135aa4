package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.engram.engine.Handles;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.ObservationTensors;
import io.engram.network.RandomNetworkDistillation;
import io.engram.rollout.Rollout;
import io.engram.settings.AgentConfig;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Predictor and target in the engine: any network, on any device. */
final class EngineCuriosity extends Curiosity {
    private final RandomNetworkDistillation network;
    private final ObservationTensors tensors;
    private final int stateSize;

    /** What the steps led to, observations and memory; each shard has handles of its own. */
    private final List<Led> led = new ArrayList<>();

    EngineCuriosity(
            AgentConfig config,
            ActorCriticNetwork network,
            FlatParameters parameters,
            ObservationSpace space,
            int environments,
            long seed) {
        super(config, network, parameters, space, environments, seed);
        this.network = (RandomNetworkDistillation) network;
        tensors = new ObservationTensors(space);
        stateSize = network.hiddenStateShape().size();
    }

    /** Handles of what all steps of a rollout led to. */
    private record Led(NDList observations, NDArray hiddenStates) {
        Led another(NDManager owner) {
            return new Led(
                    Handles.others(observations, owner), Handles.another(hiddenStates, owner));
        }
    }

    @Override
    void begin(Rollout rollout, NDManager phase) {
        var shape = new Shape(rollout.size(), stateSize);
        led.clear();
        led.add(
                new Led(
                        tensors.table(phase, rollout.nextObservations(), 0),
                        phase.create(rollout.nextHiddenStates(), shape)));
    }

    @Override
    double[] errors(int from, int to, NDManager phase) {
        try (NDManager manager = phase.newSubManager()) {
            int[] rows = IntStream.range(from, to).toArray();
            var features = features(0, rows, parameters.acting(manager), manager);
            float[] errors =
                    features.target()
                            .sub(features.predicted())
                            .square()
                            .sum(new int[] {1})
                            .toFloatArray();
            return IntStream.range(0, errors.length).mapToDouble(i -> errors[i]).toArray();
        }
    }

    /** Gets ready for so many shards at once. */
    void prepareShards(int count, NDManager phase) {
        while (led.size() < count) {
            led.add(led.get(0).another(phase));
        }
    }

    /**
     * A shard's part of the predictor's mean squared error.
     *
     * @param shard the shard
     * @param picked its steps that were picked, at least one
     * @param all how many were picked in all shards
     * @return its squared errors, over the number of those of all shards
     */
    NDArray predictorLoss(int shard, int[] picked, int all, Forward forward, NDManager manager) {
        var features = features(shard, picked, forward, manager);
        NDArray errors = features.predicted().sub(features.target()).square();
        long count = errors.getShape().get(1) * all;
        return errors.sum().div(manager.create((float) count));
    }

    private RandomNetworkDistillation.Features features(
            int shard, int[] rows, Forward forward, NDManager manager) {
        Led next = led.get(shard);
        NDArray index = manager.create(Arrays.stream(rows).asLongStream().toArray());
        manager.tempAttachAll(next.observations);
        manager.tempAttachAll(next.hiddenStates);
        var gathered = new NDList();
        next.observations.forEach(part -> gathered.add(gather(part, index)));
        NDList seen = tensors.asFloats(gathered, rows.length);
        NDArray remembered = gather(next.hiddenStates, index);
        if (normalizes()) {
            seen = observations.normalize(seen, manager);
            remembered = hiddenStates.normalize(new NDList(remembered), manager).head();
        }
        return network.forwardRnd(forward, seen, remembered);
    }

    private static NDArray gather(NDArray table, NDArray rows) {
        return Embedding.embedding(rows, table, SparseFormat.DENSE).head();
    }
}
