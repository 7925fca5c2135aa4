package io.engram.environments.minigrid;

/** The four directions of a grid, clockwise, in the order of their numbers in an observation. */
public enum Direction {
    /** To larger x; number 0. */
    RIGHT(1, 0),
    /** To larger y; number 1. */
    DOWN(0, 1),
    /** To smaller x; number 2. */
    LEFT(-1, 0),
    /** To smaller y; number 3. */
    UP(0, -1);

    private static final Direction[] ALL = values();

    private final int dx;
    private final int dy;

    Direction(int dx, int dy) {
        this.dx = dx;
        this.dy = dy;
    }

    /**
     * The direction of a number.
     *
     * @param number 0 to 3
     * @return the direction
     */
    public static Direction of(int number) {
        return ALL[number];
    }

    /**
     * How x changes by one step.
     *
     * @return -1, 0 or 1
     */
    public int dx() {
        return dx;
    }

    /**
     * How y changes by one step; y grows downwards.
     *
     * @return -1, 0 or 1
     */
    public int dy() {
        return dy;
    }

    /**
     * A quarter turn clockwise.
     *
     * @return the direction to the right hand
     */
    public Direction clockwise() {
        return ALL[(ordinal() + 1) % 4];
    }

    /**
     * Half a turn.
     *
     * @return the direction behind
     */
    public Direction opposite() {
        return ALL[(ordinal() + 2) % 4];
    }

    /**
     * A quarter turn anticlockwise.
     *
     * @return the direction to the left hand
     */
    public Direction anticlockwise() {
        return ALL[(ordinal() + 3) % 4];
    }
}
