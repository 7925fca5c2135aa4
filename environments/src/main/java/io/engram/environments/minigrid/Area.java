package io.engram.environments.minigrid;

/**
 * A rectangle of cells.
 *
 * @param x the leftmost column
 * @param y the topmost row
 * @param width the number of columns, at least 1
 * @param height the number of rows, at least 1
 */
public record Area(int x, int y, int width, int height) {

    /**
     * The rightmost column.
     *
     * @return the column, within the rectangle
     */
    public int right() {
        return x + width - 1;
    }

    /**
     * The lowest row.
     *
     * @return the row, within the rectangle
     */
    public int bottom() {
        return y + height - 1;
    }
}
