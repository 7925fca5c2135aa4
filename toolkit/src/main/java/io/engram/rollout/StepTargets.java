package io.engram.rollout;

import io.engram.space.ActionSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done in each step of a shard and what came of it, outside the engine, without padding: K
 * steps, sequence by sequence.
 *
 * @param actionSpace what the actions are from
 * @param cells {@code (K)}: the row of the outputs of each step
 * @param actions {@code (K, A)}, as stored
 * @param legal {@code (K, C)}: which choices were legal; null for a step in which all were
 * @param logProbabilities {@code (K)}, of the actions when they were taken
 * @param advantages {@code (K)}, normalised if that was asked for
 * @param values {@code (V, K)}, as expected when the actions were taken
 * @param returns {@code (V, K)}, the value targets
 * @param weight 1 / the number of steps of the whole mini-batch, so that a weighted sum over all
 *     shards is a mean over steps
 */
public record StepTargets(
        ActionSpace actionSpace,
        int[] cells,
        float[][] actions,
        boolean[] @Nullable [] legal,
        float[] logProbabilities,
        double[] advantages,
        float[][] values,
        float[][] returns,
        double weight) {

    /** Where the outputs of a step are. */
    interface Cell {
        int of(int sequence, int step);
    }

    static StepTargets of(Rollout rollout, List<Sequence> sequences, Cell cell, StepScale scale) {
        int steps = sequences.stream().mapToInt(Sequence::length).sum();
        int streams = rollout.values.length;
        var targets =
                new StepTargets(
                        rollout.actionSpace,
                        new int[steps],
                        new float[steps][],
                        new boolean[steps][],
                        new float[steps],
                        new double[steps],
                        new float[streams][steps],
                        new float[streams][steps],
                        1.0 / scale.steps());
        int k = 0;
        for (int s = 0; s < sequences.size(); s++) {
            Sequence sequence = sequences.get(s);
            for (int i = 0; i < sequence.length(); i++) {
                targets.cells[k] = cell.of(s, i);
                targets.take(k, rollout, sequence.environment(), sequence.start() + i, scale);
                k++;
            }
        }
        return targets;
    }

    private void take(int k, Rollout rollout, int n, int t, StepScale scale) {
        actions[k] = rollout.actions[n][t];
        legal[k] = rollout.observations[n][t].legalChoices();
        logProbabilities[k] = rollout.logProbabilities[n][t];
        advantages[k] = (rollout.advantages[n][t] - scale.mean()) * scale.scale();
        for (int v = 0; v < values.length; v++) {
            values[v][k] = rollout.values[v][n][t];
            returns[v][k] = rollout.returns[v][n][t];
        }
    }
}
