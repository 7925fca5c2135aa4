package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A linear layer, y = x · Wᵀ + b, whose weights and biases may be of several parameters. */
final class LinearPass {
    private final Products products;
    private final int inputs;
    private final int outputs;
    private final List<Block> weightBlocks;
    private final List<Block> biasBlocks;
    private final float[] weights;
    private final float[] bias;

    /** {@code (outputs, inputs)}, or turned. */
    private final float[] weightGradient;

    private final boolean isGradientTurned;
    private final float[] biasGradient;

    /** A copy of one row: arrays that are indexed without an offset become vectors. */
    private final float[] row;

    private final Products.Factor forward;

    /** The way back to all inputs; null until somebody takes it. */
    private Backward back;

    private boolean isBackLoaded;

    /**
     * A parameter's place in a layer. Biases of the same outputs are added.
     *
     * @param name its name
     * @param output the first of its outputs
     * @param outputs how many outputs it has
     * @param input the first of its inputs; 0 for a bias
     * @param inputs how many inputs it has; 1 for a bias
     */
    record Block(String name, int output, int outputs, int input, int inputs) {
        private int size() {
            return outputs * inputs;
        }
    }

    /**
     * A layer of zeros.
     *
     * @param products multiplies
     * @param inputs the number of inputs
     * @param outputs the number of outputs
     * @param weightBlocks the parameters of the weights, {@code (outputs, inputs)} each
     * @param biasBlocks the parameters of the biases
     */
    LinearPass(
            Products products,
            int inputs,
            int outputs,
            List<Block> weightBlocks,
            List<Block> biasBlocks) {
        this.products = products;
        this.inputs = inputs;
        this.outputs = outputs;
        this.weightBlocks = List.copyOf(weightBlocks);
        this.biasBlocks = List.copyOf(biasBlocks);
        weights = new float[inputs * outputs];
        bias = new float[outputs];
        weightGradient = new float[inputs * outputs];
        biasGradient = new float[outputs];
        isGradientTurned =
                products.transposedElements(inputs, outputs)
                        < products.transposedElements(outputs, inputs);
        row = new float[outputs];
        forward = products.factor();
    }

    /**
     * Layers of one input, whose outputs follow each other.
     *
     * @param units the number of outputs of each
     * @param names the layers, with the parameters {@code name.weight} and {@code name.bias}
     */
    static LinearPass of(Products products, int inputs, int units, String... names) {
        var weightBlocks = new ArrayList<Block>();
        var biasBlocks = new ArrayList<Block>();
        for (int i = 0; i < names.length; i++) {
            weightBlocks.add(new Block(names[i] + ".weight", i * units, units, 0, inputs));
            biasBlocks.add(new Block(names[i] + ".bias", i * units, units, 0, 1));
        }
        return new LinearPass(products, inputs, units * names.length, weightBlocks, biasBlocks);
    }

    /** The number of outputs. */
    int outputs() {
        return outputs;
    }

    /** The number of products of an input and a weight. */
    long products() {
        return (long) inputs * outputs;
    }

    void load(Places places, float[] flat) {
        for (Block block : weightBlocks) {
            int from = places.of(block.name, block.size());
            for (int i = 0; i < block.outputs; i++) {
                int to = (block.output + i) * inputs + block.input;
                System.arraycopy(flat, from + i * block.inputs, weights, to, block.inputs);
            }
        }
        Arrays.fill(bias, 0);
        for (Block block : biasBlocks) {
            int from = places.of(block.name, block.size());
            for (int i = 0; i < block.outputs; i++) {
                bias[block.output + i] += flat[from + i];
            }
        }
        forward.take(Matrix.rows(weights, inputs).transposed(), inputs, outputs);
        isBackLoaded = false;
    }

    /** Adds what was learned to a gradient by all parameters, and forgets it. */
    void store(Places places, float[] gradient) {
        for (Block block : weightBlocks) {
            int to = places.of(block.name, block.size());
            for (int i = 0; i < block.outputs; i++) {
                int from = gradientAt(block.output + i, block.input);
                int step = isGradientTurned ? outputs : 1;
                for (int j = 0; j < block.inputs; j++) {
                    gradient[to + j] += weightGradient[from + j * step];
                }
                to += block.inputs;
            }
        }
        for (Block block : biasBlocks) {
            int to = places.of(block.name, block.size());
            for (int i = 0; i < block.outputs; i++) {
                gradient[to + i] += biasGradient[block.output + i];
            }
        }
        Arrays.fill(weightGradient, 0);
        Arrays.fill(biasGradient, 0);
    }

    private int gradientAt(int output, int input) {
        return isGradientTurned ? input * outputs + output : output * inputs + input;
    }

    /** Fills rows of outputs. */
    void apply(Matrix in, int rows, Matrix out) {
        products.set(in, rows, forward, bias, out);
    }

    /** Learns from rows of inputs and of the derivatives by the outputs. */
    void learn(Matrix in, int rows, Matrix outGradient) {
        if (isGradientTurned) {
            Matrix sum = Matrix.rows(weightGradient, outputs);
            products.addTransposed(in, outGradient, rows, inputs, outputs, sum);
        } else {
            Matrix sum = Matrix.rows(weightGradient, inputs);
            products.addTransposed(outGradient, in, rows, outputs, inputs, sum);
        }
        int at = outGradient.from();
        for (int r = 0; r < rows; r++) {
            System.arraycopy(outGradient.values(), at, row, 0, outputs);
            for (int j = 0; j < row.length; j++) {
                biasGradient[j] += row[j];
            }
            at += outGradient.row();
        }
    }

    /**
     * Learns, and tells the derivatives by the inputs.
     *
     * @param in as in the pass forward
     * @param outGradient the derivatives by the outputs
     * @param inGradient is added to; null if nobody needs it
     */
    void backward(Matrix in, int rows, Matrix outGradient, Matrix inGradient) {
        learn(in, rows, outGradient);
        if (inGradient == null) {
            return;
        }
        if (back == null) {
            back = back(0, inputs);
        }
        if (!isBackLoaded) {
            back.load();
            isBackLoaded = true;
        }
        back.add(outGradient, rows, inGradient);
    }

    /** What turns derivatives by the outputs into those by some of the inputs. */
    Backward back(int from, int count) {
        return new Backward(from, count);
    }

    /** The way back through the layer to some of its inputs. */
    final class Backward {
        private final int from;
        private final int count;
        private final Products.Factor factor = products.factor();

        private Backward(int from, int count) {
            this.from = from;
            this.count = count;
        }

        /** Takes notice of the weights, after they were loaded. */
        void load() {
            factor.take(Matrix.rows(weights, inputs).from(0, from), outputs, count);
        }

        /** Adds to rows of derivatives by the inputs. */
        void add(Matrix outGradient, int rows, Matrix inGradient) {
            products.add(outGradient, rows, factor, inGradient);
        }
    }
}
