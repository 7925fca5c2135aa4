package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import io.engram.network.NetworkOptions;
import java.util.Arrays;

/**
 * Linear layers of one input with their norms and activations. Their outputs follow each other in a
 * row.
 */
final class LayerPass {
    private final LinearPass linear;
    private final NormPass[] norms;
    private final ActivationPass activation;
    private int room;

    /** The outputs of each row. */
    float[] out = {};

    /**
     * Layers of zeros.
     *
     * @param options what comes behind the sums
     * @param inputs the number of inputs
     * @param units the number of outputs of each layer
     * @param names what the layers are called behind {@code lin_} and {@code norm_}
     */
    LayerPass(Products products, NetworkOptions options, int inputs, int units, String... names) {
        int width = units * names.length;
        linear = LinearPass.of(products, inputs, units, prefixed(names));
        norms = new NormPass[options.layerNorm() ? names.length : 0];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = new NormPass("norm_" + names[i], i * units, units, width);
        }
        activation = new ActivationPass(options.activation(), width);
    }

    private static String[] prefixed(String... names) {
        return Arrays.stream(names).map("lin_"::concat).toArray(String[]::new);
    }

    long products() {
        return linear.products();
    }

    int width() {
        return linear.outputs();
    }

    void load(Places places, float[] flat) {
        linear.load(places, flat);
        for (NormPass norm : norms) {
            norm.load(places, flat);
        }
    }

    void store(Places places, float[] gradient) {
        linear.store(places, gradient);
        for (NormPass norm : norms) {
            norm.store(places, gradient);
        }
    }

    /** Fills {@link #out}. */
    void forward(Matrix in, int rows) {
        if (room < rows) {
            room = rows;
            out = new float[rows * width()];
            activation.prepare(rows);
            for (NormPass norm : norms) {
                norm.prepare(rows);
            }
        }
        linear.apply(in, rows, outputs());
        for (NormPass norm : norms) {
            norm.forward(out, rows);
        }
        activation.forward(out, rows);
    }

    Matrix outputs() {
        return Matrix.rows(out, width());
    }

    /**
     * Learns, and tells the derivatives by the inputs.
     *
     * @param in as in the pass forward
     * @param gradient the derivatives by {@link #out}; it is used up
     * @param inGradient is added to; null if nobody needs it
     */
    void backward(Matrix in, int rows, float[] gradient, Matrix inGradient) {
        activation.backward(out, gradient, rows);
        for (NormPass norm : norms) {
            norm.backward(gradient, rows);
        }
        linear.backward(in, rows, Matrix.rows(gradient, width()), inGradient);
    }
}
