package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.pass.LinearPass.Block;
import java.util.Arrays;
import java.util.List;

/**
 * Hochreiter and Schmidhuber's memory with forget gates, in PyTorch's form: i, f, o = σ(…), g =
 * tanh(…), c ← f·c + i·g, h = o·tanh c. The state is h and then c; the gates are i, f, g, o.
 */
final class LstmPass extends MemoryPass {
    static final int GATES = 4;

    private final LinearPass linear;
    private final LinearPass.Backward toState;
    private final LinearPass.Backward toInput;

    private final MemoryFormulas formulas;

    /**
     * Of each row: the inputs and the outputs of the step before; the gates; the cells, before and
     * after; tanh of the latter.
     */
    private float[] joined = {};

    float[] gates = {};

    float[] cellsBefore = {};
    float[] cells = {};
    float[] shown = {};

    float[] gateGradient = {};

    /** The derivatives by the cells before, which come from the step behind. */
    float[] carriedCells = {};

    LstmPass(Products products, MemoryLayer layer, int inputs, String name) {
        super(layer, inputs);
        int width = inputs + units;
        int sums = GATES * units;
        linear =
                new LinearPass(
                        products,
                        width,
                        sums,
                        List.of(
                                new Block(name + "_i2h_weight", 0, sums, 0, inputs),
                                new Block(name + "_h2h_weight", 0, sums, inputs, units)),
                        List.of(
                                new Block(name + "_i2h_bias", 0, sums, 0, 1),
                                new Block(name + "_h2h_bias", 0, sums, 0, 1)));
        toInput = linear.back(0, inputs);
        toState = linear.back(inputs, units);
        formulas = MemoryFormulas.of(units);
    }

    @Override
    long products() {
        return linear.products();
    }

    @Override
    void load(Places places, float[] flat) {
        linear.load(places, flat);
    }

    @Override
    void store(Places places, float[] gradient) {
        linear.store(places, gradient);
    }

    @Override
    void allocate(int rows) {
        joined = new float[rows * (inputs + units)];
        gates = new float[rows * GATES * units];
        cellsBefore = new float[rows * units];
        cells = new float[rows * units];
        shown = new float[rows * units];
        gateGradient = new float[0];
    }

    @Override
    void begin(Matrix in) {
        for (int r = 0; r < order.rows(); r++) {
            int to = r * (inputs + units);
            System.arraycopy(in.values(), in.from() + r * in.row(), joined, to, inputs);
        }
    }

    @Override
    void remember(int sequence, float[] states, int at) {
        int to = sequence * (inputs + units) + inputs;
        System.arraycopy(states, at, joined, to, units);
        System.arraycopy(states, at + units, cellsBefore, sequence * units, units);
    }

    @Override
    void remember(int last, int start, int count) {
        System.arraycopy(cells, last * units, cellsBefore, start * units, count * units);
        for (int s = 0; s < count; s++) {
            int to = (start + s) * (inputs + units) + inputs;
            System.arraycopy(out, (last + s) * units, joined, to, units);
        }
    }

    @Override
    void step(int start, int count) {
        linear.apply(
                matrix(joined, inputs + units, start), count, matrix(gates, GATES * units, start));
        formulas.step(this, start, count);
    }

    @Override
    void put(int r, float[] states, int at) {
        System.arraycopy(out, r * units, states, at, units);
        System.arraycopy(cells, r * units, states, at + units, units);
    }

    @Override
    void backward(float[] outGradient, Matrix inGradient) {
        int rows = order.rows();
        if (gateGradient.length < rows * GATES * units) {
            gateGradient = new float[rows * GATES * units];
            carriedCells = new float[rows * units];
        }
        toState.load();
        Arrays.fill(carriedCells, 0, order.sequences() * units, 0);
        for (int t = order.length() - 1; t >= 0; t--) {
            int start = order.start(t);
            int behind = order.count(t + 1);
            formulas.stepBack(this, start, order.count(t), behind, outGradient);
            if (t > 0) {
                int count = order.count(t);
                Arrays.fill(carried, 0, count * units, 0);
                toState.add(
                        matrix(gateGradient, GATES * units, start),
                        count,
                        Matrix.rows(carried, units));
            }
        }
        Matrix gradient = Matrix.rows(gateGradient, GATES * units);
        linear.learn(Matrix.rows(joined, inputs + units), rows, gradient);
        if (inGradient != null) {
            toInput.load();
            toInput.add(gradient, rows, inGradient);
        }
    }
}
