package io.engram.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a transposed matrix and another by the JVM's vector instructions. A tile of them
 * needs a few neighbours of each row, so both factors are read where they lie.
 */
final class TransposedTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTOR = SPECIES.length();

    private static final int PANEL = Tiling.PANEL;

    /** As many rows as there are registers for. */
    private static final int TILE = Tiling.hasManyRegisters() ? 8 : 6;

    private static final Tiling TILING = new Tiling(TILE);

    /** So many rows of both factors stay in a cache. */
    private static final int BLOCK = 128;

    private final Edge edge = new Edge(TILE);

    /** What a tile that is not whole reads. */
    private final float[] leftEdge = new float[BLOCK * TILE];

    private final float[] rightEdge = new float[BLOCK * PANEL];

    /** How many elements are computed, those of tiles that are not whole included. */
    static int elements(int rows, int columns) {
        return TILING.padded(rows) * ((columns + PANEL - 1) / PANEL * PANEL);
    }

    /** See {@link Products#addTransposed}. */
    void add(Matrix left, Matrix right, int inner, int rows, int columns, Matrix sum) {
        for (int k = 0; k < inner; k += BLOCK) {
            int depth = Math.min(BLOCK, inner - k);
            addBlock(left.from(k, 0), right.from(k, 0), depth, rows, columns, sum);
        }
    }

    private void addBlock(Matrix left, Matrix right, int depth, int rows, int columns, Matrix sum) {
        int low = TILING.low(rows);
        int last = lastTile(rows, low);
        int lastHeight = TILING.height(last, low);
        Matrix lastLeft = whole(left.from(0, last), depth, rows - last, leftEdge, lastHeight);
        for (int j = 0; j < columns; j += PANEL) {
            int width = Math.min(PANEL, columns - j);
            Matrix panel = whole(right.from(0, j), depth, width, rightEdge, PANEL);
            for (int i = 0; i <= last; i += TILING.height(i, low)) {
                int height = TILING.height(i, low);
                int count = Math.min(height, rows - i);
                Matrix tile = i < last ? left.from(0, i) : lastLeft;
                if (count == height && width == PANEL) {
                    addTile(tile, height, panel, depth, sum.from(i, j));
                } else {
                    edge.take(sum.from(i, j), count, width);
                    addTile(tile, height, panel, depth, edge.whole);
                    edge.give(sum.from(i, j), count, width);
                }
            }
        }
    }

    /** The row that the last tile begins with. */
    private static int lastTile(int rows, int low) {
        int last = 0;
        for (int i = TILING.height(0, low); i < rows; i += TILING.height(i, low)) {
            last = i;
        }
        return last;
    }

    /** The first columns of some rows: a copy with zeros behind them, if there are too few. */
    private static Matrix whole(Matrix from, int rows, int count, float[] room, int width) {
        if (count >= width) {
            return from;
        }
        Arrays.fill(room, 0, rows * width, 0);
        for (int k = 0; k < rows; k++) {
            System.arraycopy(from.values(), from.from() + k * from.row(), room, k * width, count);
        }
        return Matrix.rows(room, width);
    }

    private static void addTile(Matrix left, int height, Matrix right, int depth, Matrix sum) {
        switch (height) {
            case 8 -> tile8(left, right, depth, sum);
            case 6 -> tile6(left, right, depth, sum);
            default -> tile4(left, right, depth, sum);
        }
    }

    /** Eight rows and one panel. */
    private static void tile8(Matrix left, Matrix right, int depth, Matrix sum) {
        float[] a = left.values();
        int from = left.from();
        int step = left.row();
        float[] p = right.values();
        int first = right.from();
        int stride = right.row();
        float[] s = sum.values();
        int to = sum.from();
        int to1 = to + sum.row();
        int to2 = to1 + sum.row();
        int to3 = to2 + sum.row();
        int to4 = to3 + sum.row();
        int to5 = to4 + sum.row();
        int to6 = to5 + sum.row();
        int to7 = to6 + sum.row();
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, to + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, to1);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, to1 + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, to2);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, to2 + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, to3);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, to3 + VECTOR);
        FloatVector e0 = FloatVector.fromArray(SPECIES, s, to4);
        FloatVector e1 = FloatVector.fromArray(SPECIES, s, to4 + VECTOR);
        FloatVector f0 = FloatVector.fromArray(SPECIES, s, to5);
        FloatVector f1 = FloatVector.fromArray(SPECIES, s, to5 + VECTOR);
        FloatVector g0 = FloatVector.fromArray(SPECIES, s, to6);
        FloatVector g1 = FloatVector.fromArray(SPECIES, s, to6 + VECTOR);
        FloatVector h0 = FloatVector.fromArray(SPECIES, s, to7);
        FloatVector h1 = FloatVector.fromArray(SPECIES, s, to7 + VECTOR);
        for (int k = 0; k < depth; k++) {
            int at = from + k * step;
            int next = first + k * stride;
            FloatVector w0 = FloatVector.fromArray(SPECIES, p, next);
            FloatVector w1 = FloatVector.fromArray(SPECIES, p, next + VECTOR);
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
            x = FloatVector.broadcast(SPECIES, a[at + 6]);
            g0 = x.fma(w0, g0);
            g1 = x.fma(w1, g1);
            x = FloatVector.broadcast(SPECIES, a[at + 7]);
            h0 = x.fma(w0, h0);
            h1 = x.fma(w1, h1);
        }
        a0.intoArray(s, to);
        a1.intoArray(s, to + VECTOR);
        b0.intoArray(s, to1);
        b1.intoArray(s, to1 + VECTOR);
        c0.intoArray(s, to2);
        c1.intoArray(s, to2 + VECTOR);
        d0.intoArray(s, to3);
        d1.intoArray(s, to3 + VECTOR);
        e0.intoArray(s, to4);
        e1.intoArray(s, to4 + VECTOR);
        f0.intoArray(s, to5);
        f1.intoArray(s, to5 + VECTOR);
        g0.intoArray(s, to6);
        g1.intoArray(s, to6 + VECTOR);
        h0.intoArray(s, to7);
        h1.intoArray(s, to7 + VECTOR);
    }

    /** Six rows and one panel. */
    private static void tile6(Matrix left, Matrix right, int depth, Matrix sum) {
        float[] a = left.values();
        int from = left.from();
        int step = left.row();
        float[] p = right.values();
        int first = right.from();
        int stride = right.row();
        float[] s = sum.values();
        int to = sum.from();
        int to1 = to + sum.row();
        int to2 = to1 + sum.row();
        int to3 = to2 + sum.row();
        int to4 = to3 + sum.row();
        int to5 = to4 + sum.row();
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, to + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, to1);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, to1 + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, to2);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, to2 + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, to3);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, to3 + VECTOR);
        FloatVector e0 = FloatVector.fromArray(SPECIES, s, to4);
        FloatVector e1 = FloatVector.fromArray(SPECIES, s, to4 + VECTOR);
        FloatVector f0 = FloatVector.fromArray(SPECIES, s, to5);
        FloatVector f1 = FloatVector.fromArray(SPECIES, s, to5 + VECTOR);
        for (int k = 0; k < depth; k++) {
            int at = from + k * step;
            int next = first + k * stride;
            FloatVector w0 = FloatVector.fromArray(SPECIES, p, next);
            FloatVector w1 = FloatVector.fromArray(SPECIES, p, next + VECTOR);
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
        a0.intoArray(s, to);
        a1.intoArray(s, to + VECTOR);
        b0.intoArray(s, to1);
        b1.intoArray(s, to1 + VECTOR);
        c0.intoArray(s, to2);
        c1.intoArray(s, to2 + VECTOR);
        d0.intoArray(s, to3);
        d1.intoArray(s, to3 + VECTOR);
        e0.intoArray(s, to4);
        e1.intoArray(s, to4 + VECTOR);
        f0.intoArray(s, to5);
        f1.intoArray(s, to5 + VECTOR);
    }

    /** Four rows and one panel. */
    private static void tile4(Matrix left, Matrix right, int depth, Matrix sum) {
        float[] a = left.values();
        int from = left.from();
        int step = left.row();
        float[] p = right.values();
        int first = right.from();
        int stride = right.row();
        float[] s = sum.values();
        int to = sum.from();
        int to1 = to + sum.row();
        int to2 = to1 + sum.row();
        int to3 = to2 + sum.row();
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, to + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, to1);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, to1 + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, to2);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, to2 + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, to3);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, to3 + VECTOR);
        for (int k = 0; k < depth; k++) {
            int at = from + k * step;
            int next = first + k * stride;
            FloatVector w0 = FloatVector.fromArray(SPECIES, p, next);
            FloatVector w1 = FloatVector.fromArray(SPECIES, p, next + VECTOR);
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
        }
        a0.intoArray(s, to);
        a1.intoArray(s, to + VECTOR);
        b0.intoArray(s, to1);
        b1.intoArray(s, to1 + VECTOR);
        c0.intoArray(s, to2);
        c1.intoArray(s, to2 + VECTOR);
        d0.intoArray(s, to3);
        d1.intoArray(s, to3 + VECTOR);
    }
}
