package io.engram.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by the JVM's vector instructions: tiles of six or four rows and two vectors, whose sums
 * stay in registers (Goto and van de Geijn 2008).
 *
 * <p>The inner loops have one index, and arrays that begin with what they read: with more of them
 * the JIT compiler computes as many addresses as sums.
 */
final class VectorProducts extends Products {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTOR = SPECIES.length();

    /** The columns of a panel. */
    private static final int PANEL = 2 * VECTOR;

    private static final int TILE = 6;
    private static final int LOW_TILE = 4;

    /** What a tile takes for each inner index: a power of 2. */
    private static final int PLACES = 8;

    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

    /** The panels that one row takes at once, so that no sum waits for the one before it. */
    private static final int STRIPE = 4;

    /** A panel of so many inner indices stays in the nearest cache, */
    private static final int BLOCK = 256;

    /** and so many packed rows of them in the next one. */
    private static final int ROWS = 96;

    /** So few rows are quicker one by one. */
    private static final int MOST_SINGLE = 2;

    private float[][] tiles = {};

    /** Sums of a tile that is not whole. */
    private final float[] edge = new float[TILE * PANEL];

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
    Products another() {
        return new VectorProducts();
    }

    @Override
    public Factor factor() {
        return new Panels();
    }

    @Override
    public int elements(int rows, int columns) {
        int low = lowTiles(rows);
        int high = (Math.max(0, rows - low * LOW_TILE) + TILE - 1) / TILE;
        int panels = (columns + PANEL - 1) / PANEL;
        return (low * LOW_TILE + high * TILE) * panels * PANEL;
    }

    @Override
    public void add(Matrix left, int rows, Factor right, Matrix sum) {
        var panels = (Panels) right;
        int inner = right.inner();
        for (int k = 0; k < inner; k += BLOCK) {
            int depth = Math.min(BLOCK, inner - k);
            int panel = k / BLOCK * panels.count();
            for (int i = 0; i < rows; i += ROWS) {
                int count = Math.min(ROWS, rows - i);
                addBlock(left.from(i, k), count, panels, panel, depth, sum.from(i, 0));
            }
        }
    }

    /** Some rows, and the inner indices of a block, which the matrix on the left begins with. */
    private void addBlock(Matrix left, int rows, Panels right, int panel, int depth, Matrix sum) {
        int j = 0;
        if (rows <= MOST_SINGLE) {
            for (; (j + STRIPE) * PANEL <= right.columns(); j += STRIPE) {
                for (int i = 0; i < rows; i++) {
                    int to = sum.from() + i * sum.row() + j * PANEL;
                    stripe(left.from(i, 0), right.values, panel + j, depth, sum.values(), to);
                }
            }
        }
        if (j * PANEL >= right.columns()) {
            return;
        }
        int low = lowTiles(rows);
        pack(left, rows, low, depth);
        for (; j * PANEL < right.columns(); j++) {
            int columns = Math.min(PANEL, right.columns() - j * PANEL);
            addPanel(right.values[panel + j], depth, rows, low, columns, sum.from(0, j * PANEL));
        }
    }

    /** How many tiles of four make the tiles whole, or nearly so. */
    private static int lowTiles(int rows) {
        return switch (rows % TILE) {
            case 1, 2 -> rows > TILE ? 2 : 1;
            case 3, 4 -> 1;
            default -> 0;
        };
    }

    /** Brings rows into the order in which tiles read them, the last ones padded with zeros. */
    private void pack(Matrix left, int rows, int low, int depth) {
        int tile = 0;
        for (int i = 0; i < rows; tile++) {
            int height = tile < low ? LOW_TILE : TILE;
            int count = Math.min(height, rows - i);
            if (tiles.length == tile) {
                tiles = Arrays.copyOf(tiles, tile + 1);
            }
            tiles[tile] = room(tiles[tile], depth * PLACES);
            pack(left.from(i, 0), count, height, depth, tiles[tile]);
            i += count;
        }
    }

    private static void pack(Matrix left, int count, int height, int depth, float[] tile) {
        float[] a = left.values();
        if (count < height) {
            Arrays.fill(tile, 0, depth * PLACES, 0);
        }
        if (left.column() == 1 && count == TILE) {
            packRows(a, left.from(), left.row(), depth, tile);
        } else if (left.row() == 1 && count == height && VECTOR >= PLACES) {
            packColumns(a, left.from(), left.column(), height, depth, tile);
        } else {
            for (int r = 0; r < count; r++) {
                packRow(a, left.from() + r * left.row(), left.column(), r, depth, tile);
            }
        }
    }

    private static void packRows(float[] a, int from, int row, int depth, float[] tile) {
        int from1 = from + row;
        int from2 = from1 + row;
        int from3 = from2 + row;
        int from4 = from3 + row;
        int from5 = from4 + row;
        for (int k = 0; k < depth; k++) {
            int at = k * PLACES;
            tile[at] = a[from + k];
            tile[at + 1] = a[from1 + k];
            tile[at + 2] = a[from2 + k];
            tile[at + 3] = a[from3 + k];
            tile[at + 4] = a[from4 + k];
            tile[at + 5] = a[from5 + k];
        }
    }

