package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some parameters of a network: their places, and the array that they are views of, which is null
 * if there are none.
 */
final class FlatPiece {
    final List<FlatParameters.Entry> entries = new ArrayList<>();
    private final Map<String, Integer> indexOfId = new LinkedHashMap<>();
    final NDArray flat;
    final NDList views;

    FlatPiece(NDManager manager, Map<String, Parameter> parameters, float[] values) {
        long offset = 0;
        for (var parameter : parameters.entrySet()) {
            Shape shape = parameter.getValue().getShape();
            indexOfId.put(parameter.getValue().getId(), entries.size());
            entries.add(new FlatParameters.Entry(parameter.getKey(), shape, offset));
            offset += shape.size();
        }
        flat = entries.isEmpty() ? null : manager.create(values, new Shape(values.length));
        views = views(flat);
    }

    /** Each parameter's piece of a handle of the flat array. */
    NDList views(NDArray flat) {
        if (flat == null) {
            return new NDList();
        }
        long[] ends = entries.stream().skip(1).mapToLong(FlatParameters.Entry::offset).toArray();
        NDList pieces = ends.length == 0 ? new NDList(flat) : flat.split(ends, 0);
        var shaped = new NDList(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            shaped.add(pieces.get(i).reshape(entries.get(i).shape()));
        }
        return shaped;
    }

    /** The place of a parameter in {@link #views}; null if it is not one of these. */
    Integer indexOf(Parameter parameter) {
        return indexOfId.get(parameter.getId());
    }

    float[] values() {
        return flat == null ? new float[0] : flat.toFloatArray();
    }

    void set(NDManager manager, float[] values) {
        int size = flat == null ? 0 : (int) flat.size();
        if (values.length != size) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, but %d values were given"
                            .formatted(size, values.length));
        }
        if (size > 0) {
            try (NDArray source = manager.create(values, flat.getShape())) {
                // In place: the views share this memory.
                flat.set(new NDIndex(":"), source);
            }
        }
    }
}
