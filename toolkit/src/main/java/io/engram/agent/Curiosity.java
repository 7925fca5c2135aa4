package io.engram.agent;

import ai.djl.ndarray.NDManager;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.random.RandomStream;
import io.engram.rollout.Rollout;
import io.engram.settings.AgentConfig;
import io.engram.settings.RndConfig;
import io.engram.space.ObservationSpace;
import io.engram.statistics.RunningMoments;
import io.engram.statistics.SavedStatistics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Random network distillation (Burda et al. 2018): what a step led to (the observation, and the
 * memory with which the next step begins) is worth half the squared distance between predictor and
 * target, over the running standard deviation of the discounted sums of such rewards.
 *
 * <p>Rewards of a rollout are given with the normalisers as they were before it; the predictor
 * learns from the same states with the normalisers after it.
 */
abstract class Curiosity {
    private static final double EPSILON = 1e-8;
    private static final int CHUNK = 1024;

    final FlatParameters parameters;
    final StateNormalizer observations;
    final StateNormalizer hiddenStates;
    private final RndConfig config;
    private final RunningMoments returnMoments = new RunningMoments(1);
    private final double[] returns;
    private final RandomStream random;
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
        this.parameters = parameters;
        observations = StateNormalizer.ofObservations(space, this.config.obsNormClipRange());
        hiddenStates =
                StateNormalizer.ofHiddenStates(
                        network.hiddenStateShape().size(), this.config.hiddenStateNormClipRange());
        returns = new double[environments];
        random = RandomStream.of(seed, "curiosity");
    }

    final boolean normalizes() {
        return config.initNormSteps() != null;
    }

    final int preparingSteps() {
        return normalizes() ? config.initNormSteps() : 0;
    }

    /** Takes a rollout into the normalisers. */
    final void observe(Rollout rollout) {
        if (normalizes()) {
            observations.observe(rollout.nextObservations());
            hiddenStates.observe(rollout.nextHiddenStates());
        }
    }

    /** Gives the steps of a rollout their intrinsic rewards, and gets ready to learn from it. */
    final void reward(Rollout rollout, NDManager phase) {
        begin(rollout, phase);
        var rewards = new double[rollout.size()];
        for (int from = 0; from < rewards.length; from += CHUNK) {
            double[] errors = errors(from, Math.min(rewards.length, from + CHUNK), phase);
            for (int i = 0; i < errors.length; i++) {
                rewards[from + i] = 0.5 * errors[i];
            }
        }
        meanRawReward = Arrays.stream(rewards).average().orElseThrow();
        scale(rewards, rollout.environments());
        meanReward = Arrays.stream(rewards).average().orElseThrow();
        rollout.setIntrinsicRewards(rewards);
        observe(rollout);
    }

    /** Gets ready for what the steps of a rollout led to. */
    abstract void begin(Rollout rollout, NDManager phase);

    /**
     * The squared distances between predictor and target.
     *
     * @param from the first step
     * @param to the one after the last
     * @return for each step the sum over the features
     */
    abstract double[] errors(int from, int to, NDManager phase);

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
     * @param steps the steps of a shard of a mini-batch
     * @return those that were picked, maybe none
     */
    final int[] pick(int[] steps) {
        return Arrays.stream(steps)
                .filter(step -> random.nextDouble() < config.rndPredExpProportion())
                .toArray();
    }

    final double meanRawReward() {
        return meanRawReward;
    }

    final double meanReward() {
        return meanReward;
    }

    final LearnerState.Rnd state() {
        var statistics = new LinkedHashMap<String, double[]>();
        observations.moments().save("observation", statistics);
        hiddenStates.moments().save("hidden_state", statistics);
        returnMoments.save("intrinsic_return", statistics);
        statistics.put("intrinsic_returns", returns.clone());
        return new LearnerState.Rnd(parameters.fixedValues(), random.save(), statistics);
    }

    final void restore(LearnerState.Rnd state) {
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
