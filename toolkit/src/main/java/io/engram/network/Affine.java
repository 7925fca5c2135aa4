package io.engram.network;

/**
 * A linear layer outside the engine.
 *
 * <p>There is one array of weights for each input, and nothing in the inner loop is indexed with an
 * offset: that is what the JIT compiler turns into vector instructions. Sums are taken in the order
 * of the inputs and without fused multiply-adds, so every processor computes the same bits.
 */
final class Affine {
    /** Below so many outputs, a loop over them is too short to become vector instructions. */
    private static final int NARROW = 8;

    private final float[][] weights;
    private final float[] bias;

    /** The weights of each output, of a narrow layer only. */
    private final float[][] columns;

    /**
     * A layer of zeros.
     *
     * @param inputs the number of inputs
     * @param outputs the number of outputs
     */
    Affine(int inputs, int outputs) {
        weights = new float[inputs][outputs];
        bias = new float[outputs];
        columns = new float[outputs < NARROW ? outputs : 0][inputs];
    }

    /** The number of inputs. */
    int inputs() {
        return weights.length;
    }

    /** The number of outputs. */
    int outputs() {
        return bias.length;
    }

    /** The number of products of an input and a weight. */
    long products() {
        return (long) weights.length * bias.length;
    }

    /**
     * Takes over weights, in row-major order.
     *
     * @param layers {@code (outputs, inputs)} each, whose outputs follow each other
     */
    void weights(float[]... layers) {
        int output = 0;
        for (float[] layer : layers) {
            for (int at = 0; at < layer.length; at += weights.length) {
                for (int input = 0; input < weights.length; input++) {
                    weights[input][output] = layer[at + input];
                }
                if (output < columns.length) {
                    System.arraycopy(layer, at, columns[output], 0, weights.length);
                }
                output++;
            }
        }
    }

    /**
     * Takes over biases: their sum, where there are several.
     *
     * @param biases one number for each output
     */
    void bias(float[]... biases) {
        System.arraycopy(biases[0], 0, bias, 0, bias.length);
        for (int i = 1; i < biases.length; i++) {
            for (int j = 0; j < bias.length; j++) {
                bias[j] += biases[i][j];
            }
        }
    }

    /**
     * What the layer makes of some rows of inputs.
     *
     * @param in rows that hold the inputs
     * @param from where they begin in each row
     * @param out receives the outputs of each row, from its beginning
     * @param rows how many rows
     */
    void apply(float[][] in, int from, float[][] out, int rows) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias, 0, out[row], 0, bias.length);
        }
        add(in, from, out, rows);
    }

    /**
     * Adds the products, without the biases.
     *
     * @param in rows that hold the inputs
     * @param from where they begin in each row
     * @param out what is added to, from the beginning of each row
     * @param rows how many rows
     */
    void add(float[][] in, int from, float[][] out, int rows) {
        if (columns.length > 0) {
            addNarrow(in, from, out, rows);
            return;
        }
        int i = 0;
        // Four inputs in one pass, so that the outputs are read and written a quarter as often, and
        // all rows, while these weights are in the processor's nearest cache. Eight in one pass are
        // more than the compiler unrolls.
        for (; i + 4 <= weights.length; i += 4) {
            for (int row = 0; row < rows; row++) {
                addFour(in[row], from + i, i, out[row]);
            }
        }
        for (; i < weights.length; i++) {
            for (int row = 0; row < rows; row++) {
                addOne(in[row][from + i], weights[i], out[row]);
            }
        }
    }

    /** Four rows in one pass, so that no sum has to wait for the one before it. */
    private void addNarrow(float[][] in, int from, float[][] out, int rows) {
        for (int output = 0; output < columns.length; output++) {
            float[] column = columns[output];
            int row = 0;
            for (; row + 4 <= rows; row += 4) {
                addNarrow(in, from, column, out, row, output);
            }
            for (; row < rows; row++) {
                float sum = out[row][output];
                for (int i = 0; i < column.length; i++) {
                    sum += in[row][from + i] * column[i];
                }
                out[row][output] = sum;
            }
        }
    }

    private static void addNarrow(
            float[][] in, int from, float[] column, float[][] out, int row, int output) {
        float[] inA = in[row];
        float[] inB = in[row + 1];
        float[] inC = in[row + 2];
        float[] inD = in[row + 3];
        float a = out[row][output];
        float b = out[row + 1][output];
        float c = out[row + 2][output];
        float d = out[row + 3][output];
        for (int i = 0; i < column.length; i++) {
            float weight = column[i];
            a += inA[from + i] * weight;
            b += inB[from + i] * weight;
            c += inC[from + i] * weight;
            d += inD[from + i] * weight;
        }
        out[row][output] = a;
        out[row + 1][output] = b;
        out[row + 2][output] = c;
        out[row + 3][output] = d;
    }

    private void addFour(float[] in, int from, int first, float[] out) {
        float a = in[from];
        float b = in[from + 1];
        float c = in[from + 2];
        float d = in[from + 3];
        float[] ofA = weights[first];
        float[] ofB = weights[first + 1];
        float[] ofC = weights[first + 2];
        float[] ofD = weights[first + 3];
        for (int j = 0; j < ofA.length; j++) {
            out[j] = out[j] + a * ofA[j] + b * ofB[j] + c * ofC[j] + d * ofD[j];
        }
    }

    private static void addOne(float a, float[] ofA, float[] out) {
        for (int j = 0; j < ofA.length; j++) {
            out[j] = out[j] + a * ofA[j];
        }
    }
}
