package io.engram.agent;

import ai.djl.ndarray.NDArray;

/**
 * The terms of the PPO objective (Schulman et al. 2017), element by element; means over steps are
 * weighted sums, with weight 0 for padding.
 *
 * <p>All arrays are {@code (S, L)}.
 */
final class Losses {
    private Losses() {}

    /**
     * log π_new(a|s) − log π_old(a|s), and 0 in padding.
     *
     * @param logProbabilities of the new policy
     * @param oldLogProbabilities of the policy that acted
     * @param mask 1 for a step, 0 for padding
     * @return the logarithm of the ratio
     */
    static NDArray logRatio(NDArray logProbabilities, NDArray oldLogProbabilities, NDArray mask) {
        return logProbabilities.sub(oldLogProbabilities).mul(mask);
    }

    /**
     * min(ρ·A, clip(ρ, 1 − ε, 1 + ε)·A), to be maximised.
     *
     * @param ratio ρ
     * @param advantages A
     * @param clip ε
     * @return the clipped surrogate objective
     */
    static NDArray policyObjective(NDArray ratio, NDArray advantages, double clip) {
        NDArray clipped = ratio.clip(1 - clip, 1 + clip);
        return ratio.mul(advantages).minimum(clipped.mul(advantages));
    }

    /**
     * (V − R)², without a factor of one half.
     *
     * @param values V
     * @param returns R
     * @return the squared error
     */
    static NDArray valueLoss(NDArray values, NDArray returns) {
        return values.sub(returns).square();
    }

    /**
     * max((V − R)², (V_clip − R)²) with V_clip = V_old + clip(V − V_old, −ε, ε).
     *
     * @param values V
     * @param oldValues V_old
     * @param returns R
     * @param clip ε
     * @return the larger of the two squared errors
     */
    static NDArray clippedValueLoss(
            NDArray values, NDArray oldValues, NDArray returns, double clip) {
        NDArray clipped = values.sub(oldValues).clip(-clip, clip).add(oldValues);
        return valueLoss(values, returns).maximum(valueLoss(clipped, returns));
    }

    /**
     * An estimate of KL(π_old, π_new) that is never negative: ρ − 1 − log ρ (Schulman 2020).
     *
     * @param logRatio log ρ
     * @param ratio ρ
     * @return the estimate
     */
    static NDArray approximateKl(NDArray logRatio, NDArray ratio) {
        return ratio.sub(1).sub(logRatio);
    }

    /**
     * The mean over steps.
     *
     * @param each one number for each step
     * @param weights 1 / the number of steps for a step, 0 for padding
     * @return a scalar
     */
    static NDArray mean(NDArray each, NDArray weights) {
        return each.mul(weights).sum();
    }
}
