package io.engram.evaluation;

import io.engram.network.ActorCriticNetwork;
import io.engram.network.HiddenShape;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which numbers of a hidden state are what. */
final class MemoryParts {
    /**
     * Numbers of one meaning: an output of a layer, or the cells of an LSTM.
     *
     * @param name such as {@code LSTM: h}
     * @param from where they begin in the hidden state of one environment
     * @param count how many there are
     * @param isCell whether they are cells, whose units are those of the part before
     */
    record Part(String name, int from, int count, boolean isCell) {}

    private final List<Part> parts = new ArrayList<>();
    private int at;

    private MemoryParts() {}

    /** The parts of a network's memory, in their order; none without memory. */
    static List<Part> of(ActorCriticNetwork network) {
        HiddenShape shape = network.hiddenStateShape();
        if (shape.equals(HiddenShape.NONE)) {
            return List.of();
        }
        var found = new MemoryParts();
        Optional<NetworkSpec> spec = network.spec();
        if (spec.isPresent()) {
            boolean isSeparate = spec.get().options().separateMemories();
            found.add(isSeparate ? "actor, " : "", spec.get().memoryStack());
            if (isSeparate) {
                found.add("critic, ", spec.get().memoryStack());
            }
        } else {
            for (int layer = 0; layer < shape.layers(); layer++) {
                String name = shape.layers() == 1 ? "memory" : "memory, layer " + (layer + 1);
                found.add(name, shape.width(), false);
            }
        }
        return found.parts;
    }

    private void add(String whose, List<MemoryLayer> stack) {
        for (int i = 0; i < stack.size(); i++) {
            MemoryLayer layer = stack.get(i);
            String number = stack.size() == 1 ? "" : " layer %d".formatted(i + 1);
            String name = whose + layer.memory() + number;
            if (layer.memory() == Memory.LSTM) {
                add(name + ", output h", layer.units(), false);
                add(name + ", cells c", layer.units(), true);
            } else {
                add(name + ", h", layer.units(), false);
            }
        }
    }

    private void add(String name, int count, boolean isCell) {
        parts.add(new Part(name, at, count, isCell));
        at += count;
    }
}
