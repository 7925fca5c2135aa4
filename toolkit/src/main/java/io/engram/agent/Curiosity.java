package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.engram.engine.Handles;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.ObservationTensors;
import io.engram.network.RandomNetworkDistillation;
import io.engram.random.RandomStream;
import io.engram.rollout.Rollout;
import io.engram.settings.AgentConfig;
import io.engram.settings.RndConfig;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.statistics.RunningMoments;
import io.engram.statistics.SavedStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Random network distillation (Burda et al. 2018): what a step led to (the observation, and the
 * memory with which the next step begins) is worth half the squared distance between predictor and
 * target, over the running standard deviation of the discounted sums of such rewards.
 *
 * <p>Rewards of a rollout are given with the normalisers as they were before it; the predictor
 * learns from the same states with the normalisers after it.
 */
final class Curiosity {
    private static final double EPSILON = 1e-8;
    private static final int CHUNK = 1024;

    private final RndConfig config;
    private final RandomNetworkDistillation network;
    private final FlatParameters parameters;
    private final ObservationTensors tensors;
    private final StateNormalizer observations;
    private final StateNormalizer hiddenStates;
    private final RunningMoments returnMoments = new RunningMoments(1);
    private final double[] returns;
    private final RandomStream random;

    /** What the steps led to, observations and memory; each shard has handles of its own. */
    private final List<Led> led = new ArrayList<>();

    private double meanRawReward;
    private double meanReward;

    Curiosity(
            AgentConfig config,
            ActorCriticNetwork network,
            FlatParameters parameters,
            ObservationSpace space,
            int environments,
            long seed) {
        this.config = config.rnd();
        this.network = (RandomNetworkDistillation) network;
        this.parameters = parameters;
        tensors = new ObservationTensors(space);
        observations = StateNormalizer.ofObservations(space, this.config.obsNormClipRange());
        hiddenStates =
                StateNormalizer.ofHiddenStates(
                        network.hiddenStateShape().size(), this.config.hiddenStateNormClipRange());
        returns = new double[environments];
        random = RandomStream.of(seed, "curiosity");
    }

    /** Handles of what all steps of a rollout led to. */
    private record Led(NDList observations, NDArray hiddenStates) {
        Led another(NDManager owner) {
            return new Led(
                    Handles.others(observations, owner), Handles.another(hiddenStates, owner));
        }
    }

    private boolean normalizes() {
        return config.initNormSteps() != null;
    }

    int preparingSteps() {
        return normalizes() ? config.initNormSteps() : 0;
    }

    /** Takes a rollout into the normalisers. */
    void observe(Rollout rollout) {
        if (normalizes()) {
            observations.observe(rollout.nextObservations());
            hiddenStates.observe(rollout.nextHiddenStates());
        }
    }

    /** Gives the steps of a rollout their intrinsic rewards, and gets ready to learn from it. */
    void reward(Rollout rollout, NDManager phase) {
        Observation[] next = rollout.nextObservations();
        NDArray nextHiddenStates = rollout.nextHiddenStates();
        nextHiddenStates.attach(phase);
        led.clear();
        led.add(new Led(tensors.table(phase, next, 0), nextHiddenStates));
        var rewards = new double[next.length];
        for (int from = 0; from < rewards.length; from += CHUNK) {
            int to = Math.min(rewards.length, from + CHUNK);
            try (NDManager manager = phase.newSubManager()) {
                int[] rows = IntStream.range(from, to).toArray();
                var features = features(0, rows, parameters.acting(manager), manager);
                float[] errors =
                        features.target()
                                .sub(features.predicted())
                                .square()
                                .sum(new int[] {1})
                                .toFloatArray();
                for (int i = 0; i < errors.length; i++) {
                    rewards[from + i] = 0.5 * errors[i];
                }
            }
        }
        meanRawReward = Arrays.stream(rewards).average().orElseThrow();
        scale(rewards, rollout.environments());
        meanReward = Arrays.stream(rewards).average().orElseThrow();
        rollout.setIntrinsicRewards(rewards);
        observe(rollout);
    }

    /** Divides rewards by the deviation of their discounted sums, this rollout's included. */
    private void scale(double[] rewards, int environments) {
        var sums = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            int n = i % environments;
            returns[n] = config.intGamma() * returns[n] + rewards[i];
            sums[i] = returns[n];
        }
        returnMoments.merge(sums.length, (sample, feature) -> sums[sample]);
        double deviation = Math.sqrt(returnMoments.unbiasedVariance(0) + EPSILON);
        for (int i = 0; i < rewards.length; i++) {
            rewards[i] /= deviation;
        }
    }

    /**
     * Picks steps by chance, from which the predictor is to learn.
     *
     * @param shards the steps of each shard of a mini-batch
     * @param phase owns the handles
     * @return the steps of each shard that were picked, maybe none
     */
    List<int[]> pick(List<int[]> shards, NDManager phase) {
        while (led.size() < shards.size()) {
            led.add(led.get(0).another(phase));
        }
        return shards.stream()
                .map(
                        steps ->
                                Arrays.stream(steps)
                                        .filter(
                                                step ->
                                                        random.nextDouble()
                                                                < config.rndPredExpProportion())
                                        .toArray())
                .toList();
    }

    /**
     * A shard's part of the predictor's mean squared error.
     *
     * @param shard the shard
     * @param picked its steps that were picked
     * @param all how many were picked in all shards
     * @return its squared errors, over the number of those of all shards; 0 if none was picked
     */
    NDArray predictorLoss(int shard, int[] picked, int all, Forward forward, NDManager manager) {
        if (picked.length == 0) {
            return manager.create(0f);
        }
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

    double meanRawReward() {
        return meanRawReward;
    }

    double meanReward() {
        return meanReward;
    }

    LearnerState.Rnd state() {
        var statistics = new LinkedHashMap<String, double[]>();
        observations.moments().save("observation", statistics);
        hiddenStates.moments().save("hidden_state", statistics);
        returnMoments.save("intrinsic_return", statistics);
        statistics.put("intrinsic_returns", returns.clone());
        return new LearnerState.Rnd(parameters.fixedValues(), random.save(), statistics);
    }

    void restore(LearnerState.Rnd state) {
        parameters.setFixed(state.target());
        random.restore(state.random());
        Map<String, double[]> statistics = state.statistics();
        observations.moments().restore("observation", statistics);
        hiddenStates.moments().restore("hidden_state", statistics);
        returnMoments.restore("intrinsic_return", statistics);
        double[] saved = SavedStatistics.array(statistics, "intrinsic_returns", returns.length);
        System.arraycopy(saved, 0, returns, 0, returns.length);
    }
}
