package io.engram.matrix;

/** The sums of a tile that is not whole: computed apart, as if it were. */
final class Edge {
    private final float[] sums;

    /** All of the tile: the place of each sum, of which only some count. */
    final Matrix whole;

    /**
     * Room for a tile.
     *
     * @param height the rows of the highest one
     */
    Edge(int height) {
        sums = new float[height * Tiling.PANEL];
        whole = Matrix.rows(sums, Tiling.PANEL);
    }

    /** Takes over what the sums that count begin with. */
    void take(Matrix start, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int at = start.from() + r * start.row();
            System.arraycopy(start.values(), at, sums, r * Tiling.PANEL, columns);
        }
    }

    /** Hands out the sums that count. */
    void give(Matrix sum, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int at = sum.from() + r * sum.row();
            System.arraycopy(sums, r * Tiling.PANEL, sum.values(), at, columns);
        }
    }
}
