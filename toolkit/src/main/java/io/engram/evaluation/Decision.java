package io.engram.evaluation;

import io.engram.network.PolicyDistribution;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * An action, and what the policy thought when it chose it.
 *
 * @param action the action, within the bounds of its space
 * @param logProbability the joint log-probability of the action, in nats; for real numbers that of
 *     the number as drawn, before it was brought into its bounds
 * @param value V(s), the discounted sum of rewards that the policy expects from here on, in the
 *     units that training saw: with {@code rewardScaling}, of scaled rewards; without the intrinsic
 *     rewards of random network distillation
 * @param probabilities of each choice of each branch, 0 for those that are not legal; empty if
 *     there are only real numbers
 * @param means of the real numbers, before they are brought into their bounds; empty if there are
 *     only choices
 * @param deviations their standard deviations
 */
public record Decision(
        Action action,
        double logProbability,
        double value,
        List<List<Double>> probabilities,
        List<Double> means,
        List<Double> deviations) {

    /**
     * Takes copies of the lists.
     *
     * @param action the action
     * @param logProbability its joint log-probability, in nats
     * @param value V(s)
     * @param probabilities of each choice of each branch
     * @param means of the real numbers
     * @param deviations their standard deviations
     */
    public Decision {
        probabilities = probabilities.stream().map(List::copyOf).toList();
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
    }

    /**
     * What the parameters of a policy say.
     *
     * @param row holds them, see {@link PolicyDistribution#parameters()}
     * @param offset where they begin
     */
    static Decision of(
            Action action,
            double logProbability,
            double value,
            ActionSpace space,
            float[] row,
            int offset) {
        var probabilities = new ArrayList<List<Double>>();
        int at = offset;
        for (int choices : space.branches()) {
            probabilities.add(softmax(row, at, choices));
            at += choices;
        }
        int dimensions = space.low().length;
        var means = new ArrayList<Double>();
        var deviations = new ArrayList<Double>();
        for (int i = 0; i < dimensions; i++) {
            means.add((double) row[at + i]);
            deviations.add(StrictMath.exp(row[at + dimensions + i]));
        }
        return new Decision(action, logProbability, value, probabilities, means, deviations);
    }

    private static List<Double> softmax(float[] logits, int from, int count) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            highest = Math.max(highest, logits[from + i]);
        }
        var weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = StrictMath.exp(logits[from + i] - highest);
            sum += weights[i];
        }
        var probabilities = new ArrayList<Double>();
        for (double weight : weights) {
            probabilities.add(weight / sum);
        }
        return probabilities;
    }
}
