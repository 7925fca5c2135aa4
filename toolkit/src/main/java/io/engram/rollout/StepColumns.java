package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** The few numbers of each step of a mini-batch, side by side in one array for one transfer. */
final class StepColumns {
    private static final int SCALARS = 4;
    private static final double EPSILON = 1e-8;

    private final int sequenceCount;
    private final int length;
    private final int actionSize;
    private final int valueStreams;
    private final float[] packed;

    StepColumns(
            Rollout rollout,
            int[] rows,
            List<Sequence> sequences,
            int length,
            boolean normalizeAdvantages) {
        this.sequenceCount = rows.length;
        this.length = length;
        actionSize = rollout.actions[0][0].length;
        valueStreams = rollout.values.length;
        int plane = sequenceCount * length;
        packed = new float[plane * (actionSize + columns())];
        int steps = 0;
        for (int row : rows) {
            steps += sequences.get(row).length();
        }
        double mean = 0;
        double scale = 1;
        if (normalizeAdvantages && steps > 1) {
            mean = mean(rollout, rows, sequences, steps);
            scale = 1 / (standardDeviation(rollout, rows, sequences, steps, mean) + EPSILON);
        }
        int scalars = plane * actionSize;
        for (int s = 0; s < rows.length; s++) {
            Sequence sequence = sequences.get(rows[s]);
            int n = sequence.environment();
            for (int i = 0; i < sequence.length(); i++) {
                int t = sequence.start() + i;
                int cell = s * length + i;
                System.arraycopy(rollout.actions[n][t], 0, packed, cell * actionSize, actionSize);
                float advantage = rollout.advantages[n][t];
                packed[scalars + cell] = 1;
                packed[scalars + plane + cell] = 1f / steps;
                packed[scalars + 2 * plane + cell] = rollout.logProbabilities[n][t];
                packed[scalars + 3 * plane + cell] = (float) ((advantage - mean) * scale);
                for (int v = 0; v < valueStreams; v++) {
                    int column = scalars + (SCALARS + 2 * v) * plane;
                    packed[column + cell] = rollout.values[v][n][t];
                    packed[column + plane + cell] = rollout.returns[v][n][t];
                }
            }
        }
    }

    private int columns() {
        return SCALARS + 2 * valueStreams;
    }

    private static double mean(Rollout rollout, int[] rows, List<Sequence> sequences, int steps) {
        double sum = 0;
        for (int row : rows) {
            Sequence sequence = sequences.get(row);
            for (int i = 0; i < sequence.length(); i++) {
                sum += rollout.advantages[sequence.environment()][sequence.start() + i];
            }
        }
        return sum / steps;
    }

    /** With steps − 1 in the denominator, as PyTorch's std has it. */
    private static double standardDeviation(
            Rollout rollout, int[] rows, List<Sequence> sequences, int steps, double mean) {
        double sum = 0;
        for (int row : rows) {
            Sequence sequence = sequences.get(row);
            for (int i = 0; i < sequence.length(); i++) {
                double off =
                        rollout.advantages[sequence.environment()][sequence.start() + i] - mean;
                sum += off * off;
            }
        }
        return Math.sqrt(sum / (steps - 1));
    }

    /**
     * Actions (S, L, A), then (S, L) each: mask, weights, log-probabilities, advantages, and for
     * each value stream values and returns.
     */
    NDList toArrays(NDManager manager) {
        int plane = sequenceCount * length;
        NDArray all = manager.create(packed, new Shape(packed.length));
        var arrays = new NDList(1 + columns());
        long[] ends = new long[columns()];
        for (int i = 0; i < columns(); i++) {
            ends[i] = (long) plane * (actionSize + i);
        }
        NDList pieces = all.split(ends, 0);
        arrays.add(pieces.get(0).reshape(sequenceCount, length, actionSize));
        for (int i = 1; i <= columns(); i++) {
            arrays.add(pieces.get(i).reshape(sequenceCount, length));
        }
        return arrays;
    }
}
