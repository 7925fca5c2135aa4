package io.engram.agent;

/**
 * All that a learner knows, outside the engine. Arrays are not copied and must not be changed.
 *
 * @param parameters P parameters of the network
 * @param firstMoment P first moments of the optimiser
 * @param secondMoment P second moments of the optimiser
 * @param optimizerSteps the number of optimiser steps taken
 * @param actionRandom the state of the stream that samples actions
 * @param shuffleRandom the state of the stream that shuffles sequences
 */
public record LearnerState(
        float[] parameters,
        float[] firstMoment,
        float[] secondMoment,
        long optimizerSteps,
        byte[] actionRandom,
        byte[] shuffleRandom) {}
