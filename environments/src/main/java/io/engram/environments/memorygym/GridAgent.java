package io.engram.environments.memorygym;

import io.engram.space.Action;

/** A figure on the cells of a square grid: it turns by quarters, and goes to the next cell. */
final class GridAgent extends Agent {
    private static final int TURN_LEFT = 1;
    private static final int TURN_RIGHT = 2;
    private static final int FORWARD = 3;
    private static final int QUARTER = 2;
    private static final int FULL = 8;

    private final int cell;
    private final int first;
    private final int last;

    /** A figure on a grid of cells, whose upper left corner is at a pixel on both axes. */
    GridAgent(int origin, int cell, int cells) {
        super(SCALE);
        this.cell = cell;
        first = origin + cell / 2;
        last = first + cell * (cells - 1);
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
            case 0 -> y = Math.max(first, y - cell);
            case 1 -> x = Math.max(first, x - cell);
            case 2 -> y = Math.min(last, y + cell);
            default -> x = Math.min(last, x + cell);
        }
    }
}
