package io.engram.rollout;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What the steps of a whole mini-batch have in common, whichever shard of it they are in.
 *
 * @param steps how many there are, without padding
 * @param mean what is subtracted from advantages
 * @param scale what they are multiplied by then
 */
record StepScale(int steps, double mean, double scale) {
    private static final double EPSILON = 1e-8;

    /** Of some sequences. A single step's advantage stays as it is. */
    static StepScale of(Rollout rollout, List<Sequence> sequences, boolean normalizeAdvantages) {
        int steps = sequences.stream().mapToInt(Sequence::length).sum();
        if (!normalizeAdvantages || steps < 2) {
            return new StepScale(steps, 0, 1);
        }
        double mean = sum(rollout, sequences, advantage -> advantage) / steps;
        double squares = sum(rollout, sequences, it -> (it - mean) * (it - mean));
        // With steps - 1 in the denominator, as PyTorch's std has it.
        return new StepScale(steps, mean, 1 / (Math.sqrt(squares / (steps - 1)) + EPSILON));
    }

    private static double sum(Rollout rollout, List<Sequence> sequences, DoubleUnaryOperator each) {
        double sum = 0;
        for (Sequence sequence : sequences) {
            for (int i = 0; i < sequence.length(); i++) {
                sum +=
                        each.applyAsDouble(
                                rollout.advantages[sequence.environment()][sequence.start() + i]);
            }
        }
        return sum;
    }
}
