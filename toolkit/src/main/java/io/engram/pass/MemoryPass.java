package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec.Memory;

/** One recurrent layer. */
abstract class MemoryPass {
    /** The width of its output, H_out. */
    final int units;

    /** The width of its state. */
    final int width;

    /** The number of inputs. */
    final int inputs;

    /** The outputs of each row, {@code (rows, units)}. */
    float[] out = {};

    private int room;
    StepOrder order;

    /** The derivatives by the outputs of the step before, which come from the step behind it. */
    float[] carried = {};

    MemoryPass(MemoryLayer layer, int inputs) {
        units = layer.units();
        width = layer.width();
        this.inputs = inputs;
    }

    /**
     * A layer of zeros.
     *
     * @param layer its kind and width
     * @param inputs the number of inputs
     * @param name what its parameters {@code name_i2h_weight}, {@code name_h2h_bias} begin with
     */
    static MemoryPass of(Products products, MemoryLayer layer, int inputs, String name) {
        return layer.memory() == Memory.LSTM
                ? new LstmPass(products, layer, inputs, name)
                : new GruPass(products, layer, inputs, name);
    }

    /** The products of an input and a weight in one step. */
    abstract long products();

    abstract void load(Places places, float[] flat);

    abstract void store(Places places, float[] gradient);

    /** Makes room for so many rows, and for as many sequences. */
    final void prepare(int rows) {
        if (room >= rows) {
            return;
        }
        room = rows;
        out = new float[rows * units];
        carried = new float[rows * units];
        allocate(rows);
    }

    abstract void allocate(int rows);

    /**
     * Steps through sequences.
     *
     * @param in {@code (rows, inputs)}
     * @param steps their order
     * @param states the states before; the first of this layer begins at {@code at}
     */
    final void forward(Matrix in, StepOrder steps, States states, int at) {
        order = steps;
        prepare(steps.rows());
        begin(in);
        for (int t = 0; t < steps.length(); t++) {
            int start = steps.start(t);
            int count = steps.count(t);
            if (t == 0) {
                for (int s = 0; s < count; s++) {
                    remember(s, states.values(), at + s * states.sequence());
                }
            } else {
                remember(steps.start(t - 1), start, count);
            }
            step(start, count);
        }
    }

    /** Takes over the inputs, and does what depends on them alone. */
    abstract void begin(Matrix in);

    /** Takes over the state of a row from before the first step. */
    abstract void remember(int row, float[] states, int at);

    /** Takes over the states after some rows of the step before. */
    abstract void remember(int last, int start, int count);

    abstract void step(int start, int count);

    /** Writes the states after the last step of each sequence. */
    final void next(States into, int at) {
        int time = order.length() - 1;
        for (int s = 0; s < order.sequences(); s++) {
            while (order.count(time) <= s) {
                time--;
            }
            put(order.row(s, time), into.values(), at + s * into.sequence());
        }
    }

    abstract void put(int row, float[] states, int at);

    /**
     * Learns, and tells the derivatives by the inputs.
     *
     * @param outGradient {@code (rows, units)}; it is used up
     * @param inGradient is added to; null if nobody needs it
     */
    abstract void backward(float[] outGradient, Matrix inGradient);

    final Matrix matrix(float[] values, int rowWidth, int row) {
        return new Matrix(values, row * rowWidth, rowWidth, 1);
    }
}
