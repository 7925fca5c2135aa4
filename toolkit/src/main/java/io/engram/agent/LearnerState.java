package io.engram.agent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a learner knows, outside the engine. Arrays are not copied and must not be changed.
 *
 * @param parameters P parameters of the network
 * @param firstMoment P first moments of the optimiser
 * @param secondMoment P second moments of the optimiser
 * @param optimizerSteps the number of optimiser steps taken
 * @param actionRandom the state of the stream that samples actions
 * @param shuffleRandom the state of the stream that shuffles sequences
 * @param rewardScale running statistics by name of the discounted return; null if rewards are not
 *     scaled
 * @param rnd what only curious agents know; null for the others
 */
public record LearnerState(
        float[] parameters,
        float[] firstMoment,
        float[] secondMoment,
        long optimizerSteps,
        byte[] actionRandom,
        byte[] shuffleRandom,
        @Nullable Map<String, double[]> rewardScale,
        @Nullable Rnd rnd) {

    /**
     * What random network distillation knows.
     *
     * @param target the values of the target network
     * @param random the state of the stream that picks the predictor's steps
     * @param statistics running statistics by name: of observations, hidden states and intrinsic
     *     returns, and the intrinsic return of each environment
     */
    public record Rnd(float[] target, byte[] random, Map<String, double[]> statistics) {}
}
