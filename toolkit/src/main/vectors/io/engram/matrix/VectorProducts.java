package io.engram.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by the JVM's vector instructions: tiles of six rows and two vectors, whose sums stay in
 * registers (Goto and van de Geijn 2008).
 */
final class VectorProducts extends Products {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTOR = SPECIES.length();

    /** The columns of a panel. */
    private static final int PANEL = 2 * VECTOR;

    private static final int TILE = 6;

    /** The columns that one row takes at once, so that no sum waits for the one before it. */
    private static final int STRIPE = 4 * PANEL;

    /** A panel of so many inner indices stays in the nearest cache, */
    private static final int BLOCK = 256;

    /** and so many packed rows of them in the next one. */
    private static final int ROWS = 96;

    /** So few rows are quicker one by one. */
    private static final int MOST_SINGLE = 2;

    private float[] tiles = {};

    /** Sums of a tile that is not whole. */
    private final float[] edge = new float[TILE * PANEL];

    /** Panels of two vectors, each in the order of the inner index; the last padded with zeros. */
    private static final class Panels extends Factor {
        private float[] values = {};

        @Override
        void pack(Matrix matrix) {
            int panels = (columns() + PANEL - 1) / PANEL;
            int size = panels * inner() * PANEL;
            if (values.length < size) {
                values = new float[size];
            }
            for (int panel = 0; panel < panels; panel++) {
                int first = panel * PANEL;
                int width = Math.min(PANEL, columns() - first);
                if (matrix.column() == 1) {
                    packRows(matrix, first, width);
                } else {
                    packColumns(matrix, first, width);
                }
            }
        }

        private void packRows(Matrix matrix, int first, int width) {
            int to = first * inner();
            int at = matrix.from() + first;
            for (int k = 0; k < inner(); k++) {
                System.arraycopy(matrix.values(), at, values, to, width);
                Arrays.fill(values, to + width, to + PANEL, 0);
                to += PANEL;
                at += matrix.row();
            }
        }

        private void packColumns(Matrix matrix, int first, int width) {
            int to = first * inner();
            for (int j = 0; j < PANEL; j++) {
                int at = matrix.from() + (first + j) * matrix.column();
                for (int k = 0; k < inner(); k++) {
                    values[to + k * PANEL + j] = j < width ? matrix.values()[at] : 0;
                    at += matrix.row();
                }
            }
        }
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
    public void add(Matrix left, int rows, Factor right, Matrix sum) {
        float[] panels = ((Panels) right).values;
        int inner = right.inner();
        for (int k = 0; k < inner; k += BLOCK) {
            int depth = Math.min(BLOCK, inner - k);
            for (int i = 0; i < rows; i += ROWS) {
                int count = Math.min(ROWS, rows - i);
                addBlock(left.from(i, k), count, panels, k, depth, right, sum.from(i, 0));
            }
        }
    }

    /** Some rows, and some inner indices from k on, which the matrix on the left begins with. */
    private void addBlock(
            Matrix left, int rows, float[] panels, int k, int depth, Factor right, Matrix sum) {
        pack(left, rows, depth);
        float[] c = sum.values();
        int single = rows <= MOST_SINGLE ? right.columns() - right.columns() % STRIPE : 0;
        for (int i = 0; i < rows && single > 0; i++) {
            row(left.from(i, 0), panels, k, depth, right, sum.from(i, 0), single);
        }
        for (int j = single; j < right.columns(); j += PANEL) {
            int panel = j * right.inner() + k * PANEL;
            boolean isWhole = j + PANEL <= right.columns();
            int whole = isWhole ? rows - rows % TILE : 0;
            int to = sum.from() + j;
            for (int i = 0; i < whole; i += TILE) {
                tile(tiles, i * depth, panels, panel, depth, c, to, sum.row());
                to += TILE * sum.row();
            }
            if (whole < rows) {
                int columns = Math.min(PANEL, right.columns() - j);
                addEdges(whole, rows, columns, panels, panel, depth, sum.from(0, j));
            }
        }
    }

