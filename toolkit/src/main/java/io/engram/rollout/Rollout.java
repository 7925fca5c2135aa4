package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import io.engram.environment.Episode;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * T steps of N environments, with what the policy thought while it acted.
 *
 * <p>Arrays are indexed by environment and then by step. The hidden states stay on the device.
 */
public final class Rollout {
    final int environments;
    final int steps;
    final Observation[][] observations;
    final float[][][] actions;
    final float[][] logProbabilities;
    final float[][] values;
    final double[][] rewards;
    final boolean[][] terminated;
    final boolean[][] truncated;
    final float[][] finalValues;
    final float[] bootstrapValues;
    final float[][] advantages;
    final List<Episode> episodes = new ArrayList<>();
    final ObservationSpace observationSpace;

    /** One row of layers · H numbers for each step, the state fed into it: {@code (T·N, ·)}. */
    NDArray hiddenStates;

    Rollout(ObservationSpace observationSpace, int environments, int steps) {
        this.observationSpace = observationSpace;
        this.environments = environments;
        this.steps = steps;
        observations = new Observation[environments][steps];
        actions = new float[environments][steps][];
        logProbabilities = new float[environments][steps];
        values = new float[environments][steps];
        rewards = new double[environments][steps];
        terminated = new boolean[environments][steps];
        truncated = new boolean[environments][steps];
        finalValues = new float[environments][steps];
        bootstrapValues = new float[environments];
        advantages = new float[environments][];
    }

    /**
     * Estimates the advantages of every step.
     *
     * @param gamma the discount factor
     * @param lam λ of generalised advantage estimation
     */
    public void estimateAdvantages(double gamma, double lam) {
        for (int n = 0; n < environments; n++) {
            advantages[n] =
                    AdvantageEstimator.estimate(
                            rewards[n],
                            values[n],
                            terminated[n],
                            truncated[n],
                            finalValues[n],
                            bootstrapValues[n],
                            gamma,
                            lam);
        }
    }

    /**
     * Cuts the steps into sequences.
     *
     * @param seqLen L; 0 or less: one sequence for each episode
     * @return the sequences
     */
    public List<Sequence> split(int seqLen) {
        var done = new boolean[environments][steps];
        for (int n = 0; n < environments; n++) {
            for (int t = 0; t < steps; t++) {
                done[n][t] = terminated[n][t] || truncated[n][t];
            }
        }
        return SequenceSplitter.split(done, seqLen);
    }

    /**
     * The number of steps of all environments.
     *
     * @return N · T
     */
    public int size() {
        return environments * steps;
    }

    /**
     * The episodes that ended during these steps, in the order in which they ended.
     *
     * @return the episodes
     */
    public List<Episode> episodes() {
        return List.copyOf(episodes);
    }

    /**
     * The mean of the values that the policy expected while acting.
     *
     * @return a mean over N · T steps
     */
    public double meanValue() {
        double sum = 0;
        for (float[] row : values) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum / size();
    }

    /**
     * The mean of the advantages, before any normalisation.
     *
     * @return a mean over N · T steps
     */
    public double meanAdvantage() {
        double sum = 0;
        for (float[] row : advantages) {
            for (float advantage : row) {
                sum += advantage;
            }
        }
        return sum / size();
    }

    /**
     * How much of the value targets' variance the values explain: 1 − Var(target − value) /
     * Var(target).
     *
     * @return at most 1; NaN if all targets are the same
     */
    public double explainedVariance() {
        double sum = 0;
        double sumOfSquares = 0;
        double errors = 0;
        double squaredErrors = 0;
        for (int n = 0; n < environments; n++) {
            for (int t = 0; t < steps; t++) {
                double target = (double) values[n][t] + advantages[n][t];
                sum += target;
                sumOfSquares += target * target;
                errors += advantages[n][t];
                squaredErrors += (double) advantages[n][t] * advantages[n][t];
            }
        }
        double variance = sumOfSquares / size() - sum / size() * (sum / size());
        double unexplained = squaredErrors / size() - errors / size() * (errors / size());
        return variance < 1e-12 ? Double.NaN : 1 - unexplained / variance;
    }
}
