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
    private static final int GATES = 3;

    private final LinearPass ofInput;
    private final LinearPass ofState;
    private final LinearPass.Backward toInput;
    private final LinearPass.Backward toState;

    private final Squash gate;
    private final Squash tangent;

    /**
     * Of each row: the inputs; the outputs of the step before; what comes of the inputs, at last
     * the gates; and what comes of the state.
     */
    private float[] seen = {};

    private float[] before = {};
    private float[] gates = {};

    private float[] ofStates = {};
    private float[] inputGradient = {};
    private float[] stateGradient = {};

    /** What goes past the gates to the step before. */
    private float[] passed = {};

    private final float[] both;
    private final float[] recurrentBoth;
    private final float[] reset;
    private final float[] update;
    private final float[] candidate;
    private final float[] recurrent;
    private final float[] old;
    private final float[] byOut;
    private final float[] more;

    GruPass(Products products, MemoryLayer layer, int inputs, String name) {
        super(layer, inputs);
        ofInput = linear(products, inputs, name + "_i2h");
        ofState = linear(products, units, name + "_h2h");
        toInput = ofInput.back(0, inputs);
        toState = ofState.back(0, units);
        gate = new Squash(2 * units, 0, 0);
        tangent = new Squash(0, units, 0);
        both = new float[2 * units];
        recurrentBoth = new float[2 * units];
        reset = new float[units];
        update = new float[units];
        candidate = new float[units];
        recurrent = new float[units];
        old = new float[units];
        byOut = new float[units];
        more = new float[units];
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
        for (int r = start; r < start + count; r++) {
            int at = GATES * r * units;
            System.arraycopy(gates, at, both, 0, both.length);
            System.arraycopy(ofStates, at, recurrentBoth, 0, both.length);
            for (int j = 0; j < both.length; j++) {
                both[j] += recurrentBoth[j];
            }
            gate.apply(both);
            System.arraycopy(both, 0, gates, at, both.length);
            cut(at);
            System.arraycopy(before, r * units, old, 0, units);
            for (int j = 0; j < candidate.length; j++) {
                candidate[j] += reset[j] * recurrent[j];
            }
            tangent.apply(candidate);
            System.arraycopy(candidate, 0, gates, at + 2 * units, units);
            for (int j = 0; j < candidate.length; j++) {
                candidate[j] = (1 - update[j]) * candidate[j] + update[j] * old[j];
            }
            System.arraycopy(candidate, 0, out, r * units, units);
        }
    }

    /** Takes a row of gates apart. */
    private void cut(int at) {
        System.arraycopy(gates, at, reset, 0, units);
        System.arraycopy(gates, at + units, update, 0, units);
        System.arraycopy(gates, at + 2 * units, candidate, 0, units);
        System.arraycopy(ofStates, at + 2 * units, recurrent, 0, units);
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
            for (int s = 0; s < count; s++) {
                stepBack(start + s, s, s < behind, outGradient);
            }
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

    private void stepBack(int r, int sequence, boolean goesOn, float[] outGradient) {
        int at = GATES * r * units;
        cut(at);
        System.arraycopy(before, r * units, old, 0, units);
        System.arraycopy(outGradient, r * units, byOut, 0, units);
        if (goesOn) {
            System.arraycopy(carried, sequence * units, more, 0, units);
            for (int j = 0; j < more.length; j++) {
                byOut[j] += more[j];
            }
        }
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * update[j];
        }
        System.arraycopy(more, 0, passed, sequence * units, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * (old[j] - candidate[j]) * update[j] * (1 - update[j]);
        }
        System.arraycopy(more, 0, inputGradient, at + units, units);
        System.arraycopy(more, 0, stateGradient, at + units, units);
        for (int j = 0; j < more.length; j++) {
            byOut[j] = byOut[j] * (1 - update[j]) * (1 - candidate[j] * candidate[j]);
        }
        System.arraycopy(byOut, 0, inputGradient, at + 2 * units, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * recurrent[j] * reset[j] * (1 - reset[j]);
        }
        System.arraycopy(more, 0, inputGradient, at, units);
        System.arraycopy(more, 0, stateGradient, at, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * reset[j];
        }
        System.arraycopy(more, 0, stateGradient, at + 2 * units, units);
    }
}