    /** Brings rows into the order in which tiles read them, the last ones padded with zeros. */
    private void pack(Matrix left, int rows, int depth) {
        int size = (rows + TILE - 1) / TILE * TILE * depth;
        if (tiles.length < size) {
            tiles = new float[size];
        }
        float[] a = left.values();
        int step = left.column();
        for (int i = 0; i < rows; i += TILE) {
            int count = Math.min(TILE, rows - i);
            int at = left.from() + i * left.row();
            if (count < TILE) {
                Arrays.fill(tiles, i * depth, size, 0);
            }
            if (step == 1 && count == TILE) {
                packRows(a, at, left.row(), tiles, i * depth, depth);
            } else if (left.row() == 1 && count == TILE) {
                packColumns(a, at, step, tiles, i * depth, depth);
            } else {
                for (int r = 0; r < count; r++) {
                    packRow(a, at + r * left.row(), step, tiles, i * depth + r, depth);
                }
            }
        }
    }

    private static void packRows(float[] a, int from, int row, float[] tiles, int to, int depth) {
        int from1 = from + row;
        int from2 = from1 + row;
        int from3 = from2 + row;
        int from4 = from3 + row;
        int from5 = from4 + row;
        for (int k = 0; k < depth; k++) {
            int at = to + k * TILE;
            tiles[at] = a[from + k];
            tiles[at + 1] = a[from1 + k];
            tiles[at + 2] = a[from2 + k];
            tiles[at + 3] = a[from3 + k];
            tiles[at + 4] = a[from4 + k];
            tiles[at + 5] = a[from5 + k];
        }
    }

    private static void packColumns(
            float[] a, int from, int step, float[] tiles, int to, int depth) {
        int at = from;
        for (int k = 0; k < depth; k++) {
            tiles[to + k * TILE] = a[at];
            tiles[to + k * TILE + 1] = a[at + 1];
            tiles[to + k * TILE + 2] = a[at + 2];
            tiles[to + k * TILE + 3] = a[at + 3];
            tiles[to + k * TILE + 4] = a[at + 4];
            tiles[to + k * TILE + 5] = a[at + 5];
            at += step;
        }
    }

    private static void packRow(float[] a, int from, int step, float[] tiles, int to, int depth) {
        int at = from;
        for (int k = 0; k < depth; k++) {
            tiles[to + k * TILE] = a[at];
            at += step;
        }
    }

    /** Tiles that are not whole: computed apart, as if they were. */
    private void addEdges(
            int first, int last, int columns, float[] panels, int panel, int depth, Matrix sum) {
        for (int i = first; i < last; i += TILE) {
            int count = Math.min(TILE, last - i);
            for (int r = 0; r < count; r++) {
                int at = sum.from() + (i + r) * sum.row();
                System.arraycopy(sum.values(), at, edge, r * PANEL, columns);
            }
            tile(tiles, i * depth, panels, panel, depth, edge, 0, PANEL);
            for (int r = 0; r < count; r++) {
                int at = sum.from() + (i + r) * sum.row();
                System.arraycopy(edge, r * PANEL, sum.values(), at, columns);
            }
        }
    }

    /** The first columns of one row. */
    private static void row(
            Matrix left, float[] panels, int k, int depth, Factor right, Matrix sum, int columns) {
        int inner = right.inner();
        for (int j = 0; j < columns; j += STRIPE) {
            int panel = j * inner + k * PANEL;
            stripe(left, panels, panel, PANEL * inner, depth, sum.values(), sum.from() + j);
        }
    }

