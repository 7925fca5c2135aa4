package io.engram.matrix;

import jdk.incubator.vector.FloatVector;

/** How rows are shared out to tiles: low ones first, as many as leave the least of a tile empty. */
final class Tiling {
    /** The columns of a panel: two vectors. */
    static final int PANEL = 2 * FloatVector.SPECIES_PREFERRED.length();

    static final int LOW = 4;

    private static final int MOST_LOW = 3;

    private final int high;

    /**
     * Tiles of two heights.
     *
     * @param high the rows of a tile that is not low
     */
    Tiling(int high) {
        this.high = high;
    }

    /** Whether there are 32 vector registers, as behind instructions for 16 floats. */
    static boolean hasManyRegisters() {
        return FloatVector.SPECIES_PREFERRED.length() >= 16;
    }

    /** How many tiles are low. */
    int low(int rows) {
        int best = 0;
        for (int low = 1; low <= MOST_LOW; low++) {
            if (padded(rows, low) < padded(rows, best)) {
                best = low;
            }
        }
        return best;
    }

    /** The rows of all tiles together. */
    int padded(int rows) {
        return padded(rows, low(rows));
    }

    private int padded(int rows, int low) {
        int others = Math.max(0, rows - low * LOW);
        return low * LOW + (others + high - 1) / high * high;
    }

    /** The height of the tile that begins at a row. */
    int height(int row, int low) {
        return row < low * LOW ? LOW : high;
    }
}
