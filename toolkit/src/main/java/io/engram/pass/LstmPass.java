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
    private static final int GATES = 4;

    private final LinearPass linear;
    private final LinearPass.Backward toState;
    private final LinearPass.Backward toInput;

    private final Squash gate;
    private final Squash tangent;

    /**
     * Of each row: the inputs and the outputs of the step before; the gates; the cells, before and
     * after; tanh of the latter.
     */
    private float[] joined = {};

    private float[] gates = {};

    private float[] cellsBefore = {};
    private float[] cells = {};
    private float[] shown = {};

    private float[] gateGradient = {};

    /** The derivatives by the cells before, which come from the step behind. */
    private float[] carriedCells = {};

    /** Pieces of one row: arrays that are indexed without an offset become vectors. */
    private final float[] row;

    private final float[] input;
    private final float[] forget;
    private final float[] candidate;
    private final float[] output;
    private final float[] cell;
    private final float[] old;
    private final float[] tanh;
    private final float[] byOut;
    private final float[] byCell;

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
        gate = new Squash(2 * units, units, units);
        tangent = new Squash(0, units, 0);
        row = new float[GATES * units];
        input = new float[units];
        forget = new float[units];
        candidate = new float[units];
        output = new float[units];
        cell = new float[units];
        old = new float[units];
        tanh = new float[units];
        byOut = new float[units];
        byCell = new float[units];
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
        for (int r = start; r < start + count; r++) {
            int at = r * units;
            System.arraycopy(gates, GATES * at, row, 0, row.length);
            gate.apply(row);
            System.arraycopy(row, 0, gates, GATES * at, row.length);
            cut(row, 0);
            System.arraycopy(cellsBefore, at, old, 0, units);
            remember();
            System.arraycopy(cell, 0, cells, at, units);
            tangent.apply(cell);
            System.arraycopy(cell, 0, shown, at, units);
            for (int j = 0; j < cell.length; j++) {
                byOut[j] = output[j] * cell[j];
            }
            System.arraycopy(byOut, 0, out, at, units);
        }
    }

    /** Takes a row of gates apart. */
    private void cut(float[] from, int at) {
        System.arraycopy(from, at, input, 0, units);
        System.arraycopy(from, at + units, forget, 0, units);
        System.arraycopy(from, at + 2 * units, candidate, 0, units);
        System.arraycopy(from, at + 3 * units, output, 0, units);
    }

    private void remember() {
        for (int j = 0; j < cell.length; j++) {
            cell[j] = forget[j] * old[j] + input[j] * candidate[j];
        }
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
            for (int s = 0; s < order.count(t); s++) {
                stepBack(start + s, s, s < behind, outGradient);
            }
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

    private void stepBack(int r, int sequence, boolean goesOn, float[] outGradient) {
        int at = r * units;
        cut(gates, GATES * at);
        System.arraycopy(shown, at, tanh, 0, units);
        System.arraycopy(cellsBefore, at, old, 0, units);
        System.arraycopy(outGradient, at, byOut, 0, units);
        System.arraycopy(carriedCells, sequence * units, byCell, 0, units);
        if (goesOn) {
            System.arraycopy(carried, sequence * units, cell, 0, units);
            for (int j = 0; j < cell.length; j++) {
                byOut[j] += cell[j];
            }
        }
        for (int j = 0; j < cell.length; j++) {
            byCell[j] += byOut[j] * output[j] * (1 - tanh[j] * tanh[j]);
        }
        for (int j = 0; j < cell.length; j++) {
            byOut[j] = byOut[j] * tanh[j] * output[j] * (1 - output[j]);
        }
        System.arraycopy(byOut, 0, gateGradient, GATES * at + 3 * units, units);
        for (int j = 0; j < cell.length; j++) {
            cell[j] = byCell[j] * forget[j];
        }
        System.arraycopy(cell, 0, carriedCells, sequence * units, units);
        for (int j = 0; j < cell.length; j++) {
            cell[j] = byCell[j] * candidate[j] * input[j] * (1 - input[j]);
        }
        System.arraycopy(cell, 0, gateGradient, GATES * at, units);
        for (int j = 0; j < cell.length; j++) {
            cell[j] = byCell[j] * old[j] * forget[j] * (1 - forget[j]);
        }
        System.arraycopy(cell, 0, gateGradient, GATES * at + units, units);
        for (int j = 0; j < cell.length; j++) {
            cell[j] = byCell[j] * input[j] * (1 - candidate[j] * candidate[j]);
        }
        System.arraycopy(cell, 0, gateGradient, GATES * at + 2 * units, units);
    }
}
