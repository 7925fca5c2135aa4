package io.engram.agent;

import ai.djl.ndarray.NDManager;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.pass.FeaturePass;
import io.engram.rollout.Rollout;
import io.engram.settings.AgentConfig;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Predictor and target in Java: ready-made networks that see vectors. */
final class JavaCuriosity extends Curiosity {
    private final ActorCriticNetwork network;
    private final List<FlatParameters.Entry> layout;

    /** One for each shard. */
    private final List<FeaturePass> passes = new ArrayList<>();

    private Observation[] seen;
    private float[] remembered;

    JavaCuriosity(
            AgentConfig config,
            ActorCriticNetwork network,
            FlatParameters parameters,
            ObservationSpace space,
            int environments,
            long seed) {
        super(config, network, parameters, space, environments, seed);
        this.network = network;
        layout = parameters.entries();
    }

    @Override
    void begin(Rollout rollout, NDManager phase) {
        seen = rollout.nextObservations();
        remembered = rollout.nextHiddenStates();
        prepareShards(1);
        FeaturePass pass = passes.get(0);
        pass.load(layout, parameters.array());
        // The target changes where a run goes back to a state.
        passes.forEach(this::loadTarget);
    }

    @Override
    double[] errors(int from, int to, NDManager phase) {
        FeaturePass pass = passes.get(0);
        see(pass, IntStream.range(from, to).toArray());
        return pass.errors(to - from);
    }

    /** Gets ready for so many shards at once. */
    void prepareShards(int count) {
        while (passes.size() < count) {
            var pass = new FeaturePass(network);
            loadTarget(pass);
            passes.add(pass);
        }
    }

    private void loadTarget(FeaturePass pass) {
        pass.loadTarget(parameters.fixedEntries(), parameters.fixedValues());
    }

    /**
     * Learns a shard's part of the predictor's mean squared error.
     *
     * @param shard the shard
     * @param picked its steps that were picked, maybe none
     * @param all how many were picked in all shards
     * @param gradient is added to
     * @return its squared errors, over the number of those of all shards
     */
    double learn(int shard, int[] picked, int all, float[] gradient) {
        if (picked.length == 0) {
            return 0;
        }
        FeaturePass pass = passes.get(shard);
        pass.load(layout, parameters.array());
        see(pass, picked);
        double weight = 1.0 / ((double) pass.features() * all);
        double loss = Arrays.stream(pass.errors(picked.length)).sum() * weight;
        pass.learn(picked.length, weight);
        pass.store(gradient);
        return loss;
    }

    private void see(FeaturePass pass, int[] steps) {
        int width = seen[0].floats().length;
        int states = pass.remembered();
        float scale = (float) pass.scale();
        float[] rows = pass.seen(steps.length);
        int at = 0;
        for (int step : steps) {
            System.arraycopy(seen[step].floats(), 0, rows, at, width);
            System.arraycopy(remembered, step * states, rows, at + width, states);
            if (normalizes()) {
                observations.normalize(rows, at);
                if (states > 0) {
                    hiddenStates.normalize(rows, at + width);
                }
            }
            at += width;
            for (int i = 0; i < states; i++) {
                rows[at + i] *= scale;
            }
            at += states;
        }
    }
}
