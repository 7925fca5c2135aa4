package io.engram.network;

import io.engram.network.NetworkOptions.MemoryLayer;
import java.util.List;

/** A {@link Trunk} outside the engine, for one step of several sequences at a time. */
final class StepTrunk {
    private final StepMemory[] memory;

    /** The names of the memory's parameters, but for what follows {@code l_0} and so on. */
    private final String[] memoryNames;

    /** Where the state of each layer begins in a row that holds several memories. */
    private final int[] offsets;

    private final boolean isUniform;
    private final StepLayer[] layers;
    private final boolean skip;
    private float[][] joined = {};

    /**
     * Layers of zeros.
     *
     * @param inputs the number of features
     * @param memoryName the name of the first recurrent block
     * @param layerName the name of the first linear layer behind {@code lin_}
     * @param from where its state begins in a row that holds several memories
     */
    StepTrunk(NetworkSpec spec, int inputs, String memoryName, String layerName, int from) {
        List<MemoryLayer> kinds = spec.memoryStack();
        isUniform = spec.isUniform();
        memory = new StepMemory[kinds.size()];
        memoryNames = new String[memory.length];
        offsets = new int[memory.length];
        int width = inputs;
        int offset = from;
        for (int i = 0; i < memory.length; i++) {
            memory[i] = StepMemory.of(kinds.get(i), width);
            width = memory[i].units;
            String block = i == 0 || isUniform ? memoryName : memoryName + (i + 1);
            memoryNames[i] = block + ".l_" + (isUniform ? i : 0);
            offsets[i] = offset;
            offset += kinds.get(i).width();
        }
        skip = spec.options().skip();
        width += skip ? inputs : 0;
        String[] names = Trunk.names(spec, layerName);
        layers = new StepLayer[names.length];
        for (int i = 0; i < layers.length; i++) {
            int units = spec.hiddenWidths().get(i);
            layers[i] = new StepLayer(spec.options(), width, units, names[i]);
            width = units;
        }
    }

    /** The width of the state in a row that holds several memories. */
    int stateWidth() {
        int width = 0;
        for (StepMemory layer : memory) {
            width += layer.width;
        }
        return width;
    }

    /** The products of an input and a weight in one step. */
    long products() {
        long all = 0;
        for (StepMemory layer : memory) {
            all += layer.products();
        }
        for (StepLayer layer : layers) {
            all += layer.products();
        }
        return all;
    }

    void load(StepParameters parameters) {
        for (int i = 0; i < memory.length; i++) {
            memory[i].load(parameters, memoryNames[i]);
        }
        for (StepLayer layer : layers) {
            layer.load(parameters);
        }
    }

    /** Makes room for so many rows. */
    void prepare(int rows) {
        for (StepMemory layer : memory) {
            layer.prepare(rows);
        }
        for (StepLayer layer : layers) {
            layer.prepare(rows);
        }
        if (skip && joined.length < rows) {
            joined = new float[rows][];
        }
    }

    /**
     * One step of some of N environments.
     *
     * @param seen the features of each row, for which there is room
     * @param rows how many rows
     * @param from the environment of the first row
     * @param count N
     * @param stateWidth H
     * @param states {@code (layers, N, H)} in a row, the hidden states before
     * @param next receives the hidden states afterwards, in the same order
     * @return the outputs of the last layer
     */
    float[][] step(
            float[][] seen,
            int rows,
            int from,
            int count,
            int stateWidth,
            float[] states,
            float[] next) {
        float[][] in = seen;
        for (int i = 0; i < memory.length; i++) {
            int at = isUniform ? (i * count + from) * stateWidth : from * stateWidth + offsets[i];
            memory[i].step(in, rows, states, at, stateWidth, next);
            in = memory[i].out;
        }
        if (skip) {
            join(in, seen, rows);
            in = joined;
        }
        for (StepLayer layer : layers) {
            layer.apply(in, rows);
            in = layer.out;
        }
        return in;
    }

    private void join(float[][] remembered, float[][] seen, int rows) {
        for (int n = 0; n < rows; n++) {
            int width = remembered[n].length + seen[n].length;
            if (joined[n] == null) {
                joined[n] = new float[width];
            }
            System.arraycopy(remembered[n], 0, joined[n], 0, remembered[n].length);
            System.arraycopy(seen[n], 0, joined[n], remembered[n].length, seen[n].length);
        }
    }
}
