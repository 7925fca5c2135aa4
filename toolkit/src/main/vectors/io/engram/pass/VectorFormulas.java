package io.engram.pass;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The JVM's vector instructions, on rows where they lie. */
final class VectorFormulas extends MemoryFormulas {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTOR = SPECIES.length();
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final FloatVector HALF = FloatVector.broadcast(SPECIES, 0.5f);

    private final int units;

    /**
     * For memories of a width.
     *
     * @param units a multiple of the numbers in a vector
     */
    VectorFormulas(int units) {
        this.units = units;
    }

    private static FloatVector load(float[] values, int from) {
        return FloatVector.fromArray(SPECIES, values, from);
    }

    /** As {@link Squash} does it, but for the last step. */
    private static FloatVector quotient(FloatVector sums) {
        FloatVector x = sums.blend(Squash.LIMIT, sums.compare(VectorOperators.GT, Squash.LIMIT));
        x = x.blend(-Squash.LIMIT, x.compare(VectorOperators.LT, -Squash.LIMIT));
        FloatVector square = x.mul(x);
        FloatVector above = FloatVector.broadcast(SPECIES, Squash.P13);
        above = square.fma(above, FloatVector.broadcast(SPECIES, Squash.P11));
        above = square.fma(above, FloatVector.broadcast(SPECIES, Squash.P9));
        above = square.fma(above, FloatVector.broadcast(SPECIES, Squash.P7));
        above = square.fma(above, FloatVector.broadcast(SPECIES, Squash.P5));
        above = square.fma(above, FloatVector.broadcast(SPECIES, Squash.P3));
        above = square.fma(above, FloatVector.broadcast(SPECIES, Squash.P1));
        FloatVector below = FloatVector.broadcast(SPECIES, Squash.Q6);
        below = square.fma(below, FloatVector.broadcast(SPECIES, Squash.Q4));
        below = square.fma(below, FloatVector.broadcast(SPECIES, Squash.Q2));
        below = square.fma(below, FloatVector.broadcast(SPECIES, Squash.Q0));
        return above.mul(x).div(below);
    }

    private static FloatVector tanh(FloatVector sums) {
        return quotient(sums).add(0);
    }

    private static FloatVector sigma(FloatVector sums) {
        return quotient(sums.mul(HALF)).fma(HALF, HALF);
    }

    @Override
    void step(LstmPass memory, int start, int count) {
        for (int r = start; r < start + count; r++) {
            stepRow(memory.gates, memory.cellsBefore, memory.cells, memory.shown, memory.out, r);
        }
    }

    private void stepRow(
            float[] gates, float[] before, float[] cells, float[] shown, float[] out, int r) {
        for (int j = 0; j < units; j += VECTOR) {
            int at = r * units + j;
            int gate = LstmPass.GATES * r * units + j;
            FloatVector input = sigma(load(gates, gate));
            FloatVector forget = sigma(load(gates, gate + units));
            FloatVector candidate = tanh(load(gates, gate + 2 * units));
            FloatVector output = sigma(load(gates, gate + 3 * units));
            FloatVector cell = forget.mul(load(before, at)).add(input.mul(candidate));
            FloatVector seen = tanh(cell);
            input.intoArray(gates, gate);
            forget.intoArray(gates, gate + units);
            candidate.intoArray(gates, gate + 2 * units);
            output.intoArray(gates, gate + 3 * units);
            cell.intoArray(cells, at);
            seen.intoArray(shown, at);
            output.mul(seen).intoArray(out, at);
        }
    }

    @Override
    void stepBack(LstmPass memory, int start, int count, int behind, float[] outGradient) {
        addBehind(memory, start, behind, outGradient);
        for (int s = 0; s < count; s++) {
            stepRowBack(memory, start + s, s, outGradient);
        }
    }

    /** The derivatives by the outputs, by all that sees them. */
    private void addBehind(MemoryPass memory, int start, int behind, float[] outGradient) {
        float[] carried = memory.carried;
        int from = start * units;
        for (int i = 0; i < behind * units; i += VECTOR) {
            load(outGradient, from + i).add(load(carried, i)).intoArray(outGradient, from + i);
        }
    }

