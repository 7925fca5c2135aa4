package io.engram.network;

import io.engram.space.ActionSpace;
import org.jspecify.annotations.Nullable;

/**
 * How likely a stored action is, and how the policy's parameters change that; outside the engine,
 * in 64 bits, for one step at a time.
 *
 * <p>After {@link #look}, {@link #logProbability} and {@link #entropy} tell what was found, and
 * {@link #gradient} gives the derivatives. Choices and real numbers are independent of each other:
 * their log-probabilities and entropies add up. A real number that is clipped is judged as it was
 * drawn, before it was brought into its bounds; one that is squashed, as what the environment gets.
 */
public final class ActionLikelihood {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final int[] branches;
    private final int choices;
    private final int dimensions;

    /** Of each choice: its log-probability, its probability; of each branch: its entropy. */
    private final double[] logs;

    private final double[] probabilities;
    private final double[] entropies;
    private final int[] taken;

    /** Of each real number: how many deviations it is from its mean, and one over the deviation. */
    private final double[] standardized;

    private final double[] precisions;

    /** What squashes real numbers into their bounds; null where they are clipped. */
    private final @Nullable TanhNormal squash;

    /** The derivatives of what squashing adds to the entropy. */
    private final double[] slopeByMean;

    private final double[] slopeByLogStd;
    private double logProbability;
    private double entropy;

    /**
     * For actions of a space, whose real numbers are clipped.
     *
     * @param space the action space
     */
    public ActionLikelihood(ActionSpace space) {
        this(space, false);
    }

    /**
     * For actions of a space.
     *
     * @param space the action space
     * @param squashed whether real numbers are squashed into their bounds, see {@link
     *     ActorCriticNetwork#squashesActions}; otherwise they are clipped
     * @throws IllegalArgumentException if numbers to be squashed have infinite bounds
     */
    public ActionLikelihood(ActionSpace space, boolean squashed) {
        branches = space.branches();
        choices = space.choices();
        dimensions = space.low().length;
        logs = new double[choices];
        probabilities = new double[choices];
        entropies = new double[branches.length];
        taken = new int[branches.length];
        standardized = new double[dimensions];
        precisions = new double[dimensions];
        squash = squashed ? new TanhNormal(space.low(), space.high()) : null;
        slopeByMean = new double[dimensions];
        slopeByLogStd = new double[dimensions];
    }

    /**
     * Looks at one action under one policy.
     *
     * @param parameters the parameters of several policies
     * @param offset where this policy's begin, see {@link PolicyDistribution#parameters()}
     * @param action A numbers, as {@link ActionSampler#stored()} gave them
     * @param legal which choices are legal, of all branches in a row; null if all are
     */
    public void look(float[] parameters, int offset, float[] action, boolean @Nullable [] legal) {
        logProbability = 0;
        entropy = 0;
        int from = 0;
        for (int branch = 0; branch < branches.length; branch++) {
            taken[branch] = from + (int) action[branch];
            lookAtBranch(branch, from, parameters, offset, legal);
            from += branches[branch];
        }
        for (int i = 0; i < dimensions; i++) {
            double mean = parameters[offset + choices + i];
            double logStd = parameters[offset + choices + dimensions + i];
            precisions[i] = StrictMath.exp(-logStd);
            standardized[i] = (action[branches.length + i] - mean) * precisions[i];
            logProbability -= 0.5 * standardized[i] * standardized[i] + logStd + HALF_LOG_TWO_PI;
            entropy += logStd + 0.5 + HALF_LOG_TWO_PI;
            if (squash != null) {
                lookAtSquashed(i, action[branches.length + i], mean, StrictMath.exp(logStd));
            }
        }
    }

    private void lookAtSquashed(int i, double drawn, double mean, double deviation) {
        squash.average(i, mean, deviation);
        logProbability -= squash.logSlope(i, drawn);
        entropy += squash.mean();
        slopeByMean[i] = squash.meanByMean();
        slopeByLogStd[i] = squash.meanByLogStd();
    }

    private void lookAtBranch(
            int branch, int from, float[] parameters, int offset, boolean @Nullable [] legal) {
        int to = from + branches[branch];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            boolean isLegal = legal == null || legal[i];
            logs[i] = parameters[offset + i] + (isLegal ? 0 : PolicyDistribution.ILLEGAL);
            highest = Math.max(highest, logs[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            logs[i] -= highest;
            probabilities[i] = StrictMath.exp(logs[i]);
            sum += probabilities[i];
        }
        double logSum = StrictMath.log(sum);
        double ofBranch = 0;
        for (int i = from; i < to; i++) {
            logs[i] -= logSum;
            probabilities[i] /= sum;
            ofBranch -= probabilities[i] * logs[i];
        }
        entropies[branch] = ofBranch;
        entropy += ofBranch;
        logProbability += logs[taken[branch]];
    }

    /**
     * The joint log-probability of the action: the sum over branches and dimensions.
     *
     * @return log π(a|s), in nats
     */
    public double logProbability() {
        return logProbability;
    }

    /**
     * The joint entropy of the policy.
     *
     * @return in nats
     */
    public double entropy() {
        return entropy;
    }

    /**
     * The derivatives of a weighted sum of both.
     *
     * @param ofLogProbability the weight of the log-probability
     * @param ofEntropy the weight of the entropy
     * @param into receives a number for each of the policy's parameters
     * @param offset where these begin
     */
    public void gradient(double ofLogProbability, double ofEntropy, float[] into, int offset) {
        int from = 0;
        for (int branch = 0; branch < branches.length; branch++) {
            for (int i = from; i < from + branches[branch]; i++) {
                double hit = i == taken[branch] ? 1 : 0;
                into[offset + i] =
                        (float)
                                (ofLogProbability * (hit - probabilities[i])
                                        - ofEntropy
                                                * probabilities[i]
                                                * (logs[i] + entropies[branch]));
            }
            from += branches[branch];
        }
        for (int i = 0; i < dimensions; i++) {
            double z = standardized[i];
            double byMean = ofLogProbability * z * precisions[i];
            double byLogStd = ofLogProbability * (z * z - 1) + ofEntropy;
            if (squash != null) {
                byMean += ofEntropy * slopeByMean[i];
                byLogStd += ofEntropy * slopeByLogStd[i];
            }
            into[offset + choices + i] = (float) byMean;
            into[offset + choices + dimensions + i] = (float) byLogStd;
        }
    }
}
