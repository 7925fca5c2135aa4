package io.engram.agent;

import io.engram.network.ActionLikelihood;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.PolicyDistribution;
import io.engram.rollout.StepTargets;
import io.engram.settings.AgentConfig;

/**
 * The PPO objective (Schulman et al. 2017) over the steps of a shard, and its derivatives by the
 * network's outputs, outside the engine: a few numbers for each step, for which an operation of the
 * engine each would take longer than the network itself.
 *
 * <p>With ρ = π_new(a|s) / π_old(a|s) and its advantage A, a step counts
 *
 * <ul>
 *   <li>min(ρ·A, clip(ρ, 1 − ε, 1 + ε)·A) for the policy, to be maximised;
 *   <li>(V − R)² for each value, without a factor of one half; if values are clipped, the larger of
 *       that and (V_old + clip(V − V_old, −ε, ε) − R)²;
 *   <li>the policy's entropy;
 *   <li>ρ − 1 − log ρ for the estimate of KL(π_old, π_new) that is never negative (Schulman 2020).
 * </ul>
 *
 * <p>Where two terms are equal, the derivative is that of the first. All numbers are parts of means
 * over the steps of the whole mini-batch.
 */
final class Losses {
    private final AgentConfig config;
    private final boolean squashed;
    private final double clip;
    private final double entropyCoef;

    private double objective;
    private double entropy;
    private double kl;
    private double clipFraction;
    private double farthestRatio;
    private final double[] valueLosses;

    /**
     * Nothing yet of a network.
     *
     * @param network what gives the outputs
     * @param update the number of updates made before, for the schedules
     */
    Losses(AgentConfig config, ActorCriticNetwork network, long update) {
        this(config, network.valueStreams(), network.squashesActions(), update);
    }

    /**
     * Nothing yet.
     *
     * @param valueStreams V
     * @param squashed whether real numbers of actions are squashed into their bounds
     * @param update the number of updates made before, for the schedules
     */
    Losses(AgentConfig config, int valueStreams, boolean squashed, long update) {
        this.config = config;
        this.squashed = squashed;
        clip = config.epsilonClip().at(update);
        entropyCoef = config.entropyCoef().at(update);
        valueLosses = new double[valueStreams];
    }

    /**
     * Adds the losses of some steps.
     *
     * @param outputs {@code (rows, P + V)}: the parameters of the policy, then the values
     * @param targets what the outputs are compared with
     * @return the derivatives of {@link #loss} by the outputs, 0 in padding
     */
    float[] add(float[] outputs, StepTargets targets) {
        var likelihood = new ActionLikelihood(targets.actionSpace(), squashed);
        int parameters = PolicyDistribution.parameterCount(targets.actionSpace());
        int width = parameters + valueLosses.length;
        var gradient = new float[outputs.length];
        for (int k = 0; k < targets.cells().length; k++) {
            int row = targets.cells()[k] * width;
            likelihood.look(outputs, row, targets.actions()[k], targets.legal()[k]);
            double towardsAction = addPolicy(likelihood, k, targets);
            likelihood.gradient(-towardsAction, -entropyCoef * targets.weight(), gradient, row);
            for (int v = 0; v < valueLosses.length; v++) {
                int at = row + parameters + v;
                gradient[at] = (float) addValue(outputs[at], v, k, targets);
            }
        }
        return gradient;
    }

    /** Returns the derivative of the objective by log π(a|s). */
    private double addPolicy(ActionLikelihood likelihood, int k, StepTargets targets) {
        double weight = targets.weight();
        double advantage = targets.advantages()[k];
        double logRatio = likelihood.logProbability() - targets.logProbabilities()[k];
        double ratio = StrictMath.exp(logRatio);
        double free = ratio * advantage;
        double clipped = Math.max(1 - clip, Math.min(1 + clip, ratio)) * advantage;
        double distance = Math.abs(ratio - 1);
        objective += weight * Math.min(free, clipped);
        entropy += weight * likelihood.entropy();
        kl += weight * (ratio - 1 - logRatio);
        clipFraction += distance > clip ? weight : 0;
        farthestRatio = Math.max(farthestRatio, distance);
        return free <= clipped ? weight * free : 0;
    }

    /** Returns the derivative of the loss by the value. */
    private double addValue(double value, int v, int k, StepTargets targets) {
        double error = value - targets.returns()[v][k];
        double square = error * error;
        boolean isFree = true;
        double change = value - targets.values()[v][k];
        if (config.valueLossClip() && Math.abs(change) > clip) {
            double clippedError = error - change + Math.copySign(clip, change);
            isFree = square >= clippedError * clippedError;
            square = Math.max(square, clippedError * clippedError);
        }
        valueLosses[v] += targets.weight() * square;
        return isFree ? config.valueLossCoef() * targets.weight() * 2 * error : 0;
    }

    /** The mean of the clipped surrogate objective. */
    double objective() {
        return objective;
    }

    /** The mean squared error of a value. */
    double valueLoss(int stream) {
        return valueLosses[stream];
    }

    /** The mean entropy. */
    double entropy() {
        return entropy;
    }

    /** The mean estimate of the divergence. */
    double kl() {
        return kl;
    }

    /** The share of steps whose ratio is farther than ε from 1. */
    double clipFraction() {
        return clipFraction;
    }

    /** How far the ratio is from 1 that is farthest. */
    double farthestRatio() {
        return farthestRatio;
    }

    /** What is minimised: the value losses, less the entropy, less the objective. */
    double loss() {
        double values = 0;
        for (double each : valueLosses) {
            values += each;
        }
        return config.valueLossCoef() * values - entropyCoef * entropy - objective;
    }
}