    private void stepRowBack(LstmPass memory, int r, int sequence, float[] outGradient) {
        float[] gates = memory.gates;
        float[] carried = memory.carriedCells;
        float[] into = memory.gateGradient;
        for (int j = 0; j < units; j += VECTOR) {
            int at = r * units + j;
            int gate = LstmPass.GATES * r * units + j;
            int behind = sequence * units + j;
            FloatVector input = load(gates, gate);
            FloatVector forget = load(gates, gate + units);
            FloatVector candidate = load(gates, gate + 2 * units);
            FloatVector output = load(gates, gate + 3 * units);
            FloatVector tanh = load(memory.shown, at);
            FloatVector byOut = load(outGradient, at);
            FloatVector byCell = load(carried, behind);
            byCell = byCell.add(byOut.mul(output).mul(ONE.sub(tanh.mul(tanh))));
            byCell.mul(forget).intoArray(carried, behind);
            byCell.mul(candidate).mul(input).mul(ONE.sub(input)).intoArray(into, gate);
            FloatVector old = load(memory.cellsBefore, at);
            byCell.mul(old).mul(forget).mul(ONE.sub(forget)).intoArray(into, gate + units);
            FloatVector slope = ONE.sub(candidate.mul(candidate));
            byCell.mul(input).mul(slope).intoArray(into, gate + 2 * units);
            byOut.mul(tanh).mul(output).mul(ONE.sub(output)).intoArray(into, gate + 3 * units);
        }
    }

    @Override
    void step(GruPass memory, int start, int count) {
        for (int r = start; r < start + count; r++) {
            stepRow(memory.gates, memory.ofStates, memory.before, memory.out, r);
        }
    }

    private void stepRow(float[] gates, float[] ofStates, float[] before, float[] out, int r) {
        for (int j = 0; j < units; j += VECTOR) {
            int at = r * units + j;
            int gate = GruPass.GATES * r * units + j;
            FloatVector reset = sigma(load(gates, gate).add(load(ofStates, gate)));
            FloatVector update = sigma(load(gates, gate + units).add(load(ofStates, gate + units)));
            FloatVector recurrent = load(ofStates, gate + 2 * units);
            FloatVector candidate = tanh(load(gates, gate + 2 * units).add(reset.mul(recurrent)));
            reset.intoArray(gates, gate);
            update.intoArray(gates, gate + units);
            candidate.intoArray(gates, gate + 2 * units);
            FloatVector old = load(before, at);
            ONE.sub(update).mul(candidate).add(update.mul(old)).intoArray(out, at);
        }
    }

    @Override
    void stepBack(GruPass memory, int start, int count, int behind, float[] outGradient) {
        addBehind(memory, start, behind, outGradient);
        for (int s = 0; s < count; s++) {
            stepRowBack(memory, start + s, s, outGradient);
        }
    }

    private void stepRowBack(GruPass memory, int r, int sequence, float[] outGradient) {
        float[] gates = memory.gates;
        float[] byInput = memory.inputGradient;
        float[] byState = memory.stateGradient;
        for (int j = 0; j < units; j += VECTOR) {
            int at = r * units + j;
            int gate = GruPass.GATES * r * units + j;
            FloatVector reset = load(gates, gate);
            FloatVector update = load(gates, gate + units);
            FloatVector candidate = load(gates, gate + 2 * units);
            FloatVector byOut = load(outGradient, at);
            byOut.mul(update).intoArray(memory.passed, sequence * units + j);
            FloatVector change = load(memory.before, at).sub(candidate);
            FloatVector byUpdate = byOut.mul(change).mul(update).mul(ONE.sub(update));
            byUpdate.intoArray(byInput, gate + units);
            byUpdate.intoArray(byState, gate + units);
            FloatVector slope = ONE.sub(candidate.mul(candidate));
            FloatVector byCandidate = byOut.mul(ONE.sub(update)).mul(slope);
            byCandidate.intoArray(byInput, gate + 2 * units);
            byCandidate.mul(reset).intoArray(byState, gate + 2 * units);
            FloatVector recurrent = load(memory.ofStates, gate + 2 * units);
            FloatVector byReset = byCandidate.mul(recurrent).mul(reset).mul(ONE.sub(reset));
            byReset.intoArray(byInput, gate);
            byReset.intoArray(byState, gate);
        }
    }
}
