package io.engram.network;

import io.engram.network.NetworkSpec.Memory;
import java.util.Map;

/** One recurrent layer outside the engine, for one step of one sequence at a time. */
abstract class StepMemory {
    final int units;

    private StepMemory(int units) {
        this.units = units;
    }

    static StepMemory of(NetworkSpec spec, int inputs) {
        return spec.memory() == Memory.LSTM
                ? new Lstm(inputs, spec.memoryUnits())
                : new Gru(inputs, spec.memoryUnits());
    }

    /** Takes over the weights {@code name_i2h_weight}, {@code name_h2h_bias} and so on. */
    abstract void load(Map<String, float[]> parameters, String name);

    /** The products of inputs and weights in one step. */
    abstract long products();

    /**
     * One step. States are pieces of larger arrays; the output is the first {@code units} numbers
     * of the next state.
     *
     * @param in holds the inputs
     * @param from where the inputs begin
     * @param states holds the state
     * @param at where the state begins
     * @param next receives the state afterwards, at the same place
     */
    abstract void step(float[] in, int from, float[] states, int at, float[] next);

    /**
     * Hochreiter and Schmidhuber's memory with forget gates, in PyTorch's form. The state is h and
     * then c; the gates are i, f, g, o.
     */
    private static final class Lstm extends StepMemory {
        private final Affine ofInput;
        private final Affine ofState;
        private final float[] gates;

        Lstm(int inputs, int units) {
            super(units);
            ofInput = new Affine(inputs, 4 * units);
            ofState = new Affine(units, 4 * units);
            gates = new float[4 * units];
        }

        @Override
        void load(Map<String, float[]> parameters, String name) {
            ofInput.weights(parameters.get(name + "_i2h_weight"));
            ofState.weights(parameters.get(name + "_h2h_weight"));
            ofInput.bias(parameters.get(name + "_i2h_bias"), parameters.get(name + "_h2h_bias"));
        }

        @Override
        long products() {
            return ofInput.products() + ofState.products();
        }

        @Override
        void step(float[] in, int from, float[] states, int at, float[] next) {
            ofInput.apply(in, from, gates);
            ofState.add(states, at, gates);
            for (int j = 0; j < units; j++) {
                float input = Squash.sigmoid(gates[j]);
                float forget = Squash.sigmoid(gates[units + j]);
                float candidate = Squash.tanh(gates[2 * units + j]);
                float output = Squash.sigmoid(gates[3 * units + j]);
                float cell = forget * states[at + units + j] + input * candidate;
                next[at + units + j] = cell;
                next[at + j] = output * Squash.tanh(cell);
            }
        }
    }

    /** Cho's gated recurrent unit, in PyTorch's form, which resets after the product: r, z, n. */
    private static final class Gru extends StepMemory {
        private final Affine ofInput;
        private final Affine ofState;
        private final float[] inputs;
        private final float[] recurrent;

        Gru(int inputs, int units) {
            super(units);
            ofInput = new Affine(inputs, 3 * units);
            ofState = new Affine(units, 3 * units);
            this.inputs = new float[3 * units];
            recurrent = new float[3 * units];
        }

        @Override
        void load(Map<String, float[]> parameters, String name) {
            ofInput.weights(parameters.get(name + "_i2h_weight"));
            ofState.weights(parameters.get(name + "_h2h_weight"));
            ofInput.bias(parameters.get(name + "_i2h_bias"));
            ofState.bias(parameters.get(name + "_h2h_bias"));
        }

        @Override
        long products() {
            return ofInput.products() + ofState.products();
        }

        @Override
        void step(float[] in, int from, float[] states, int at, float[] next) {
            ofInput.apply(in, from, inputs);
            ofState.apply(states, at, recurrent);
            for (int j = 0; j < units; j++) {
                int z = units + j;
                int n = 2 * units + j;
                float reset = Squash.sigmoid(inputs[j] + recurrent[j]);
                float update = Squash.sigmoid(inputs[z] + recurrent[z]);
                float candidate = Squash.tanh(inputs[n] + reset * recurrent[n]);
                next[at + j] = (1 - update) * candidate + update * states[at + j];
            }
        }
    }
}
