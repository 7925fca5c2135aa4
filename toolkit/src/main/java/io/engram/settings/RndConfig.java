package io.engram.settings;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of random network distillation. Made and documented by {@link RndParameters}.
 *
 * @param intGamma the discount factor of intrinsic rewards
 * @param extAdvCoef the factor of the extrinsic advantages
 * @param intAdvCoef the factor of the intrinsic advantages
 * @param rndPredExpProportion the share of steps from which the predictor learns
 * @param initNormSteps the steps of each environment before the first update that only set the
 *     normalisers; null: nothing is normalised
 * @param obsNormClipRange into which normalised observations are brought
 * @param hiddenStateNormClipRange into which normalised hidden states are brought
 */
public record RndConfig(
        double intGamma,
        double extAdvCoef,
        double intAdvCoef,
        double rndPredExpProportion,
        @Nullable Integer initNormSteps,
        ClipRange obsNormClipRange,
        ClipRange hiddenStateNormClipRange) {}
