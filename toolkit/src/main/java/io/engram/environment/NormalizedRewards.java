package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.statistics.RunningMoments;
import io.engram.statistics.SavedStatistics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Divides rewards by the running standard deviation of each environment's discounted return so far,
 * as the VecNormalize of Stable-Baselines3 does. The mean is not subtracted.
 */
final class NormalizedRewards extends VectorEnvironmentWrapper {
    private static final double EPSILON = 1e-8;
    private static final double CLIP = 10;
    private static final String COUNT = "reward_count";
    private static final String MEAN = "reward_mean";
    private static final String SQUARES = "reward_squares";
    static final String RETURNS = "reward_returns";

    private final double gamma;
    private final double[] returns;
    private final RunningMoments moments = new RunningMoments(1);

    NormalizedRewards(VectorEnvironment inner, double gamma) {
        super(inner);
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be 0 to 1, but is " + gamma);
        }
        this.gamma = gamma;
        this.returns = new double[inner.count()];
    }

    @Override
    public Observation[] reset(long seed) {
        Arrays.fill(returns, 0);
        return super.reset(seed);
    }

    @Override
    public VectorStep step(Action[] actions) {
        VectorStep step = super.step(actions);
        double[] rewards = step.rewards();
        for (int i = 0; i < returns.length; i++) {
            returns[i] = returns[i] * gamma + rewards[i];
        }
        moments.merge(returns.length, (sample, feature) -> returns[sample]);
        double deviation = Math.sqrt(moments.variance(0) + EPSILON);
        var normalized = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            normalized[i] = Math.max(-CLIP, Math.min(CLIP, rewards[i] / deviation));
            if (step.terminated()[i] || step.truncated()[i]) {
                returns[i] = 0;
            }
        }
        return new VectorStep(
                step.observations(),
                normalized,
                step.terminated(),
                step.truncated(),
                step.finalObservations(),
                step.finished());
    }

    @Override
    VectorSpec.Normalization normalization() {
        return new VectorSpec.Normalization(true, gamma);
    }

    @Override
    Map<String, double[]> statistics() {
        var statistics = new LinkedHashMap<String, double[]>();
        statistics.put(COUNT, new double[] {moments.count()});
        statistics.put(MEAN, moments.means());
        statistics.put(SQUARES, moments.squares());
        statistics.put(RETURNS, returns.clone());
        return statistics;
    }

    @Override
    void restoreStatistics(Map<String, double[]> statistics) {
        RunningMoments saved = SavedStatistics.moments(statistics, COUNT, MEAN, SQUARES);
        double[] savedReturns = SavedStatistics.array(statistics, RETURNS, returns.length);
        moments.set(saved);
        System.arraycopy(savedReturns, 0, returns, 0, returns.length);
    }
}
