package io.engram.environments.minigrid;

import java.util.Arrays;

/**
 * The square of cells in front of an agent and what it sees of them. The agent is in the middle of
 * the last row and looks towards row 0; its own cell shows what it carries.
 *
 * <p>Sight starts at the agent's cell and spreads row by row away from it, within a row first to
 * the right and then to the left: from a visible cell that is not opaque to its neighbour in the
 * row, and to both cells before these two in the next row. Opaque cells are seen, but nothing
 * behind them is.
 */
public final class View {
    private static final int LEAST = 3;
    private static final int MOST = 31;

    private final int size;
    private final boolean seesThroughWalls;
    private final int[] codes;
    private final int[] clear;
    private final int[] visible;

    /**
     * A view that has seen nothing yet.
     *
     * @param size the number of columns and rows, odd, 3 to 31
     * @param seesThroughWalls whether nothing is hidden
     * @throws IllegalArgumentException if the size is even or out of its range
     */
    public View(int size, boolean seesThroughWalls) {
        if (size % 2 == 0 || size < LEAST || size > MOST) {
            throw new IllegalArgumentException(
                    "viewSize must be odd and from %d to %d, but is %d"
                            .formatted(LEAST, MOST, size));
        }
        this.size = size;
        this.seesThroughWalls = seesThroughWalls;
        codes = new int[size * size];
        clear = new int[size];
        visible = new int[size];
    }

    /**
     * Looks at a grid.
     *
     * @param grid the grid
     * @param x the agent's column
     * @param y the agent's row
     * @param direction where the agent looks
     * @param carried what it carries, {@link WorldObject#EMPTY} if nothing
     */
    public void look(Grid grid, int x, int y, Direction direction, WorldObject carried) {
        gather(grid, x, y, direction);
        if (seesThroughWalls) {
            Arrays.fill(visible, (1 << size) - 1);
        } else {
            spread();
            hide();
        }
        codes[size / 2 * size + size - 1] = CellCode.of(carried);
    }

    /** Takes the cells from the grid, column by column. */
    private void gather(Grid grid, int x, int y, Direction direction) {
        int dx = direction.dx();
        int dy = direction.dy();
        Arrays.fill(clear, 0);
        int cell = 0;
        for (int column = 0; column < size; column++) {
            int aside = column - size / 2;
            int cellX = x - dy * aside + dx * (size - 1);
            int cellY = y + dx * aside + dy * (size - 1);
            for (int row = 0; row < size; row++) {
                int code = grid.code(cellX, cellY);
                codes[cell++] = code;
                clear[row] |= CellCode.clear(code) << column;
                cellX -= dx;
                cellY -= dy;
            }
        }
    }

    /** Rows are sets of columns, bit by bit. */
    private void spread() {
        Arrays.fill(visible, 0);
        int seen = 1 << size / 2;
        for (int row = size - 1; row >= 0 && seen != 0; row--) {
            int ahead = 0;
            for (int column = 0; column < size - 1; column++) {
                if ((seen & clear[row] & 1 << column) != 0) {
                    seen |= 2 << column;
                    ahead |= 3 << column;
                }
            }
            for (int column = size - 1; column > 0; column--) {
                if ((seen & clear[row] & 1 << column) != 0) {
                    seen |= 1 << column - 1;
                    ahead |= 3 << column - 1;
                }
            }
            visible[row] = seen;
            seen = ahead;
        }
    }

    private void hide() {
        int cell = 0;
        for (int column = 0; column < size; column++) {
            for (int row = 0; row < size; row++) {
                codes[cell] &= -(visible[row] >>> column & 1);
                cell++;
            }
        }
    }

    /**
     * The number of columns and rows.
     *
     * @return odd, 3 to 31
     */
    public int size() {
        return size;
    }

    /**
     * Whether a cell is seen.
     *
     * @param column the column, 0 at the agent's left hand
     * @param row the row, 0 farthest from the agent
     * @return true if the agent sees it
     */
    public boolean isVisible(int column, int row) {
        return (visible[row] >>> column & 1) == 1;
    }

    /**
     * The type of what is in a cell.
     *
     * @param column the column, 0 at the agent's left hand
     * @param row the row, 0 farthest from the agent
     * @return {@link WorldObject#typeNumber()}, or 0 if the cell is not seen
     */
    public int type(int column, int row) {
        return CellCode.type(code(column, row));
    }

    /**
     * The colour of what is in a cell.
     *
     * @param column the column, 0 at the agent's left hand
     * @param row the row, 0 farthest from the agent
     * @return the colour's number, or 0 if the cell is not seen
     */
    public int colour(int column, int row) {
        return CellCode.colour(code(column, row));
    }

    /**
     * The state of what is in a cell.
     *
     * @param column the column, 0 at the agent's left hand
     * @param row the row, 0 farthest from the agent
     * @return {@link WorldObject#stateNumber()}, or 0 if the cell is not seen
     */
    public int state(int column, int row) {
        return CellCode.state(code(column, row));
    }

    int code(int column, int row) {
        return codes[column * size + row];
    }

    /** All codes, column by column, not a copy. */
    int[] codes() {
        return codes;
    }
}
