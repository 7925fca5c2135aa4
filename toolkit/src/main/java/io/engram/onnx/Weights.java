package io.engram.onnx;

import io.engram.network.FlatParameters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a network by name, outside the engine. */
final class Weights {
    private final Map<String, Weight> weights = new HashMap<>();

    /** One parameter: the lengths of its axes, and its elements in row-major order. */
    record Weight(long[] shape, float[] values) {
        int rows() {
            return (int) shape[0];
        }
    }

    Weights(List<FlatParameters.Entry> layout, float[] flat) {
        for (var entry : layout) {
            int from = (int) entry.offset();
            int to = from + (int) entry.shape().size();
            if (to > flat.length) {
                throw new IllegalArgumentException(
                        "the layout needs at least %d parameters, but %d were given"
                                .formatted(to, flat.length));
            }
            weights.put(
                    entry.name(),
                    new Weight(entry.shape().getShape(), Arrays.copyOfRange(flat, from, to)));
        }
    }

    Weight get(String name) {
        Weight weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException(
                    "the parameters do not belong to the network: there is no " + name);
        }
        return weight;
    }
}
