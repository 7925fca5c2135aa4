package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.pass.LinearPass.Block;
import java.util.List;

/**
 * Cho's memory in PyTorch's form: r, z = σ(…), n = tanh(x-part + r · h-part), h ← (1 − z)·n + z·h.
 * The gates are r, z, n.
 */
final class GruPass extends MemoryPass {
    static final int GATES = 3;

    private final LinearPass ofInput;
    private final LinearPass ofState;
    private final LinearPass.Backward toInput;
    private final LinearPass.Backward toState;

    private final MemoryFormulas formulas;

    /**
     * Of each row: the inputs; the outputs of the step before; what comes of the inputs, at last
     * the gates; and what comes of the state.
     */
    private float[] seen = {};

    float[] before = {};
    float[] gates = {};

    float[] ofStates = {};
    float[] inputGradient = {};
    float[] stateGradient = {};

    /** What goes past the gates to the step before. */
    float[] passed = {};

    GruPass(Products products, MemoryLayer layer, int inputs, String name) {
        super(layer, inputs);
        ofInput = linear(products, inputs, name + "_i2h");
        ofState = linear(products, units, name + "_h2h");
        toInput = ofInput.back(0, inputs);
        toState = ofState.back(0, units);
        formulas = MemoryFormulas.of(units);
    }

    private LinearPass linear(Products products, int width, String name) {
        int sums = GATES * units;
        return new LinearPass(
                products,
                width,
                sums,
                List.of(new Block(name + "_weight", 0, sums, 0, width)),
                List.of(new Block(name + "_bias", 0, sums, 0, 1)));
    }

    @Override
    long products() {
        return ofInput.products() + ofState.products();
    }

    @Override
    void load(Places places, float[] flat) {
        ofInput.load(places, flat);
        ofState.load(places, flat);
    }

    @Override
    void store(Places places, float[] gradient) {
        ofInput.store(places, gradient);
        ofState.store(places, gradient);
    }

    @Override
    void allocate(int rows) {
        seen = new float[rows * inputs];
        before = new float[rows * units];
        gates = new float[rows * GATES * units];
        ofStates = new float[rows * GATES * units];
        inputGradient = new float[0];
    }

    @Override
    void begin(Matrix in) {
        for (int r = 0; r < order.rows(); r++) {
            System.arraycopy(in.values(), in.from() + r * in.row(), seen, r * inputs, inputs);
        }
        ofInput.apply(in, order.rows(), Matrix.rows(gates, GATES * units));
    }

    @Override
    void remember(int sequence, float[] states, int at) {
        System.arraycopy(states, at, before, sequence * units, units);
    }

    @Override
    void remember(int last, int start, int count) {
        System.arraycopy(out, last * units, before, start * units, count * units);
    }

    @Override
    void step(int start, int count) {
        ofState.apply(matrix(before, units, start), count, matrix(ofStates, GATES * units, start));
        formulas.step(this, start, count);
    }

    @Override
    void put(int r, float[] states, int at) {
        System.arraycopy(out, r * units, states, at, units);
    }

    @Override
    void backward(float[] outGradient, Matrix inGradient) {
        int rows = order.rows();
        if (inputGradient.length < rows * GATES * units) {
            inputGradient = new float[rows * GATES * units];
            stateGradient = new float[rows * GATES * units];
            passed = new float[rows * units];
        }
        toState.load();
        for (int t = order.length() - 1; t >= 0; t--) {
            int start = order.start(t);
            int count = order.count(t);
            int behind = order.count(t + 1);
            formulas.stepBack(this, start, count, behind, outGradient);
            if (t > 0) {
                System.arraycopy(passed, 0, carried, 0, count * units);
                toState.add(
                        matrix(stateGradient, GATES * units, start),
                        count,
                        Matrix.rows(carried, units));
            }
        }
        ofState.learn(Matrix.rows(before, units), rows, Matrix.rows(stateGradient, GATES * units));
        Matrix gradient = Matrix.rows(inputGradient, GATES * units);
        ofInput.learn(Matrix.rows(seen, inputs), rows, gradient);
        if (inGradient != null) {
            toInput.load();
            toInput.add(gradient, rows, inGradient);
        }
    }
}
