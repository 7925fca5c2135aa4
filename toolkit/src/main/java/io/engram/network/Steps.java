package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/** Steps of sequences one by one, for networks that know no sequences. */
final class Steps {
    private final NDList sequences;
    private final long count;
    private final long length;

    Steps(NDList sequences) {
        this.sequences = sequences;
        Shape shape = sequences.head().getShape();
        count = shape.get(0);
        length = shape.get(1);
    }

    /** (S, L, …) -> (S·L, …) */
    NDList rows() {
        var rows = new NDList(sequences.size());
        for (NDArray part : sequences) {
            rows.add(part.reshape(new Shape(count * length).addAll(part.getShape().slice(2))));
        }
        return rows;
    }

    /** (S·L, X) -> (S, L, X) */
    NDArray restored(NDArray rows) {
        return rows.reshape(count, length, -1);
    }

    PolicyDistribution restored(PolicyDistribution policy) {
        return policy.reshape(count, length);
    }
}
