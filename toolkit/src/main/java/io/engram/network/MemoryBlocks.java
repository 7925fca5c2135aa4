package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The recurrent layers of one memory in the engine: one block for all of them where they are of one
 * kind and width, else one block for each.
 */
final class MemoryBlocks {
    private final List<MemoryLayer> kinds;
    private final List<Block> blocks = new ArrayList<>();

    /** Which numbers of a row of hidden states are this memory's; all but where there are two. */
    private final int from;

    private final boolean isUniform;

    /** What comes out, {@code (S, L, units)}, and the state after each sequence. */
    record Output(NDArray features, NDArray nextHiddenState) {}

    /**
     * Adds its blocks to those of a network.
     *
     * @param name of the first block; the others have numbers
     * @param from where its state begins in a row that holds several memories
     */
    MemoryBlocks(NetworkSpec spec, Map<String, Block> all, String name, int from) {
        this.from = from;
        isUniform = spec.isUniform();
        kinds = isUniform ? spec.memoryStack().subList(0, 1) : spec.memoryStack();
        for (MemoryLayer kind : kinds) {
            Block block = block(kind, isUniform ? spec.memoryLayers() : 1);
            all.put(blocks.isEmpty() ? name : name + (blocks.size() + 1), block);
            blocks.add(block);
        }
    }

    private static Block block(MemoryLayer kind, int layers) {
        if (kind.memory() == Memory.LSTM) {
            return LSTM.builder()
                    .setStateSize(kind.units())
                    .setNumLayers(layers)
                    .optReturnState(true)
                    .build();
        }
        return GRU.builder()
                .setStateSize(kind.units())
                .setNumLayers(layers)
                .optReturnState(true)
                .build();
    }

    /** The width of the state in a row that holds several memories. */
    int width() {
        return kinds.stream().mapToInt(MemoryLayer::width).sum();
    }

    /** Sequences {@code (S, L, X)} and the network's hidden states through all layers. */
    Output run(Forward forward, NDArray features, NDArray hiddenState) {
        if (isUniform) {
            return run(forward, 0, features, hiddenState);
        }
        NDArray below = features;
        var next = new NDList(blocks.size());
        int at = from;
        for (int i = 0; i < blocks.size(); i++) {
            int to = at + kinds.get(i).width();
            // (1, S, all widths) -> (1, S, width), in one piece of memory
            NDArray state = hiddenState.get(":, :, %d:%d".formatted(at, to)).duplicate();
            Output output = run(forward, i, below, state);
            below = output.features;
            next.add(output.nextHiddenState);
            at = to;
        }
        return new Output(below, next.size() == 1 ? next.head() : NDArrays.concat(next, 2));
    }

    private Output run(Forward forward, int index, NDArray features, NDArray hiddenState) {
        Block block = blocks.get(index);
        MemoryLayer kind = kinds.get(index);
        if (kind.memory() == Memory.LSTM) {
            // (layers, S, 2·units) -> h and c, (layers, S, units) each
            NDList state = hiddenState.split(new long[] {kind.units()}, 2);
            NDList output =
                    forward.run(
                            block, features, state.get(0).duplicate(), state.get(1).duplicate());
            return new Output(output.get(0), output.get(1).concat(output.get(2), 2));
        }
        NDList output = forward.run(block, features, hiddenState);
        return new Output(output.get(0), output.get(1));
    }
}
