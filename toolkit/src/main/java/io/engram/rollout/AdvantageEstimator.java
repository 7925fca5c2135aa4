package io.engram.rollout;

/**
 * Generalised advantage estimation (Schulman et al. 2016), with terminations and cuts kept apart.
 */
public final class AdvantageEstimator {
    private AdvantageEstimator() {}

    /**
     * The advantages of one environment's steps.
     *
     * <p>δ_t = r_t + γ·next_t − V_t, where next_t is 0 after a termination, the value of the final
     * observation after a cut, and V_{t+1} otherwise; A_t = δ_t + γ·λ·A_{t+1} within an episode.
     *
     * @param rewards T rewards
     * @param values T values V_t
     * @param terminated T flags: the episode ended by itself
     * @param truncated T flags: the episode was cut off
     * @param finalValues T values, read only where an episode was cut off: that of its final
     *     observation
     * @param bootstrapValue the value of the observation after the last step
     * @param gamma the discount factor γ
     * @param lam the parameter λ
     * @return T advantages; the value targets are advantages + values
     */
    public static float[] estimate(
            double[] rewards,
            float[] values,
            boolean[] terminated,
            boolean[] truncated,
            float[] finalValues,
            float bootstrapValue,
            double gamma,
            double lam) {
        int steps = rewards.length;
        var advantages = new float[steps];
        double following = 0;
        for (int t = steps - 1; t >= 0; t--) {
            boolean done = terminated[t] || truncated[t];
            double next;
            if (terminated[t]) {
                next = 0;
            } else if (truncated[t]) {
                next = finalValues[t];
            } else {
                next = t == steps - 1 ? bootstrapValue : values[t + 1];
            }
            double delta = rewards[t] + gamma * next - values[t];
            following = done ? delta : delta + gamma * lam * following;
            advantages[t] = (float) following;
        }
        return advantages;
    }
}
