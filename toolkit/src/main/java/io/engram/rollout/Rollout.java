package io.engram.rollout;

import io.engram.environment.Episode;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * T steps of N environments, with what the policy thought while it acted.
 *
 * <p>Arrays are indexed by environment and then by step, but for the hidden states.
 */
public final class Rollout {
    final int environments;
    final int steps;
    private final boolean forgetful;
    final Observation[][] observations;
    final float[][][] actions;
    final float[][] logProbabilities;
    final float[][][] values;
    final double[][] rewards;
    final double[][] intrinsicRewards;
    final boolean[][] terminated;
    final boolean[][] truncated;
    final Observation[][] finalObservations;
    final float[][][] finalValues;
    final float[][] bootstrapValues;
    final float[][] advantages;
    final float[][][] returns;
    final List<Ending> endings = new ArrayList<>();
    final ObservationSpace observationSpace;
    final ActionSpace actionSpace;

    /** What is seen after the last step, of a new episode where one ended. */
    Observation[] lastObservations;

    /** One row of layers · H numbers for each step, the state fed into it: {@code (T·N, ·)}. */
    float[] hiddenStates;

    /** The states after the last step, {@code (N, ·)}. */
    float[] lastHiddenStates;

    Rollout(
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            int environments,
            int steps,
            int valueStreams,
            boolean forgetful) {
        this.observationSpace = observationSpace;
        this.actionSpace = actionSpace;
        this.environments = environments;
        this.steps = steps;
        this.forgetful = forgetful;
        observations = new Observation[environments][steps];
        actions = new float[environments][steps][];
        logProbabilities = new float[environments][steps];
        values = new float[valueStreams][environments][steps];
        rewards = new double[environments][steps];
        intrinsicRewards = new double[environments][steps];
        terminated = new boolean[environments][steps];
        truncated = new boolean[environments][steps];
        finalObservations = new Observation[environments][steps];
        finalValues = new float[valueStreams][environments][steps];
        bootstrapValues = new float[valueStreams][environments];
        advantages = new float[environments][steps];
        returns = new float[valueStreams][environments][steps];
    }

    /**
     * Estimates the advantages of every step: the weighted sum over the value streams.
     *
     * @param streams one for each value stream: that of the rewards, then maybe that of the
     *     intrinsic rewards
     * @param lam λ of generalised advantage estimation
     */
    public void estimateAdvantages(List<ValueStream> streams, double lam) {
        for (float[] row : advantages) {
            Arrays.fill(row, 0);
        }
        for (int v = 0; v < streams.size(); v++) {
            ValueStream stream = streams.get(v);
            for (int n = 0; n < environments; n++) {
                float[] each = advantages(v, n, stream, lam);
                for (int t = 0; t < steps; t++) {
                    returns[v][n][t] = values[v][n][t] + each[t];
                    advantages[n][t] += (float) (stream.weight() * each[t]);
                }
            }
        }
    }

    private float[] advantages(int v, int n, ValueStream stream, double lam) {
        var never = stream.episodic() ? null : new boolean[steps];
        return AdvantageEstimator.estimate(
                v == 0 ? rewards[n] : intrinsicRewards[n],
                values[v][n],
                stream.episodic() ? terminated[n] : never,
                stream.episodic() ? truncated[n] : never,
                finalValues[v][n],
                bootstrapValues[v][n],
                stream.gamma(),
                lam);
    }

    /** Writes down what an environment showed before a step. */
    void see(int n, int t, Observation observation) {
        observations[n][t] = observation;
    }

    /**
     * The number of environments.
     *
     * @return N
     */
    public int environments() {
        return environments;
    }

    /**
     * The number of steps of each environment.
     *
     * @return T
     */
    public int steps() {
        return steps;
    }

    /**
     * What every step led to, the last observation of an episode included.
     *
     * @return T · N observations, step by step
     */
    public Observation[] nextObservations() {
        var next = new Observation[size()];
        for (int t = 0; t < steps; t++) {
            for (int n = 0; n < environments; n++) {
                Observation last = finalObservations[n][t];
                Observation following =
                        t + 1 < steps ? observations[n][t + 1] : lastObservations[n];
                next[t * environments + n] = last != null ? last : following;
            }
        }
        return next;
    }

    /**
     * The memory after every step: that with which the next one begins.
     *
     * @return {@code (T·N, layers·H)}, step by step
     */
    public float[] nextHiddenStates() {
        int last = lastHiddenStates.length;
        var next = new float[hiddenStates.length];
        System.arraycopy(hiddenStates, last, next, 0, next.length - last);
        System.arraycopy(lastHiddenStates, 0, next, next.length - last, last);
        return next;
    }

    /**
     * Gives every step its intrinsic reward.
     *
     * @param rewards T · N rewards, step by step
     */
    public void setIntrinsicRewards(double[] rewards) {
        for (int t = 0; t < steps; t++) {
            for (int n = 0; n < environments; n++) {
                intrinsicRewards[n][t] = rewards[t * environments + n];
            }
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

    /** Whether the memory after one sequence is that with which the next begins. */
    boolean continues(Sequence sequence, Sequence next) {
        int n = sequence.environment();
        int last = sequence.start() + sequence.length() - 1;
        boolean forgets = forgetful && (terminated[n][last] || truncated[n][last]);
        return n == next.environment() && !forgets;
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
        return endings.stream().map(Ending::episode).toList();
    }

    /**
     * Where and when these {@link #episodes} ended.
     *
     * @return one ending for each, in their order
     */
    public List<Ending> endings() {
        return List.copyOf(endings);
    }

    /**
     * The mean of the values that the policy expected while acting, of the first stream.
     *
     * @return a mean over N · T steps
     */
    public double meanValue() {
        double sum = 0;
        for (float[] row : values[0]) {
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
     * How much of the value targets' variance the values of the first stream explain: 1 −
     * Var(target − value) / Var(target).
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
                double target = returns[0][n][t];
                double error = target - values[0][n][t];
                sum += target;
                sumOfSquares += target * target;
                errors += error;
                squaredErrors += error * error;
            }
        }
        double variance = sumOfSquares / size() - sum / size() * (sum / size());
        double unexplained = squaredErrors / size() - errors / size() * (errors / size());
        return variance < 1e-12 ? Double.NaN : 1 - unexplained / variance;
    }
}
