package io.engram.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.matrix.Products;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec.Memory;
import io.engram.random.RandomStream;
import org.junit.jupiter.api.Test;

class MemoryFormulasTest {
    private static final int UNITS = 64;
    private static final int INPUTS = 3;
    private static final int ROWS = 10;
    private static final int START = 3;
    private static final int COUNT = 5;
    private static final int BEHIND = 2;

    private RandomStream random;

    private float[] numbers(int count, double scale) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (scale * random.nextGaussian());
        }
        return numbers;
    }

    private float[] sums(int gates) {
        float[] sums = numbers(ROWS * gates * UNITS, 3);
        int row = START * gates * UNITS;
        sums[row] = Float.NaN;
        sums[row + 1] = Float.POSITIVE_INFINITY;
        sums[row + 2] = -1e30f;
        sums[row + 3] = 0;
        return sums;
    }

    private LstmPass lstm() {
        random = RandomStream.of(1, "lstm");
        var layer = new MemoryLayer(Memory.LSTM, UNITS);
        var pass = new LstmPass(Products.fastest(), layer, INPUTS, "lstm");
        pass.prepare(ROWS);
        pass.gates = sums(LstmPass.GATES);
        pass.cellsBefore = numbers(ROWS * UNITS, 1);
        pass.gateGradient = new float[ROWS * LstmPass.GATES * UNITS];
        pass.carried = numbers(ROWS * UNITS, 1);
        pass.carriedCells = numbers(ROWS * UNITS, 1);
        return pass;
    }

    private GruPass gru() {
        random = RandomStream.of(1, "gru");
        var layer = new MemoryLayer(Memory.GRU, UNITS);
        var pass = new GruPass(Products.fastest(), layer, INPUTS, "gru");
        pass.prepare(ROWS);
        pass.gates = sums(GruPass.GATES);
        pass.ofStates = numbers(ROWS * GruPass.GATES * UNITS, 1);
        pass.before = numbers(ROWS * UNITS, 1);
        pass.inputGradient = new float[ROWS * GruPass.GATES * UNITS];
        pass.stateGradient = new float[ROWS * GruPass.GATES * UNITS];
        pass.passed = new float[ROWS * UNITS];
        pass.carried = numbers(ROWS * UNITS, 1);
        return pass;
    }

    @Test
    void givenAnLstm_thenVectorInstructionsGiveTheBitsOfLoops() {
        LstmPass plain = lstm();
        LstmPass vectors = lstm();
        float[] outGradient = numbers(ROWS * UNITS, 1);

        run(new PlainFormulas(UNITS), plain, outGradient.clone());
        run(MemoryFormulas.of(UNITS), vectors, outGradient.clone());

        assertThat(vectors.gates).isEqualTo(plain.gates);
        assertThat(vectors.cells).isEqualTo(plain.cells);
        assertThat(vectors.shown).isEqualTo(plain.shown);
        assertThat(vectors.out).isEqualTo(plain.out);
        assertThat(vectors.gateGradient).isEqualTo(plain.gateGradient);
        assertThat(vectors.carriedCells).isEqualTo(plain.carriedCells);
    }

    private static void run(MemoryFormulas formulas, LstmPass pass, float[] outGradient) {
        formulas.step(pass, START, COUNT);
        formulas.stepBack(pass, START, COUNT, BEHIND, outGradient);
    }

    @Test
    void givenAGru_thenVectorInstructionsGiveTheBitsOfLoops() {
        GruPass plain = gru();
        GruPass vectors = gru();
        float[] outGradient = numbers(ROWS * UNITS, 1);

        run(new PlainFormulas(UNITS), plain, outGradient.clone());
        run(MemoryFormulas.of(UNITS), vectors, outGradient.clone());

        assertThat(vectors.gates).isEqualTo(plain.gates);
        assertThat(vectors.out).isEqualTo(plain.out);
        assertThat(vectors.inputGradient).isEqualTo(plain.inputGradient);
        assertThat(vectors.stateGradient).isEqualTo(plain.stateGradient);
        assertThat(vectors.passed).isEqualTo(plain.passed);
    }

    private static void run(MemoryFormulas formulas, GruPass pass, float[] outGradient) {
        formulas.step(pass, START, COUNT);
        formulas.stepBack(pass, START, COUNT, BEHIND, outGradient);
    }

    @Test
    void givenAJvmThatLendsVectors_thenTheyAreUsedForWidthsOfWholeOnes() {
        assertThat(MemoryFormulas.of(UNITS)).isNotInstanceOf(PlainFormulas.class);
        assertThat(MemoryFormulas.of(UNITS + 1)).isInstanceOf(PlainFormulas.class);
    }
}
