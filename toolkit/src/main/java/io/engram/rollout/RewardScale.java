package io.engram.rollout;

import io.engram.statistics.RunningMoments;
import io.engram.statistics.SavedStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Divides rewards by the standard deviation of the discounted return so far, R ← γ·R + r in each
 * environment, beginning anew with each episode (Engstrom et al. 2020, after the VecNormalize of
 * OpenAI's Baselines). So value targets are of the order of 1 whatever a task pays.
 *
 * <p>The deviation is over all rollouts so far, the present one included, and the same for all of
 * its steps.
 */
public final class RewardScale {
    private static final double EPSILON = 1e-8;
    private static final double CLIP = 10;
    private static final String RETURN = "scaled_return";
    private static final String RETURNS = "scaled_returns";

    private final double gamma;
    private final RunningMoments moments = new RunningMoments(1);
    private final double[] returns;

    /**
     * A scale that has seen nothing.
     *
     * @param gamma γ, the discount of the return: that of the agent
     * @param environments N
     */
    public RewardScale(double gamma, int environments) {
        this.gamma = gamma;
        returns = new double[environments];
    }

    /**
     * Takes a rollout's rewards into account, and divides them.
     *
     * @param rollout the rollout, whose rewards change
     */
    public void apply(Rollout rollout) {
        for (int t = 0; t < rollout.steps; t++) {
            for (int n = 0; n < rollout.environments; n++) {
                returns[n] = gamma * returns[n] + rollout.rewards[n][t];
            }
            moments.merge(returns.length, (sample, feature) -> returns[sample]);
            for (int n = 0; n < rollout.environments; n++) {
                if (rollout.terminated[n][t] || rollout.truncated[n][t]) {
                    returns[n] = 0;
                }
            }
        }
        double deviation = deviation();
        for (double[] rewards : rollout.rewards) {
            for (int t = 0; t < rewards.length; t++) {
                rewards[t] = Math.max(-CLIP, Math.min(CLIP, rewards[t] / deviation));
            }
        }
    }

    /**
     * What rewards are divided by.
     *
     * @return a number above 0
     */
    public double deviation() {
        return Math.sqrt(moments.variance(0) + EPSILON);
    }

    /**
     * All there is to save.
     *
     * @return arrays by name
     */
    public Map<String, double[]> statistics() {
        var statistics = new LinkedHashMap<String, double[]>();
        moments.save(RETURN, statistics);
        statistics.put(RETURNS, returns.clone());
        return statistics;
    }

    /**
     * The statistics of a new scale with what another one measured.
     *
     * @param fresh those of the new scale
     * @param measured those of the other one, maybe of another number of environments
     * @return arrays by name, for {@link #restore}
     */
    public static Map<String, double[]> takenOver(
            Map<String, double[]> fresh, Map<String, double[]> measured) {
        return SavedStatistics.takenOver(fresh, measured, RETURNS);
    }

    /**
     * Goes on from what was saved.
     *
     * @param statistics what {@link #statistics} gave
     * @throws IllegalArgumentException if an array is missing or of another number of environments
     */
    public void restore(Map<String, double[]> statistics) {
        double[] saved = SavedStatistics.array(statistics, RETURNS, returns.length);
        moments.restore(RETURN, statistics);
        System.arraycopy(saved, 0, returns, 0, returns.length);
    }
}
