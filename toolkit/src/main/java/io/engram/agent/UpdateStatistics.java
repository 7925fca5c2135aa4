package io.engram.agent;

import org.jspecify.annotations.Nullable;

/**
 * What one update did; losses are means over its mini-batches.
 *
 * @param policyObjective the clipped objective, to be maximised
 * @param valueLoss the value loss
 * @param entropy the policy's entropy, in nats
 * @param loss the total loss, to be minimised
 * @param approximateKl how far the policy moved away from the one that acted
 * @param clipFraction the share of steps whose ratio was outside the clip range
 * @param gradientNorm the norm of the gradient before clipping
 * @param firstRatio the ratio farthest from 1 in the first mini-batch; 1 to 1e-5 if acting and
 *     learning agree
 * @param explainedVariance the share of the value targets' variance that the values explained
 * @param meanValue the mean value while acting
 * @param meanAdvantage the mean advantage before normalisation
 * @param sequences S, the number of sequences
 * @param sequenceLength L, to which they were padded
 * @param paddingShare the share of padding, 0 to below 1
 * @param miniBatches the number of optimiser steps
 * @param hiddenStateDrift how far the stored hidden states were off before the last epoch, as a
 *     share of what they are; NaN if they are not computed anew
 * @param learningRate the learning rate of this update
 * @param epsilonClip the clip range of this update
 * @param entropyCoef the entropy coefficient of this update
 * @param rnd what only curious agents do; null for the others
 */
public record UpdateStatistics(
        double policyObjective,
        double valueLoss,
        double entropy,
        double loss,
        double approximateKl,
        double clipFraction,
        double gradientNorm,
        double firstRatio,
        double explainedVariance,
        double meanValue,
        double meanAdvantage,
        int sequences,
        int sequenceLength,
        double paddingShare,
        int miniBatches,
        double hiddenStateDrift,
        double learningRate,
        double epsilonClip,
        double entropyCoef,
        @Nullable Rnd rnd) {

    /**
     * What random network distillation did.
     *
     * @param intrinsicValueLoss the loss of the intrinsic value; {@code valueLoss} is that of the
     *     extrinsic one
     * @param predictorLoss the predictor's mean squared error
     * @param rawReward the mean intrinsic reward before it is scaled
     * @param reward the mean intrinsic reward
     */
    public record Rnd(
            double intrinsicValueLoss, double predictorLoss, double rawReward, double reward) {}
}
