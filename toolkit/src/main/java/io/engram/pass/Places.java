package io.engram.pass;

import io.engram.network.FlatParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each parameter of a network lies in the flat array of all of them. */
final class Places {
    private final Map<String, FlatParameters.Entry> entries = new HashMap<>();

    /**
     * The places of these parameters.
     *
     * @param layout in the order of the flat array
     */
    Places(List<FlatParameters.Entry> layout) {
        layout.forEach(entry -> entries.put(entry.name(), entry));
    }

    /**
     * Where a parameter begins.
     *
     * @param name which one
     * @param size how many numbers it must have
     * @return an index into the flat array
     * @throws IllegalArgumentException if there is none of the name, or it has another size
     */
    int of(String name, int size) {
        FlatParameters.Entry found = entries.get(name);
        if (found == null || found.shape().size() != size) {
            throw new IllegalArgumentException(
                    "the network needs the parameter %s of %d numbers, but in the checkpoint %s; give the network that was trained, or another checkpoint"
                            .formatted(
                                    name,
                                    size,
                                    found == null
                                            ? "there is none"
                                            : "it has " + found.shape().size()));
        }
        return (int) found.offset();
    }
}
