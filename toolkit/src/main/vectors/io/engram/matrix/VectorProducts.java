package io.engram.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by the JVM's vector instructions: tiles of a few rows and two vectors, whose sums stay
 * in registers (Goto and van de Geijn 2008).
 */
final class VectorProducts extends Products {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTOR = SPECIES.length();

    private static final int PANEL = Tiling.PANEL;

    /** The panels that one row takes at once, so that no sum waits for the one before it. */
    private static final int STRIPE = 4;

    /** A panel of so many inner indices stays in the nearest cache, */
    private static final int BLOCK = 256;

    /** and so many packed rows of them in the next one. */
    private static final int ROWS = 96;

    /** So few rows are quicker one by one. */
    private static final int MOST_SINGLE = 2;

    private final TransposedTiles transposed = new TransposedTiles();
    private final PackedTiles tiles = new PackedTiles();

    /**
     * Two vectors for each inner index of a block, in their order; in the last panel they end with
     * zeros. One array for each panel of the first block, of the second one, and so on.
     */
    private static final class Panels extends Factor {
        private float[][] values = {};

        private int count() {
            return (columns() + PANEL - 1) / PANEL;
        }

        @Override
        void pack(Matrix matrix) {
            int count = count();
            int blocks = (inner() + BLOCK - 1) / BLOCK;
            if (values.length < blocks * count) {
                values = Arrays.copyOf(values, blocks * count);
            }
            for (int i = 0; i < blocks * count; i++) {
                int k = i / count * BLOCK;
                int depth = Math.min(BLOCK, inner() - k);
                int first = i % count * PANEL;
                int width = Math.min(PANEL, columns() - first);
                values[i] = room(values[i], depth * PANEL);
                pack(matrix.from(k, first), depth, width, values[i]);
            }
        }

        private static void pack(Matrix matrix, int depth, int width, float[] panel) {
            if (matrix.column() == 1 && width == PANEL) {
                packWhole(matrix.values(), matrix.from(), matrix.row(), depth, panel);
                return;
            }
            if (width < PANEL) {
                Arrays.fill(panel, 0, depth * PANEL, 0);
            }
            for (int j = 0; j < width; j++) {
                int at = matrix.from() + j * matrix.column();
                for (int k = 0; k < depth; k++) {
                    panel[k * PANEL + j] = matrix.values()[at];
                    at += matrix.row();
                }
            }
        }

        private static void packWhole(float[] from, int at, int row, int depth, float[] panel) {
            for (int k = 0; k < depth; k++) {
                int next = at + k * row;
                FloatVector.fromArray(SPECIES, from, next).intoArray(panel, k * PANEL);
                FloatVector.fromArray(SPECIES, from, next + VECTOR)
                        .intoArray(panel, k * PANEL + VECTOR);
            }
        }
    }

    private static float[] room(float[] before, int size) {
        return before == null || before.length < size ? new float[size] : before;
    }

    @Override
    int length() {
        return VECTOR;
    }

    @Override
    Products another() {
        return new VectorProducts();
    }

    @Override
    public Factor factor() {
        return new Panels();
    }

    @Override
    public int transposedElements(int rows, int columns) {
        return TransposedTiles.elements(rows, columns);
    }

    @Override
    public void addTransposed(
            Matrix left, Matrix right, int inner, int rows, int columns, Matrix sum) {
        transposed.add(left, right, inner, rows, columns, sum);
    }

    @Override
    public void add(Matrix left, int rows, Factor right, Matrix sum) {
        addTo(sum, left, rows, (Panels) right, sum);
    }

    @Override
    public void set(Matrix left, int rows, Factor right, float[] start, Matrix sum) {
        addTo(new Matrix(start, 0, 0, 1), left, rows, (Panels) right, sum);
    }

    /** The first block of inner indices begins with what is at the start. */
    private void addTo(Matrix start, Matrix left, int rows, Panels right, Matrix sum) {
        int inner = right.inner();
        for (int k = 0; k < inner; k += BLOCK) {
            int depth = Math.min(BLOCK, inner - k);
            int panel = k / BLOCK * right.count();
            Matrix before = k == 0 ? start : sum;
            for (int i = 0; i < rows; i += ROWS) {
                int count = Math.min(ROWS, rows - i);
                Matrix from = before.from(i, 0);
                addBlock(left.from(i, k), count, right, panel, depth, from, sum.from(i, 0));
            }
        }
    }

    /** Some rows, and the inner indices of a block, which the matrix on the left begins with. */
    private void addBlock(
            Matrix left, int rows, Panels right, int panel, int depth, Matrix start, Matrix sum) {
        int j = 0;
        if (rows <= MOST_SINGLE) {
            for (; (j + STRIPE) * PANEL <= right.columns(); j += STRIPE) {
                for (int i = 0; i < rows; i++) {
                    Matrix from = start.from(i, j * PANEL);
                    Matrix to = sum.from(i, j * PANEL);
                    stripe(left.from(i, 0), right.values, panel + j, depth, from, to);
                }
            }
        }
        if (j * PANEL >= right.columns()) {
            return;
        }
        tiles.pack(left, rows, depth);
        for (; j * PANEL < right.columns(); j++) {
            int columns = Math.min(PANEL, right.columns() - j * PANEL);
            int at = j * PANEL;
            tiles.apply(right.values[panel + j], columns, start.from(0, at), sum.from(0, at));
        }
    }

    /** One row and four panels. */
    private static void stripe(
            Matrix left, float[][] panels, int panel, int depth, Matrix start, Matrix sum) {
        float[] a = left.values();
        int first = left.from();
        float[] p0 = panels[panel];
        float[] p1 = panels[panel + 1];
        float[] p2 = panels[panel + 2];
        float[] p3 = panels[panel + 3];
        float[] s = start.values();
        int from = start.from();
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, from);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, from + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, from + 2 * VECTOR);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, from + 3 * VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, from + 4 * VECTOR);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, from + 5 * VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, from + 6 * VECTOR);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, from + 7 * VECTOR);
        for (int k = 0; k < depth; k++) {
            int next = k * PANEL;
            FloatVector x = FloatVector.broadcast(SPECIES, a[first + k]);
            a0 = x.fma(FloatVector.fromArray(SPECIES, p0, next), a0);
            a1 = x.fma(FloatVector.fromArray(SPECIES, p0, next + VECTOR), a1);
            b0 = x.fma(FloatVector.fromArray(SPECIES, p1, next), b0);
            b1 = x.fma(FloatVector.fromArray(SPECIES, p1, next + VECTOR), b1);
            c0 = x.fma(FloatVector.fromArray(SPECIES, p2, next), c0);
            c1 = x.fma(FloatVector.fromArray(SPECIES, p2, next + VECTOR), c1);
            d0 = x.fma(FloatVector.fromArray(SPECIES, p3, next), d0);
            d1 = x.fma(FloatVector.fromArray(SPECIES, p3, next + VECTOR), d1);
        }
        float[] t = sum.values();
        int to = sum.from();
        a0.intoArray(t, to);
        a1.intoArray(t, to + VECTOR);
        b0.intoArray(t, to + 2 * VECTOR);
        b1.intoArray(t, to + 3 * VECTOR);
        c0.intoArray(t, to + 4 * VECTOR);
        c1.intoArray(t, to + 5 * VECTOR);
        d0.intoArray(t, to + 6 * VECTOR);
        d1.intoArray(t, to + 7 * VECTOR);
    }
}
