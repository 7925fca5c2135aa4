package io.engram.environments.minigrid;

import java.util.Arrays;

/**
 * A rectangle of cells, each with one object. Outside of it there are only grey walls.
 *
 * <pre>{@code
 * var grid = new Grid(8, 8);
 * grid.wallAround(new Area(0, 0, 8, 8));
 * grid.set(6, 6, new Goal());
 * }</pre>
 */
public final class Grid {
    private static final int LEAST = 3;

    private final int width;
    private final int height;
    private final WorldObject[] objects;
    private final short[] codes;

    /**
     * An empty grid.
     *
     * @param width the number of columns, at least 3
     * @param height the number of rows, at least 3
     * @throws IllegalArgumentException if a side is shorter than 3
     */
    public Grid(int width, int height) {
        if (width < LEAST || height < LEAST) {
            throw new IllegalArgumentException(
                    "a grid must be at least 3 cells wide and high, but is "
                            + width
                            + " x "
                            + height);
        }
        this.width = width;
        this.height = height;
        objects = new WorldObject[width * height];
        Arrays.fill(objects, WorldObject.EMPTY);
        codes = new short[width * height];
        Arrays.fill(codes, (short) CellCode.EMPTY);
    }

    /**
     * The number of columns.
     *
     * @return at least 3
     */
    public int width() {
        return width;
    }

    /**
     * The number of rows.
     *
     * @return at least 3
     */
    public int height() {
        return height;
    }

    /**
     * What a cell holds.
     *
     * @param x the column
     * @param y the row
     * @return the object, {@link WorldObject#EMPTY} in an empty cell, a grey wall outside
     */
    public WorldObject at(int x, int y) {
        return isInside(x, y) ? objects[y * width + x] : Wall.GREY;
    }

    /**
     * Puts an object into a cell, in place of what was there.
     *
     * @param x the column
     * @param y the row
     * @param object the object; {@link WorldObject#EMPTY} clears the cell
     * @throws IllegalArgumentException if the cell is outside of the grid
     */
    public void set(int x, int y, WorldObject object) {
        if (!isInside(x, y)) {
            throw new IllegalArgumentException(
                    "the cell (%d, %d) is outside of a grid of %d x %d"
                            .formatted(x, y, width, height));
        }
        objects[y * width + x] = object;
        codes[y * width + x] = (short) CellCode.of(object);
    }

    /**
     * Builds a wall from left to right.
     *
     * @param x the first column
     * @param y the row
     * @param length the number of cells
     * @throws IllegalArgumentException if it leaves the grid
     */
    public void horizontalWall(int x, int y, int length) {
        for (int i = 0; i < length; i++) {
            set(x + i, y, Wall.GREY);
        }
    }

    /**
     * Builds a wall from top to bottom.
     *
     * @param x the column
     * @param y the first row
     * @param length the number of cells
     * @throws IllegalArgumentException if it leaves the grid
     */
    public void verticalWall(int x, int y, int length) {
        for (int i = 0; i < length; i++) {
            set(x, y + i, Wall.GREY);
        }
    }

    /**
     * Builds the walls of a room.
     *
     * @param room the room, its walls included
     * @throws IllegalArgumentException if it leaves the grid
     */
    public void wallAround(Area room) {
        horizontalWall(room.x(), room.y(), room.width());
        horizontalWall(room.x(), room.bottom(), room.width());
        verticalWall(room.x(), room.y(), room.height());
        verticalWall(room.right(), room.y(), room.height());
    }

    /** Builds walls around the whole grid. */
    public void wallAround() {
        wallAround(new Area(0, 0, width, height));
    }

    boolean isInside(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height;
    }

    int code(int x, int y) {
        return isInside(x, y) ? codes[y * width + x] : CellCode.WALL;
    }
}
