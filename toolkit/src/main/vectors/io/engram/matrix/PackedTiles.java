package io.engram.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows in the order in which tiles read them, and their products with panels of two vectors for
 * each inner index.
 *
 * <p>The inner loops have one index, and arrays that begin with what they read: with more of them
 * the JIT compiler computes as many addresses as sums.
 */
final class PackedTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTOR = SPECIES.length();
    private static final int PANEL = Tiling.PANEL;

    /** As many rows as there are registers for. */
    private static final int TILE = Tiling.hasManyRegisters() ? 12 : 6;

    private static final Tiling TILING = new Tiling(TILE);

    /** What a tile takes for each inner index: a power of 2. */
    private static final int PLACES = Tiling.hasManyRegisters() ? 16 : 8;

    /** So many rows are quicker to bring into order together. */
    private static final int TOGETHER = 6;

    private float[][] tiles = {};

    private final Edge edge = new Edge(TILE);

    private int rows;
    private int low;
    private int depth;

    /**
     * Takes over rows.
     *
     * @param left of {@code (count, inner)} elements
     * @param count how many rows
     * @param inner the inner indices, no more than a panel has
     */
    void pack(Matrix left, int count, int inner) {
        rows = count;
        low = TILING.low(count);
        depth = inner;
        int tile = 0;
        for (int i = 0; i < rows; i += TILING.height(i, low)) {
            int height = TILING.height(i, low);
            if (tiles.length == tile) {
                tiles = Arrays.copyOf(tiles, tile + 1);
            }
            if (tiles[tile] == null || tiles[tile].length < depth * PLACES) {
                tiles[tile] = new float[depth * PLACES];
            }
            pack(left.from(i, 0), Math.min(height, rows - i), height, tiles[tile]);
            tile++;
        }
    }

    /** What is missing of a tile are zeros. */
    private void pack(Matrix left, int count, int height, float[] tile) {
        float[] a = left.values();
        if (count < height) {
            Arrays.fill(tile, 0, depth * PLACES, 0);
        }
        int r = 0;
        for (; r + TOGETHER <= count; r += TOGETHER) {
            packTogether(a, left.from() + r * left.row(), left.row(), r, tile);
        }
        for (; r < count; r++) {
            int from = left.from() + r * left.row();
            for (int k = 0; k < depth; k++) {
                tile[k * PLACES + r] = a[from + k];
            }
        }
    }

    private void packTogether(float[] a, int from, int row, int to, float[] tile) {
        int from1 = from + row;
        int from2 = from1 + row;
        int from3 = from2 + row;
        int from4 = from3 + row;
        int from5 = from4 + row;
        for (int k = 0; k < depth; k++) {
            int at = k * PLACES + to;
            tile[at] = a[from + k];
            tile[at + 1] = a[from1 + k];
            tile[at + 2] = a[from2 + k];
            tile[at + 3] = a[from3 + k];
            tile[at + 4] = a[from4 + k];
            tile[at + 5] = a[from5 + k];
        }
    }

    /**
     * Products of the rows.
     *
     * @param panel two vectors for each inner index
     * @param columns how many of its columns count
     * @param start what is added to
     * @param sum receives {@code (rows, columns)} elements
     */
    void apply(float[] panel, int columns, Matrix start, Matrix sum) {
        int tile = 0;
        for (int i = 0; i < rows; i += TILING.height(i, low)) {
            int height = TILING.height(i, low);
            int count = Math.min(height, rows - i);
            Matrix from = start.from(i, 0);
            Matrix to = sum.from(i, 0);
            if (count == height && columns == PANEL) {
                apply(tiles[tile], height, panel, from, to);
            } else {
                edge.take(from, count, columns);
                apply(tiles[tile], height, panel, edge.whole, edge.whole);
                edge.give(to, count, columns);
            }
            tile++;
        }
    }

    private void apply(float[] tile, int height, float[] panel, Matrix start, Matrix sum) {
        switch (height) {
            case 12 -> tile12(tile, panel, depth, start, sum);
            case 6 -> tile6(tile, panel, depth, start, sum);
            default -> tile4(tile, panel, depth, start, sum);
        }
    }

    /** Twelve packed rows and one panel. */
    @SuppressWarnings("checkstyle:methodlength")
    private static void tile12(float[] a, float[] panel, int depth, Matrix start, Matrix sum) {
        float[] s = start.values();
        int from = start.from();
        int step = start.row();
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, from);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, from + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, from + step);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, from + step + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, from + 2 * step);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, from + 2 * step + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, from + 3 * step);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, from + 3 * step + VECTOR);
        FloatVector e0 = FloatVector.fromArray(SPECIES, s, from + 4 * step);
        FloatVector e1 = FloatVector.fromArray(SPECIES, s, from + 4 * step + VECTOR);
        FloatVector f0 = FloatVector.fromArray(SPECIES, s, from + 5 * step);
        FloatVector f1 = FloatVector.fromArray(SPECIES, s, from + 5 * step + VECTOR);
        FloatVector g0 = FloatVector.fromArray(SPECIES, s, from + 6 * step);
        FloatVector g1 = FloatVector.fromArray(SPECIES, s, from + 6 * step + VECTOR);
        FloatVector h0 = FloatVector.fromArray(SPECIES, s, from + 7 * step);
        FloatVector h1 = FloatVector.fromArray(SPECIES, s, from + 7 * step + VECTOR);
        FloatVector i0 = FloatVector.fromArray(SPECIES, s, from + 8 * step);
        FloatVector i1 = FloatVector.fromArray(SPECIES, s, from + 8 * step + VECTOR);
        FloatVector j0 = FloatVector.fromArray(SPECIES, s, from + 9 * step);
        FloatVector j1 = FloatVector.fromArray(SPECIES, s, from + 9 * step + VECTOR);
        FloatVector k0 = FloatVector.fromArray(SPECIES, s, from + 10 * step);
        FloatVector k1 = FloatVector.fromArray(SPECIES, s, from + 10 * step + VECTOR);
        FloatVector l0 = FloatVector.fromArray(SPECIES, s, from + 11 * step);
        FloatVector l1 = FloatVector.fromArray(SPECIES, s, from + 11 * step + VECTOR);
        for (int at = 0; at < depth * PLACES; at += PLACES) {
            int next = at * (PANEL / PLACES);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panel, next);
            FloatVector w1 = FloatVector.fromArray(SPECIES, panel, next + VECTOR);
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
            x = FloatVector.broadcast(SPECIES, a[at + 8]);
            i0 = x.fma(w0, i0);
            i1 = x.fma(w1, i1);
            x = FloatVector.broadcast(SPECIES, a[at + 9]);
            j0 = x.fma(w0, j0);
            j1 = x.fma(w1, j1);
            x = FloatVector.broadcast(SPECIES, a[at + 10]);
            k0 = x.fma(w0, k0);
            k1 = x.fma(w1, k1);
            x = FloatVector.broadcast(SPECIES, a[at + 11]);
            l0 = x.fma(w0, l0);
            l1 = x.fma(w1, l1);
        }
        float[] t = sum.values();
        int to = sum.from();
        int width = sum.row();
        a0.intoArray(t, to);
        a1.intoArray(t, to + VECTOR);
        b0.intoArray(t, to + width);
        b1.intoArray(t, to + width + VECTOR);
        c0.intoArray(t, to + 2 * width);
        c1.intoArray(t, to + 2 * width + VECTOR);
        d0.intoArray(t, to + 3 * width);
        d1.intoArray(t, to + 3 * width + VECTOR);
        e0.intoArray(t, to + 4 * width);
        e1.intoArray(t, to + 4 * width + VECTOR);
        f0.intoArray(t, to + 5 * width);
        f1.intoArray(t, to + 5 * width + VECTOR);
        g0.intoArray(t, to + 6 * width);
        g1.intoArray(t, to + 6 * width + VECTOR);
        h0.intoArray(t, to + 7 * width);
        h1.intoArray(t, to + 7 * width + VECTOR);
        i0.intoArray(t, to + 8 * width);
        i1.intoArray(t, to + 8 * width + VECTOR);
        j0.intoArray(t, to + 9 * width);
        j1.intoArray(t, to + 9 * width + VECTOR);
        k0.intoArray(t, to + 10 * width);
        k1.intoArray(t, to + 10 * width + VECTOR);
        l0.intoArray(t, to + 11 * width);
        l1.intoArray(t, to + 11 * width + VECTOR);
    }

    /** Six packed rows and one panel. */
    private static void tile6(float[] a, float[] panel, int depth, Matrix start, Matrix sum) {
        float[] s = start.values();
        int from = start.from();
        int step = start.row();
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, from);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, from + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, from + step);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, from + step + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, from + 2 * step);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, from + 2 * step + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, from + 3 * step);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, from + 3 * step + VECTOR);
        FloatVector e0 = FloatVector.fromArray(SPECIES, s, from + 4 * step);
        FloatVector e1 = FloatVector.fromArray(SPECIES, s, from + 4 * step + VECTOR);
        FloatVector f0 = FloatVector.fromArray(SPECIES, s, from + 5 * step);
        FloatVector f1 = FloatVector.fromArray(SPECIES, s, from + 5 * step + VECTOR);
        for (int at = 0; at < depth * PLACES; at += PLACES) {
            int next = at * (PANEL / PLACES);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panel, next);
            FloatVector w1 = FloatVector.fromArray(SPECIES, panel, next + VECTOR);
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
        float[] t = sum.values();
        int to = sum.from();
        int width = sum.row();
        a0.intoArray(t, to);
        a1.intoArray(t, to + VECTOR);
        b0.intoArray(t, to + width);
        b1.intoArray(t, to + width + VECTOR);
        c0.intoArray(t, to + 2 * width);
        c1.intoArray(t, to + 2 * width + VECTOR);
        d0.intoArray(t, to + 3 * width);
        d1.intoArray(t, to + 3 * width + VECTOR);
        e0.intoArray(t, to + 4 * width);
        e1.intoArray(t, to + 4 * width + VECTOR);
        f0.intoArray(t, to + 5 * width);
        f1.intoArray(t, to + 5 * width + VECTOR);
    }

    /** Four packed rows and one panel. */
    private static void tile4(float[] a, float[] panel, int depth, Matrix start, Matrix sum) {
        float[] s = start.values();
        int from = start.from();
        int step = start.row();
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, from);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, from + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, from + step);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, from + step + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, from + 2 * step);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, from + 2 * step + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, from + 3 * step);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, from + 3 * step + VECTOR);
        for (int at = 0; at < depth * PLACES; at += PLACES) {
            int next = at * (PANEL / PLACES);
            FloatVector w0 = FloatVector.fromArray(SPECIES, panel, next);
            FloatVector w1 = FloatVector.fromArray(SPECIES, panel, next + VECTOR);
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
        float[] t = sum.values();
        int to = sum.from();
        int width = sum.row();
        a0.intoArray(t, to);
        a1.intoArray(t, to + VECTOR);
        b0.intoArray(t, to + width);
        b1.intoArray(t, to + width + VECTOR);
        c0.intoArray(t, to + 2 * width);
        c1.intoArray(t, to + 2 * width + VECTOR);
        d0.intoArray(t, to + 3 * width);
        d1.intoArray(t, to + 3 * width + VECTOR);
    }
}
