package io.engram.rollout;

import io.engram.pass.StepOrder;
import io.engram.space.Observation;

/**
 * Some sequences of a rollout in the order of a pass in Java.
 *
 * @param order of the rows
 * @param observations what is seen in each row
 * @param hiddenStates {@code (S, layers·H)}, the state stored at the beginning of each sequence
 * @param targets of each step
 */
public record OrderedSteps(
        StepOrder order, Observation[] observations, float[] hiddenStates, StepTargets targets) {}
