package io.engram.environments.minigrid;

/**
 * A cell of a grid.
 *
 * @param x the column, 0 at the left
 * @param y the row, 0 at the top
 */
public record Position(int x, int y) {

    /**
     * The number of steps to another cell if nothing were in the way.
     *
     * @param other the other cell
     * @return the sum of both differences, 0 or more
     */
    public int distance(Position other) {
        return Math.abs(x - other.x) + Math.abs(y - other.y);
    }
}
