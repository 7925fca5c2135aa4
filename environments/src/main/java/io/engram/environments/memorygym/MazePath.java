package io.engram.environments.memorygym;

import io.engram.environments.random.NumpyRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A winding path across 7 × 7 tiles, found by a search in the manner of A* with random step costs
 * around random walls. It is not the shortest.
 */
final class MazePath {
    /** The number of columns and of rows. */
    static final int SIDE = 7;

    private static final int TILES = SIDE * SIDE;
    private static final int INNER_WALL_PERCENT = 33;
    private static final List<Integer> OUTER_WALLS = List.of(4, 8);
    private static final int MOST_COST = 8;
    private static final int NONE = -1;

    /** The neighbours of each tile: right, left, below, above. */
    private static final int[][] NEIGHBOURS = new int[TILES][];

    /** The neighbours of each tile, and those at its corners. */
    private static final int[][] SURROUNDINGS = new int[TILES][];

    static {
        int[][] sides = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        int[][] all = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        for (int tile = 0; tile < TILES; tile++) {
            NEIGHBOURS[tile] = around(tile, sides);
            SURROUNDINGS[tile] = around(tile, all);
        }
    }

    private final NumpyRandom random;
    private final int start;
    private final int goal;
    private final boolean[] walls = new boolean[TILES];
    private final boolean[] closed = new boolean[TILES];
    private final boolean[] opened = new boolean[TILES];
    private final int[] cost = new int[TILES];
    private final double[] estimate = new double[TILES];
    private final int[] previous = new int[TILES];
    private final int[] open = new int[TILES];
    private int openCount;

    private MazePath(NumpyRandom random, int start, int goal) {
        this.random = random;
        this.start = start;
        this.goal = goal;
    }

    /**
     * A path between two tiles of the border.
     *
     * @throws IllegalStateException if walls cut the goal off
     */
    static MazePath between(int start, int goal, NumpyRandom random) {
        var path = new MazePath(random, start, goal);
        path.buildInnerWalls();
        path.buildOuterWalls();
        path.search();
        return path;
    }

    /** The number of a tile. */
    static int tile(int column, int row) {
        return column * SIDE + row;
    }

    /** The column of a tile. */
    static int column(int tile) {
        return tile / SIDE;
    }

    /** The row of a tile. */
    static int row(int tile) {
        return tile % SIDE;
    }

    /** The tiles from the start to the goal. */
    int[] tiles() {
        int length = 1;
        for (int tile = goal; tile != start; tile = previous[tile]) {
            length++;
        }
        var tiles = new int[length];
        int tile = goal;
        for (int i = length - 1; i >= 0; i--) {
            tiles[i] = tile;
            tile = previous[tile];
        }
        return tiles;
    }

    /** Whether a tile is a wall. */
    boolean isWall(int tile) {
        return walls[tile];
    }

    private static int[] around(int tile, int[][] ways) {
        var found = new ArrayList<Integer>();
        for (int[] way : ways) {
            int column = column(tile) + way[0];
            int row = row(tile) + way[1];
            if (column >= 0 && column < SIDE && row >= 0 && row < SIDE) {
                found.add(tile(column, row));
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private void buildInnerWalls() {
        for (int column = 1; column < SIDE - 2; column++) {
            for (int row = 1; row < SIDE - 2; row++) {
                walls[tile(column, row)] = random.integers(0, 100) < INNER_WALL_PERCENT;
            }
        }
    }

    /** Walls on the border, away from the ends of the path and from other walls. */
    private void buildOuterWalls() {
        var free = new int[TILES];
        int count = 0;
        for (int tile = 0; tile < TILES; tile++) {
            if (isBorder(tile) && !isNearEnd(tile) && !isNearWall(tile)) {
                free[count++] = tile;
            }
        }
        int wanted = random.choice(OUTER_WALLS);
        for (int i = 0; i < wanted && count > 0; i++) {
            int chosen = random.integers(0, count);
            walls[free[chosen]] = true;
            count--;
            System.arraycopy(free, chosen + 1, free, chosen, count - chosen);
        }
    }

    private static boolean isBorder(int tile) {
        return NEIGHBOURS[tile].length < 4;
    }

    private boolean isNearEnd(int tile) {
        return tile == start
                || tile == goal
                || contains(NEIGHBOURS[start], tile)
                || contains(NEIGHBOURS[goal], tile);
    }

    private boolean isNearWall(int tile) {
        for (int near : SURROUNDINGS[tile]) {
            if (walls[near]) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(int[] tiles, int wanted) {
        for (int tile : tiles) {
            if (tile == wanted) {
                return true;
            }
        }
        return false;
    }

    private void search() {
        previous[start] = NONE;
        append(start);
        while (openCount > 0) {
            int tile = takeOpen();
            if (tile == goal) {
                return;
            }
            closed[tile] = true;
            for (int next : NEIGHBOURS[tile]) {
                if (!closed[next] && !walls[next]) {
                    visit(next, tile);
                }
            }
        }
        throw new IllegalStateException("walls cut the goal off from the start; take another seed");
    }

    /** A cheaper way to an open tile changes where it is reached from, but not its cost. */
    private void visit(int tile, int from) {
        int reached = cost[from] + random.integers(1, MOST_COST + 1);
        if (opened[tile]) {
            if (reached >= cost[tile]) {
                return;
            }
        } else {
            cost[tile] = reached;
            append(tile);
        }
        int columns = column(tile) - column(goal);
        int rows = row(tile) - row(goal);
        estimate[tile] = cost[tile] + Math.sqrt(columns * columns + rows * rows);
        previous[tile] = from;
    }

    private void append(int tile) {
        opened[tile] = true;
        open[openCount++] = tile;
    }

    /** Takes the first open tile, or the first with a lower estimate than that. */
    private int takeOpen() {
        int chosen = 0;
        for (int i = 1; i < openCount; i++) {
            if (estimate[open[i]] < estimate[open[0]]) {
                chosen = i;
                break;
            }
        }
        int tile = open[chosen];
        openCount--;
        System.arraycopy(open, chosen + 1, open, chosen, openCount - chosen);
        return tile;
    }
}
