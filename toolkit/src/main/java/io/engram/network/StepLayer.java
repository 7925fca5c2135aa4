package io.engram.network;

import java.util.Arrays;

/**
 * Linear layers of one input with their norms and activations, outside the engine. Their outputs
 * follow each other in a row.
 */
final class StepLayer {
    private final String[] names;
    private final Affine affine;
    private final StepNorm[] norms;
    private final StepActivation activation;

    /** The outputs of each row. */
    float[][] out = {};

    /**
     * Layers of zeros.
     *
     * @param options what comes behind the sums
     * @param inputs the number of inputs
     * @param units the number of outputs of each layer
     * @param names what the layers are called behind {@code lin_} and {@code norm_}
     */
    StepLayer(NetworkOptions options, int inputs, int units, String... names) {
        this.names = names.clone();
        affine = new Affine(inputs, units * names.length);
        norms = new StepNorm[options.layerNorm() ? names.length : 0];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = new StepNorm(i * units);
        }
        activation = new StepActivation(options.activation(), units * names.length);
    }

    /** The products of an input and a weight. */
    long products() {
        return affine.products();
    }

    /** Takes over the weights {@code lin_….weight}, {@code norm_….gamma} and so on. */
    void load(StepParameters parameters) {
        load(affine, parameters, prefixed("lin_", names));
        int units = affine.outputs() / names.length;
        for (int i = 0; i < norms.length; i++) {
            String norm = "norm_" + names[i];
            norms[i].load(
                    parameters.get(norm + ".gamma", units), parameters.get(norm + ".beta", units));
        }
    }

    /** Takes over the weights and biases of equally wide layers whose outputs follow each other. */
    static void load(Affine layer, StepParameters parameters, String... names) {
        int units = layer.outputs() / names.length;
        var weights = new float[names.length][];
        var biases = new float[layer.outputs()];
        for (int i = 0; i < names.length; i++) {
            weights[i] = parameters.get(names[i] + ".weight", units * layer.inputs());
            System.arraycopy(
                    parameters.get(names[i] + ".bias", units), 0, biases, i * units, units);
        }
        layer.weights(weights);
        layer.bias(biases);
    }

    private static String[] prefixed(String prefix, String... names) {
        return Arrays.stream(names).map(prefix::concat).toArray(String[]::new);
    }

    /** Makes room for so many rows. */
    void prepare(int rows) {
        if (out.length < rows) {
            out = new float[rows][affine.outputs()];
        }
    }

    /**
     * What the layers make of some rows of inputs; it is then in {@link #out}.
     *
     * @param in rows of inputs
     * @param rows how many rows, for which there is room
     */
    void apply(float[][] in, int rows) {
        affine.apply(in, 0, out, rows);
        for (int n = 0; n < rows; n++) {
            for (StepNorm norm : norms) {
                norm.apply(out[n]);
            }
            activation.apply(out[n]);
        }
    }
}
