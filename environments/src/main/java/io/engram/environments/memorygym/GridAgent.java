package io.engram.environments.memorygym;

import io.engram.space.Action;

/** A figure on the cells of a square grid: it turns by quarters, and goes to the next cell. */
final class GridAgent extends Agent {
    private static final int TURN_LEFT = 1;
    private static final int TURN_RIGHT = 2;
    private static final int FORWARD = 3;
    private static final int QUARTER = 2;
    private static final int FULL = 8;

    private final int origin;
    private final int cell;
    private final int cells;
    private int column;
    private int row;

    /** A figure on a grid whose upper left corner is at a pixel on both axes. */
    GridAgent(int origin, int cell, int cells) {
        super(SCALE);
        this.origin = origin;
        this.cell = cell;
        this.cells = cells;
    }

    /** Puts the figure on a cell; it looks where it did. */
    void place(int onColumn, int onRow) {
        column = onColumn;
        row = onRow;
        x = origin + cell * column + cell / 2;
        y = origin + cell * row + cell / 2;
    }

    @Override
    void act(Action action) {
        switch (action.choice()) {
            case TURN_LEFT -> turn = (turn + QUARTER) % FULL;
            case TURN_RIGHT -> turn = (turn + FULL - QUARTER) % FULL;
            case FORWARD -> advance();
            default -> {}
        }
    }

    private void advance() {
        switch (turn / QUARTER) {
            case 0 -> place(column, Math.max(0, row - 1));
            case 1 -> place(Math.max(0, column - 1), row);
            case 2 -> place(column, Math.min(cells - 1, row + 1));
            default -> place(Math.min(cells - 1, column + 1), row);
        }
    }
}
