package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** The few numbers of each step of a shard, side by side in one array for one transfer. */
final class StepColumns {
    private static final int SCALARS = 4;

    private final int sequenceCount;
    private final int length;
    private final int actionSize;
    private final int valueStreams;
    private final float[] packed;

    StepColumns(Rollout rollout, List<Sequence> sequences, int length, StepScale scale) {
        this.sequenceCount = sequences.size();
        this.length = length;
        actionSize = rollout.actions[0][0].length;
        valueStreams = rollout.values.length;
        int plane = sequenceCount * length;
        packed = new float[plane * (actionSize + columns())];
        int scalars = plane * actionSize;
        for (int s = 0; s < sequenceCount; s++) {
            Sequence sequence = sequences.get(s);
            int n = sequence.environment();
            for (int i = 0; i < sequence.length(); i++) {
                int t = sequence.start() + i;
                int cell = s * length + i;
                System.arraycopy(rollout.actions[n][t], 0, packed, cell * actionSize, actionSize);
                float advantage = rollout.advantages[n][t];
                packed[scalars + cell] = 1;
                packed[scalars + plane + cell] = 1f / scale.steps();
                packed[scalars + 2 * plane + cell] = rollout.logProbabilities[n][t];
                packed[scalars + 3 * plane + cell] =
                        (float) ((advantage - scale.mean()) * scale.scale());
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
