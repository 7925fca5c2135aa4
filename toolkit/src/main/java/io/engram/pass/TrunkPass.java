package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec;
import java.util.Arrays;
import java.util.List;

/** What lies between a network's encoder and its heads: a memory and linear layers. */
final class TrunkPass {
    private final int inputs;
    private final MemoryPass[] memory;

    /** Where the state of each layer begins in a row that holds several memories. */
    private final int[] offsets;

    private final boolean isUniform;
    private final LayerPass[] layers;
    private final boolean skip;
    private final int rememberedWidth;

    /** What the linear layers see, if it is not what the memory gives. */
    private float[] joined = {};

    /** The derivatives by what the memory or a layer gives. */
    private final float[][] gradients;

    private float[] joinedGradient = {};

    /**
     * Layers of zeros.
     *
     * @param inputs the number of features
     * @param memoryName the name of the first recurrent block
     * @param layerName the name of the first linear layer behind {@code lin_}
     * @param from where its state begins in a row that holds several memories
     */
    TrunkPass(
            Products products,
            NetworkSpec spec,
            int inputs,
            String memoryName,
            String layerName,
            int from) {
        this.inputs = inputs;
        List<MemoryLayer> kinds = spec.memoryStack();
        isUniform = spec.isUniform();
        memory = new MemoryPass[kinds.size()];
        offsets = new int[memory.length];
        int width = inputs;
        int offset = from;
        for (int i = 0; i < memory.length; i++) {
            String block = i == 0 || isUniform ? memoryName : memoryName + (i + 1);
            String name = block + ".l_" + (isUniform ? i : 0);
            memory[i] = MemoryPass.of(products, kinds.get(i), width, name);
            width = memory[i].units;
            offsets[i] = offset;
            offset += memory[i].width;
        }
        skip = spec.options().skip();
        rememberedWidth = width + (skip ? inputs : 0);
        width = rememberedWidth;
        String[] names = spec.layerNames(layerName);
        layers = new LayerPass[names.length];
        for (int i = 0; i < layers.length; i++) {
            int units = spec.hiddenWidths().get(i);
            layers[i] = new LayerPass(products, spec.options(), width, units, names[i]);
            width = units;
        }
        gradients = new float[memory.length + layers.length][0];
    }

    /** The width of the state in a row that holds several memories. */
    int stateWidth() {
        return Arrays.stream(memory).mapToInt(layer -> layer.width).sum();
    }

    /** The products of an input and a weight in one step. */
    long products() {
        return Arrays.stream(memory).mapToLong(MemoryPass::products).sum()
                + Arrays.stream(layers).mapToLong(LayerPass::products).sum();
    }

    void load(Places places, float[] flat) {
        for (MemoryPass layer : memory) {
            layer.load(places, flat);
        }
        for (LayerPass layer : layers) {
            layer.load(places, flat);
        }
    }

    void store(Places places, float[] gradient) {
        for (MemoryPass layer : memory) {
            layer.store(places, gradient);
        }
        for (LayerPass layer : layers) {
            layer.store(places, gradient);
        }
    }

    /** Returns what the last layer makes of what is seen, {@code (rows, inputs)}. */
    Matrix forward(Matrix seen, StepOrder order, States states) {
        Matrix in = seen;
        for (int i = 0; i < memory.length; i++) {
            memory[i].forward(in, order, states, begin(states, i));
            in = Matrix.rows(memory[i].out, memory[i].units);
        }
        if (skip) {
            in = join(in, seen, order.rows());
        }
        for (LayerPass layer : layers) {
            layer.forward(in, order.rows());
            in = layer.outputs();
        }
        return in;
    }

    /** What the last layer made. */
    Matrix outputs() {
        return layers[layers.length - 1].outputs();
    }

    /** Where the states of a layer begin. */
    private int begin(States states, int layer) {
        return states.from() + (isUniform ? layer * states.layer() : offsets[layer]);
    }

    /** Writes the states after the last step of each sequence. */
    void next(States into) {
        for (int i = 0; i < memory.length; i++) {
            memory[i].next(into, begin(into, i));
        }
    }

    private Matrix join(Matrix remembered, Matrix seen, int rows) {
        if (joined.length < rows * rememberedWidth) {
            joined = new float[rows * rememberedWidth];
        }
        int units = rememberedWidth - inputs;
        for (int r = 0; r < rows; r++) {
            int at = r * rememberedWidth;
            System.arraycopy(remembered.values(), r * units, joined, at, units);
            System.arraycopy(
                    seen.values(), seen.from() + r * seen.row(), joined, at + units, inputs);
        }
        return Matrix.rows(joined, rememberedWidth);
    }

    /**
     * Room for the derivatives by the outputs of the last layer.
     *
     * @return {@code (rows, ·)} of zeros
     */
    float[] gradient(int rows) {
        return gradient(gradients.length - 1, rows);
    }

    private float[] gradient(int layer, int rows) {
        int width =
                layer < memory.length ? memory[layer].units : layers[layer - memory.length].width();
        if (gradients[layer].length < rows * width) {
            gradients[layer] = new float[rows * width];
        } else {
            Arrays.fill(gradients[layer], 0, rows * width, 0);
        }
        return gradients[layer];
    }

    /**
     * Learns from the derivatives that {@link #gradient} got. Nobody asks for those by the inputs.
     */
    void backward(Matrix seen, StepOrder order) {
        int rows = order.rows();
        float[] gradient = gradients[gradients.length - 1];
        for (int i = layers.length - 1; i > 0; i--) {
            float[] below = gradient(memory.length + i - 1, rows);
            Matrix byInputs = Matrix.rows(below, layers[i - 1].width());
            layers[i].backward(layers[i - 1].outputs(), rows, gradient, byInputs);
            gradient = below;
        }
        if (memory.length == 0) {
            layers[0].backward(seen, rows, gradient, null);
            return;
        }
        gradient = skip ? backwardJoined(rows, gradient) : backwardFirst(rows, gradient);
        for (int i = memory.length - 1; i > 0; i--) {
            float[] below = gradient(i - 1, rows);
            int width = memory[i - 1].units;
            memory[i].backward(gradient, Matrix.rows(below, width));
            gradient = below;
        }
        memory[0].backward(gradient, null);
    }

    private float[] backwardFirst(int rows, float[] gradient) {
        MemoryPass last = memory[memory.length - 1];
        float[] below = gradient(memory.length - 1, rows);
        layers[0].backward(
                Matrix.rows(last.out, last.units), rows, gradient, Matrix.rows(below, last.units));
        return below;
    }

    /** Of what went past the memory nobody needs the derivatives. */
    private float[] backwardJoined(int rows, float[] gradient) {
        int size = rows * rememberedWidth;
        if (joinedGradient.length < size) {
            joinedGradient = new float[size];
        }
        Arrays.fill(joinedGradient, 0, size, 0);
        layers[0].backward(
                Matrix.rows(joined, rememberedWidth),
                rows,
                gradient,
                Matrix.rows(joinedGradient, rememberedWidth));
        float[] below = gradient(memory.length - 1, rows);
        int units = rememberedWidth - inputs;
        for (int r = 0; r < rows; r++) {
            System.arraycopy(joinedGradient, r * rememberedWidth, below, r * units, units);
        }
        return below;
    }
}