    /** Eight numbers at once, of which the first are those of the tile. */
    private static void packColumns(
            float[] a, int from, int step, int height, int depth, float[] tile) {
        int last = a.length - PLACES;
        int vectors = last < from ? 0 : Math.min(depth, (last - from) / step + 1);
        for (int k = 0; k < vectors; k++) {
            FloatVector.fromArray(EIGHT, a, from + k * step).intoArray(tile, k * PLACES);
        }
        for (int k = vectors; k < depth; k++) {
            System.arraycopy(a, from + k * step, tile, k * PLACES, height);
        }
    }

    private static void packRow(float[] a, int from, int step, int row, int depth, float[] tile) {
        for (int k = 0; k < depth; k++) {
            tile[k * PLACES + row] = a[from + k * step];
        }
    }

    private void addPanel(float[] panel, int depth, int rows, int low, int columns, Matrix sum) {
        float[] c = sum.values();
        int tile = 0;
        for (int i = 0; i < rows; tile++) {
            int height = tile < low ? LOW_TILE : TILE;
            int count = Math.min(height, rows - i);
            int to = sum.from() + i * sum.row();
            if (count == height && columns == PANEL) {
                addTile(tiles[tile], height, panel, depth, c, to, sum.row());
            } else {
                addEdge(tiles[tile], height, panel, depth, count, columns, sum.from(i, 0));
            }
            i += count;
        }
    }

    /** A tile that is not whole: computed apart, as if it were. */
    private void addEdge(
            float[] tile, int height, float[] panel, int depth, int rows, int columns, Matrix sum) {
        for (int r = 0; r < rows; r++) {
            int at = sum.from() + r * sum.row();
            System.arraycopy(sum.values(), at, edge, r * PANEL, columns);
        }
        addTile(tile, height, panel, depth, edge, 0, PANEL);
        for (int r = 0; r < rows; r++) {
            int at = sum.from() + r * sum.row();
            System.arraycopy(edge, r * PANEL, sum.values(), at, columns);
        }
    }

    private static void addTile(
            float[] tile, int height, float[] panel, int depth, float[] c, int to, int width) {
        if (height == TILE) {
            tile6(tile, panel, depth, c, to, width);
        } else {
            tile4(tile, panel, depth, c, to, width);
        }
    }

    /** Six packed rows and one panel. */
    private static void tile6(float[] a, float[] panel, int depth, float[] c, int to, int width) {
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

    /** Four packed rows and one panel. */
    private static void tile4(float[] a, float[] panel, int depth, float[] c, int to, int width) {
        int to1 = to + width;
        int to2 = to1 + width;
        int to3 = to2 + width;
        FloatVector a0 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, c, to + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, c, to1);
        FloatVector b1 = FloatVector.fromArray(SPECIES, c, to1 + VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, to2);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, to2 + VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, c, to3);
        FloatVector d1 = FloatVector.fromArray(SPECIES, c, to3 + VECTOR);
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
        a0.intoArray(c, to);
        a1.intoArray(c, to + VECTOR);
        b0.intoArray(c, to1);
        b1.intoArray(c, to1 + VECTOR);
        c0.intoArray(c, to2);
        c1.intoArray(c, to2 + VECTOR);
        d0.intoArray(c, to3);
        d1.intoArray(c, to3 + VECTOR);
    }

    /** One row and four panels. */
    private static void stripe(
            Matrix left, float[][] panels, int panel, int depth, float[] c, int to) {
        float[] a = left.values();
        int step = left.column();
        float[] p0 = panels[panel];
        float[] p1 = panels[panel + 1];
        float[] p2 = panels[panel + 2];
        float[] p3 = panels[panel + 3];
        FloatVector a0 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, c, to + VECTOR);
        FloatVector b0 = FloatVector.fromArray(SPECIES, c, to + 2 * VECTOR);
        FloatVector b1 = FloatVector.fromArray(SPECIES, c, to + 3 * VECTOR);
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, to + 4 * VECTOR);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, to + 5 * VECTOR);
        FloatVector d0 = FloatVector.fromArray(SPECIES, c, to + 6 * VECTOR);
        FloatVector d1 = FloatVector.fromArray(SPECIES, c, to + 7 * VECTOR);
        int at = left.from();
        for (int k = 0; k < depth; k++) {
            int next = k * PANEL;
            FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
            a0 = x.fma(FloatVector.fromArray(SPECIES, p0, next), a0);
            a1 = x.fma(FloatVector.fromArray(SPECIES, p0, next + VECTOR), a1);
            b0 = x.fma(FloatVector.fromArray(SPECIES, p1, next), b0);
            b1 = x.fma(FloatVector.fromArray(SPECIES, p1, next + VECTOR), b1);
            c0 = x.fma(FloatVector.fromArray(SPECIES, p2, next), c0);
            c1 = x.fma(FloatVector.fromArray(SPECIES, p2, next + VECTOR), c1);
            d0 = x.fma(FloatVector.fromArray(SPECIES, p3, next), d0);
            d1 = x.fma(FloatVector.fromArray(SPECIES, p3, next + VECTOR), d1);
            at += step;
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
