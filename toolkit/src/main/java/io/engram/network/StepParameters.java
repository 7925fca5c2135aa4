package io.engram.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters that a ready-made network acts by in Java. */
final class StepParameters {
    private final Map<String, float[]> values = new HashMap<>();

    /**
     * Parameters out of one array.
     *
     * @param layout their places
     * @param flat their values
     */
    StepParameters(List<FlatParameters.Entry> layout, float[] flat) {
        for (var entry : layout) {
            var piece = new float[(int) entry.shape().size()];
            System.arraycopy(flat, (int) entry.offset(), piece, 0, piece.length);
            values.put(entry.name(), piece);
        }
    }

    /**
     * A parameter.
     *
     * @param size how many numbers it must have
     * @throws IllegalArgumentException if there is none of the name, or it has another size
     */
    float[] get(String name, int size) {
        float[] found = values.get(name);
        if (found == null || found.length != size) {
            throw new IllegalArgumentException(
                    "the network needs the parameter %s of %d numbers, but in the checkpoint %s; give the network that was trained, or another checkpoint"
                            .formatted(
                                    name,
                                    size,
                                    found == null ? "there is none" : "it has " + found.length));
        }
        return found;
    }
}
