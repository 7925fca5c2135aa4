package io.engram.pass;

/**
 * Loops that the JIT compiler turns into vector instructions. Rows are taken apart for them: arrays
 * that are indexed without an offset become vectors.
 */
final class PlainFormulas extends MemoryFormulas {
    private final int units;
    private final Squash lstmGates;
    private final Squash gruGates;
    private final Squash tangent;

    /** All gates of one row. */
    private final float[] row;

    private final float[] both;
    private final float[] recurrentBoth;

    /** One gate, cell or output each. */
    private final float[] first;

    private final float[] second;
    private final float[] third;
    private final float[] fourth;
    private final float[] old;
    private final float[] tanh;
    private final float[] byOut;
    private final float[] byCell;
    private final float[] more;

    PlainFormulas(int units) {
        this.units = units;
        lstmGates = new Squash(2 * units, units, units);
        gruGates = new Squash(2 * units, 0, 0);
        tangent = new Squash(0, units, 0);
        row = new float[LstmPass.GATES * units];
        both = new float[2 * units];
        recurrentBoth = new float[2 * units];
        first = new float[units];
        second = new float[units];
        third = new float[units];
        fourth = new float[units];
        old = new float[units];
        tanh = new float[units];
        byOut = new float[units];
        byCell = new float[units];
        more = new float[units];
    }

    @Override
    void step(LstmPass memory, int start, int count) {
        for (int r = start; r < start + count; r++) {
            int at = r * units;
            int gates = LstmPass.GATES * at;
            System.arraycopy(memory.gates, gates, row, 0, row.length);
            lstmGates.apply(row);
            System.arraycopy(row, 0, memory.gates, gates, row.length);
            cutLstm(row, 0);
            System.arraycopy(memory.cellsBefore, at, old, 0, units);
            remember(first, second, third, old, more);
            System.arraycopy(more, 0, memory.cells, at, units);
            tangent.apply(more);
            System.arraycopy(more, 0, memory.shown, at, units);
            for (int j = 0; j < more.length; j++) {
                byOut[j] = fourth[j] * more[j];
            }
            System.arraycopy(byOut, 0, memory.out, at, units);
        }
    }

    private void cutLstm(float[] from, int at) {
        System.arraycopy(from, at, first, 0, units);
        System.arraycopy(from, at + units, second, 0, units);
        System.arraycopy(from, at + 2 * units, third, 0, units);
        System.arraycopy(from, at + 3 * units, fourth, 0, units);
    }

    private static void remember(
            float[] input, float[] forget, float[] candidate, float[] old, float[] cell) {
        for (int j = 0; j < cell.length; j++) {
            cell[j] = forget[j] * old[j] + input[j] * candidate[j];
        }
    }

    @Override
    void stepBack(LstmPass memory, int start, int count, int behind, float[] outGradient) {
        for (int s = 0; s < count; s++) {
            addBehind(memory, start + s, s, s < behind, outGradient);
            System.arraycopy(memory.carriedCells, s * units, byCell, 0, units);
            stepBack(memory, start + s, s);
        }
    }

    /** The derivatives by the outputs of a row, by all that sees them. */
    private void addBehind(
            MemoryPass memory, int r, int sequence, boolean goesOn, float[] outGradient) {
        System.arraycopy(outGradient, r * units, byOut, 0, units);
        if (goesOn) {
            System.arraycopy(memory.carried, sequence * units, more, 0, units);
            for (int j = 0; j < more.length; j++) {
                byOut[j] += more[j];
            }
        }
    }

    private void stepBack(LstmPass memory, int r, int sequence) {
        int at = r * units;
        int gates = LstmPass.GATES * at;
        cutLstm(memory.gates, gates);
        System.arraycopy(memory.shown, at, tanh, 0, units);
        System.arraycopy(memory.cellsBefore, at, old, 0, units);
        float[] into = memory.gateGradient;
        for (int j = 0; j < more.length; j++) {
            byCell[j] += byOut[j] * fourth[j] * (1 - tanh[j] * tanh[j]);
        }
        for (int j = 0; j < more.length; j++) {
            byOut[j] = byOut[j] * tanh[j] * fourth[j] * (1 - fourth[j]);
        }
        System.arraycopy(byOut, 0, into, gates + 3 * units, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byCell[j] * second[j];
        }
        System.arraycopy(more, 0, memory.carriedCells, sequence * units, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byCell[j] * third[j] * first[j] * (1 - first[j]);
        }
        System.arraycopy(more, 0, into, gates, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byCell[j] * old[j] * second[j] * (1 - second[j]);
        }
        System.arraycopy(more, 0, into, gates + units, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byCell[j] * first[j] * (1 - third[j] * third[j]);
        }
        System.arraycopy(more, 0, into, gates + 2 * units, units);
    }

    @Override
    void step(GruPass memory, int start, int count) {
        for (int r = start; r < start + count; r++) {
            int at = GruPass.GATES * r * units;
            System.arraycopy(memory.gates, at, both, 0, both.length);
            System.arraycopy(memory.ofStates, at, recurrentBoth, 0, both.length);
            for (int j = 0; j < both.length; j++) {
                both[j] += recurrentBoth[j];
            }
            gruGates.apply(both);
            System.arraycopy(both, 0, memory.gates, at, both.length);
            cutGru(memory, at);
            System.arraycopy(memory.before, r * units, old, 0, units);
            for (int j = 0; j < third.length; j++) {
                third[j] += first[j] * fourth[j];
            }
            tangent.apply(third);
            System.arraycopy(third, 0, memory.gates, at + 2 * units, units);
            for (int j = 0; j < third.length; j++) {
                third[j] = (1 - second[j]) * third[j] + second[j] * old[j];
            }
            System.arraycopy(third, 0, memory.out, r * units, units);
        }
    }

    /** The gates r, z and n, and what comes of the state for n. */
    private void cutGru(GruPass memory, int at) {
        System.arraycopy(memory.gates, at, first, 0, units);
        System.arraycopy(memory.gates, at + units, second, 0, units);
        System.arraycopy(memory.gates, at + 2 * units, third, 0, units);
        System.arraycopy(memory.ofStates, at + 2 * units, fourth, 0, units);
    }

    @Override
    void stepBack(GruPass memory, int start, int count, int behind, float[] outGradient) {
        for (int s = 0; s < count; s++) {
            addBehind(memory, start + s, s, s < behind, outGradient);
            stepBack(memory, start + s, s);
        }
    }

    private void stepBack(GruPass memory, int r, int sequence) {
        int at = GruPass.GATES * r * units;
        cutGru(memory, at);
        System.arraycopy(memory.before, r * units, old, 0, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * second[j];
        }
        System.arraycopy(more, 0, memory.passed, sequence * units, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * (old[j] - third[j]) * second[j] * (1 - second[j]);
        }
        System.arraycopy(more, 0, memory.inputGradient, at + units, units);
        System.arraycopy(more, 0, memory.stateGradient, at + units, units);
        for (int j = 0; j < more.length; j++) {
            byOut[j] = byOut[j] * (1 - second[j]) * (1 - third[j] * third[j]);
        }
        System.arraycopy(byOut, 0, memory.inputGradient, at + 2 * units, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * fourth[j] * first[j] * (1 - first[j]);
        }
        System.arraycopy(more, 0, memory.inputGradient, at, units);
        System.arraycopy(more, 0, memory.stateGradient, at, units);
        for (int j = 0; j < more.length; j++) {
            more[j] = byOut[j] * first[j];
        }
        System.arraycopy(more, 0, memory.stateGradient, at + 2 * units, units);
    }
}
