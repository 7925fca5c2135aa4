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
 * Some parameters of a network: their places, their values in Java, and the array of the engine
 * that they are views of, which is null if there are none. The engine's array follows when it is
 * asked for.
 */
final class FlatPiece {
    final List<FlatParameters.Entry> entries = new ArrayList<>();
    private final Map<String, Integer> indexOfId = new LinkedHashMap<>();
    private final NDManager manager;
    private final float[] values;
    private final NDArray flat;
    private final NDList views;
    private boolean isStale;

    FlatPiece(NDManager manager, Map<String, Parameter> parameters, float[] values) {
        this.manager = manager;
        this.values = values;
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

    /** The engine's array, which is null if there are no parameters. */
    NDArray flat() {
        refresh();
        return flat;
    }

    /** Each parameter's piece of the engine's array. */
    NDList views() {
        refresh();
        return views;
    }

    private void refresh() {
        if (isStale && flat != null) {
            try (NDArray source = manager.create(values, flat.getShape())) {
                // In place: the views share this memory.
                flat.set(new NDIndex(":"), source);
            }
        }
        isStale = false;
    }

    /** Each parameter's piece of a handle of the engine's array. */
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

    /** The values themselves. */
    float[] values() {
        return values;
    }

    /** The values were changed. */
    void changed() {
        isStale = true;
    }

    void set(float[] source) {
        if (source.length != values.length) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, but %d values were given"
                            .formatted(values.length, source.length));
        }
        System.arraycopy(source, 0, values, 0, values.length);
        changed();
    }
}
