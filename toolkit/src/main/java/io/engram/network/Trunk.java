package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.Map;

/**
 * What lies between a network's encoder and its heads: a memory and linear layers. Actor and critic
 * share one, or have one each.
 */
final class Trunk {
    private final NetworkSpec spec;
    private final Map<String, Block> blocks;
    private final MemoryBlocks memory;

    /** What the layers are called behind {@code lin_} and {@code norm_}. */
    private final String[] layers;

    /**
     * Adds its blocks to those of a network.
     *
     * @param memoryName the name of its first recurrent block
     * @param layerName the name of its first linear layer behind {@code lin_}
     * @param from where its state begins in a row that holds several memories
     */
    Trunk(
            NetworkSpec spec,
            Map<String, Block> blocks,
            String memoryName,
            String layerName,
            int from) {
        this.spec = spec;
        this.blocks = blocks;
        memory =
                spec.memoryStack().isEmpty()
                        ? null
                        : new MemoryBlocks(spec, blocks, memoryName, from);
        layers = spec.layerNames(layerName);
        for (int i = 0; i < layers.length; i++) {
            add(spec, blocks, layers[i], spec.hiddenWidths().get(i));
        }
    }

    /** Adds the blocks of a linear layer. */
    static void add(NetworkSpec spec, Map<String, Block> blocks, String layer, int units) {
        blocks.put("lin_" + layer, linear(units));
        if (spec.options().layerNorm()) {
            blocks.put(
                    "norm_" + layer,
                    LayerNorm.builder().optEpsilon(NetworkOptions.NORM_EPSILON).build());
        }
    }

    static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /** A linear layer, its norm if there is one, and its activation. */
    static NDArray apply(
            NetworkSpec spec,
            Map<String, Block> blocks,
            Forward forward,
            String layer,
            NDArray rows) {
        NDArray sums = forward.apply(blocks.get("lin_" + layer), rows);
        if (spec.options().layerNorm()) {
            sums = forward.apply(blocks.get("norm_" + layer), sums);
        }
        return spec.options().activation().of(sums);
    }

    /** The width of the state in a row that holds several memories. */
    int stateWidth() {
        return memory.width();
    }

    /** Sequences of features {@code (S, L, X)} through the memory. */
    MemoryBlocks.Output remember(Forward forward, NDArray features, NDArray hiddenState) {
        MemoryBlocks.Output output = memory.run(forward, features, hiddenState);
        return spec.options().skip()
                ? new MemoryBlocks.Output(
                        output.features().concat(features, 2), output.nextHiddenState())
                : output;
    }

    /** Rows {@code (B, X)} through the linear layers. */
    NDArray hidden(Forward forward, NDArray rows) {
        NDArray hidden = rows;
        for (String layer : layers) {
            hidden = apply(spec, blocks, forward, layer, hidden);
        }
        return hidden;
    }
}