    /** Six packed rows and one panel. */
    private static void tile(
            float[] a,
            int from,
            float[] panels,
            int panel,
            int depth,
            float[] c,
            int to,
            int width) {
        int to1 = to + width;
        int to2 = to1 + width;
        int to3 = to2 + width;
        int to4 = to3 + width;
        int to5 = to4 + width;
        FloatVector a0 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, c, to + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, c, to1);
        FloatVector b1 = FloatVector.fromArray(SPECIES, c, to1 + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, to2);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, to2 + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, c, to3);
        FloatVector d1 = FloatVector.fromArray(SPECIES, c, to3 + VECTOR);
        FloatVector e0 = FloatVector.fromArray(SPECIES, c, to4);
        FloatVector e1 = FloatVector.fromArray(SPECIES, c, to4 + VECTOR);
        FloatVector f0 = FloatVector.fromArray(SPECIES, c, to5);
        FloatVector f1 = FloatVector.fromArray(SPECIES, c, to5 + VECTOR);
        for (int k = 0; k < depth; k++) {
            int next = panel + k * PANEL;
            int at = from + k * TILE;
            FloatVector w0 = FloatVector.fromArray(SPECIES, panels, next);
            FloatVector w1 = FloatVector.fromArray(SPECIES, panels, next + VECTOR);
            FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
            a0 = x.fma(w0, a0);
            a1 = x.fma(w1, a1);
            x = FloatVector.broadcast(SPECIES, a[at + 1]);
            b0 = x.fma(w0, b0);
            b1 = x.fma(w1, b1);
            x = FloatVector.broadcast(SPECIES, a[at + 2]);
            c0 = x.fma(w0, c0);
            c1 = x.fma(w1, c1);
            x = FloatVector.broadcast(SPECIES, a[at + 3]);
            d0 = x.fma(w0, d0);
            d1 = x.fma(w1, d1);
            x = FloatVector.broadcast(SPECIES, a[at + 4]);
            e0 = x.fma(w0, e0);
            e1 = x.fma(w1, e1);
            x = FloatVector.broadcast(SPECIES, a[at + 5]);
            f0 = x.fma(w0, f0);
            f1 = x.fma(w1, f1);
        }
        a0.intoArray(c, to);
        a1.intoArray(c, to + VECTOR);
        b0.intoArray(c, to1);
        b1.intoArray(c, to1 + VECTOR);
        c0.intoArray(c, to2);
        c1.intoArray(c, to2 + VECTOR);
        d0.intoArray(c, to3);
        d1.intoArray(c, to3 + VECTOR);
        e0.intoArray(c, to4);
        e1.intoArray(c, to4 + VECTOR);
        f0.intoArray(c, to5);
        f1.intoArray(c, to5 + VECTOR);
    }

    /** One row and four panels. */
    private static void stripe(
            Matrix left, float[] panels, int panel, int stride, int depth, float[] c, int to) {
        float[] a = left.values();
        int step = left.column();
        FloatVector a0 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, c, to + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, c, to + 2 * VECTOR);
        FloatVector b1 = FloatVector.fromArray(SPECIES, c, to + 3 * VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, to + 4 * VECTOR);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, to + 5 * VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, c, to + 6 * VECTOR);
        FloatVector d1 = FloatVector.fromArray(SPECIES, c, to + 7 * VECTOR);
        int at = left.from();
        int p0 = panel;
        int p1 = p0 + stride;
        int p2 = p1 + stride;
        int p3 = p2 + stride;
        for (int k = 0; k < depth; k++) {
            FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
            a0 = x.fma(FloatVector.fromArray(SPECIES, panels, p0), a0);
            a1 = x.fma(FloatVector.fromArray(SPECIES, panels, p0 + VECTOR), a1);
            b0 = x.fma(FloatVector.fromArray(SPECIES, panels, p1), b0);
            b1 = x.fma(FloatVector.fromArray(SPECIES, panels, p1 + VECTOR), b1);
            c0 = x.fma(FloatVector.fromArray(SPECIES, panels, p2), c0);
            c1 = x.fma(FloatVector.fromArray(SPECIES, panels, p2 + VECTOR), c1);
            d0 = x.fma(FloatVector.fromArray(SPECIES, panels, p3), d0);
            d1 = x.fma(FloatVector.fromArray(SPECIES, panels, p3 + VECTOR), d1);
            at += step;
            p0 += PANEL;
            p1 += PANEL;
            p2 += PANEL;
            p3 += PANEL;
        }
        a0.intoArray(c, to);
        a1.intoArray(c, to + VECTOR);
        b0.intoArray(c, to + 2 * VECTOR);
        b1.intoArray(c, to + 3 * VECTOR);
        c0.intoArray(c, to + 4 * VECTOR);
        c1.intoArray(c, to + 5 * VECTOR);
        d0.intoArray(c, to + 6 * VECTOR);
        d1.intoArray(c, to + 7 * VECTOR);
    }
}
