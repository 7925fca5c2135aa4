package io.engram.network;

import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec.Memory;

/** One recurrent layer outside the engine, for one step of several sequences at a time. */
abstract class StepMemory {
    final int units;
    final int width;

    /** The outputs of each row. */
    float[][] out = {};

    private StepMemory(int units, int width) {
        this.units = units;
        this.width = width;
    }

    static StepMemory of(MemoryLayer layer, int inputs) {
        return layer.memory() == Memory.LSTM
                ? new Lstm(inputs, layer.units())
                : new Gru(inputs, layer.units());
    }

    /** Takes over the weights {@code name_i2h_weight}, {@code name_h2h_bias} and so on. */
    abstract void load(StepParameters parameters, String name);

    /** The products of inputs and weights in one step. */
    abstract long products();

    /** Makes room for so many rows. */
    void prepare(int rows) {
        if (out.length < rows) {
            out = new float[rows][units];
            allocate(rows);
        }
    }

    abstract void allocate(int rows);

    /**
     * One step, whose outputs are then in {@link #out}. States are pieces of larger arrays.
     *
     * @param in holds the inputs of each row
     * @param rows how many rows, for which there is room
     * @param states holds the states, one row behind the other
     * @param at where they begin
     * @param stride how far it is from one row to the next
     * @param next receives the states afterwards, at the same place
     */
    abstract void step(float[][] in, int rows, float[] states, int at, int stride, float[] next);

    /**
     * Hochreiter and Schmidhuber's memory with forget gates, in PyTorch's form. The state is h and
     * then c; the gates are i, f, g, o.
     */
    private static final class Lstm extends StepMemory {
        private final Affine ofInput;
        private final Affine ofState;
        private final Squash gate;
        private final Squash tangent;
        private float[][] gates = {};
        private float[][] before = {};
        private final float[] cells;

        Lstm(int inputs, int units) {
            super(units, 2 * units);
            ofInput = new Affine(inputs, 4 * units);
            ofState = new Affine(units, 4 * units);
            gate = new Squash(2 * units, units, units);
            tangent = new Squash(0, units, 0);
            cells = new float[units];
        }

        @Override
        void load(StepParameters parameters, String name) {
            int outputs = ofInput.outputs();
            ofInput.weights(parameters.get(name + "_i2h_weight", outputs * ofInput.inputs()));
            ofState.weights(parameters.get(name + "_h2h_weight", outputs * units));
            ofInput.bias(
                    parameters.get(name + "_i2h_bias", outputs),
                    parameters.get(name + "_h2h_bias", outputs));
        }

        @Override
        long products() {
            return ofInput.products() + ofState.products();
        }

        @Override
        void allocate(int rows) {
            gates = new float[rows][4 * units];
            before = new float[rows][units];
        }

        @Override
        void step(float[][] in, int rows, float[] states, int at, int stride, float[] next) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(states, at + row * stride, before[row], 0, units);
            }
            ofInput.apply(in, 0, gates, rows);
            ofState.add(before, 0, gates, rows);
            for (int row = 0; row < rows; row++) {
                int cell = at + row * stride + units;
                gate.apply(gates[row]);
                remember(gates[row], states, cell);
                System.arraycopy(cells, 0, next, cell, units);
                tangent.apply(cells);
                show(gates[row], out[row]);
                System.arraycopy(out[row], 0, next, cell - units, units);
            }
        }

        private void remember(float[] row, float[] states, int from) {
            for (int j = 0; j < units; j++) {
                cells[j] = row[units + j] * states[from + j] + row[j] * row[2 * units + j];
            }
        }

        private void show(float[] row, float[] shown) {
            for (int j = 0; j < units; j++) {
                shown[j] = row[3 * units + j] * cells[j];
            }
        }
    }

    /** Cho's gated recurrent unit, in PyTorch's form, which resets after the product: r, z, n. */
    private static final class Gru extends StepMemory {
        private final Affine ofInput;
        private final Affine ofState;
        private final Squash gate;
        private final Squash tangent;
        private float[][] inputs = {};
        private float[][] recurrent = {};
        private float[][] before = {};
        private final float[] gates;
        private final float[] candidates;

        Gru(int inputs, int units) {
            super(units, units);
            ofInput = new Affine(inputs, 3 * units);
            ofState = new Affine(units, 3 * units);
            gate = new Squash(2 * units, 0, 0);
            tangent = new Squash(0, units, 0);
            gates = new float[2 * units];
            candidates = new float[units];
        }

        @Override
        void load(StepParameters parameters, String name) {
            int outputs = ofInput.outputs();
            ofInput.weights(parameters.get(name + "_i2h_weight", outputs * ofInput.inputs()));
            ofState.weights(parameters.get(name + "_h2h_weight", outputs * units));
            ofInput.bias(parameters.get(name + "_i2h_bias", outputs));
            ofState.bias(parameters.get(name + "_h2h_bias", outputs));
        }

        @Override
        long products() {
            return ofInput.products() + ofState.products();
        }

        @Override
        void allocate(int rows) {
            inputs = new float[rows][3 * units];
            recurrent = new float[rows][3 * units];
            before = new float[rows][units];
        }

        @Override
        void step(float[][] in, int rows, float[] states, int at, int stride, float[] next) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(states, at + row * stride, before[row], 0, units);
            }
            ofInput.apply(in, 0, inputs, rows);
            ofState.apply(before, 0, recurrent, rows);
            for (int row = 0; row < rows; row++) {
                for (int j = 0; j < gates.length; j++) {
                    gates[j] = inputs[row][j] + recurrent[row][j];
                }
                gate.apply(gates);
                for (int j = 0; j < units; j++) {
                    int n = 2 * units + j;
                    candidates[j] = inputs[row][n] + gates[j] * recurrent[row][n];
                }
                tangent.apply(candidates);
                for (int j = 0; j < units; j++) {
                    float update = gates[units + j];
                    out[row][j] = (1 - update) * candidates[j] + update * before[row][j];
                }
                System.arraycopy(out[row], 0, next, at + row * stride, units);
            }
        }
    }
}
