package io.engram.environments.minigrid.levels;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environments.minigrid.Ball;
import io.engram.environments.minigrid.Direction;
import io.engram.environments.minigrid.Door;
import io.engram.environments.minigrid.GridAction;
import io.engram.environments.minigrid.Key;
import io.engram.environments.minigrid.Level;
import io.engram.environments.minigrid.MiniGridEnvironment;
import io.engram.environments.minigrid.Outcome;
import io.engram.environments.minigrid.RoomGrid;

/**
 * A corridor with rooms on both sides: find the key in a room on the left, unlock the room on the
 * right, and pick up the ball there.
 *
 * <p>A room is {@code S} cells wide and high with its walls, there are {@code R} rows of rooms, and
 * at most 30·S² steps.
 *
 * <pre>{@code
 * var env = new KeyCorridor(KeyCorridor.Variant.S3R2, EnvironmentOptions.none());
 * }</pre>
 */
public final class KeyCorridor extends MiniGridEnvironment {

    /** The sizes. */
    public enum Variant {
        /** MiniGrid-KeyCorridorS3R1-v0. */
        S3R1(3, 1),
        /** MiniGrid-KeyCorridorS3R2-v0. */
        S3R2(3, 2),
        /** MiniGrid-KeyCorridorS3R3-v0. */
        S3R3(3, 3),
        /** MiniGrid-KeyCorridorS4R3-v0. */
        S4R3(4, 3),
        /** MiniGrid-KeyCorridorS5R3-v0. */
        S5R3(5, 3),
        /** MiniGrid-KeyCorridorS6R3-v0. */
        S6R3(6, 3);

        private final int roomSize;
        private final int rows;

        Variant(int roomSize, int rows) {
            this.roomSize = roomSize;
            this.rows = rows;
        }

        /**
         * The id in Minigrid.
         *
         * @return the id
         */
        public String id() {
            return "MiniGrid-KeyCorridor" + name() + "-v0";
        }
    }

    private static final int COLUMNS = 3;
    private static final int STEPS_PER_CELL = 30;

    private final Variant variant;
    private Ball wanted;

    /** The task of one row of rooms, with all defaults. */
    public KeyCorridor() {
        this(Variant.S3R1, EnvironmentOptions.none());
    }

    /**
     * A task.
     *
     * @param variant its size
     * @param options the options of {@link MiniGridEnvironment}
     * @throws IllegalArgumentException if an option is unknown or has no legal value
     */
    public KeyCorridor(Variant variant, EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(
                                variant.id(),
                                "Find a key, unlock a room and pick up the ball in it.")
                        .success("the agent picks up the ball")
                        .source(MiniGridLevels.SOURCE),
                RoomGrid.span(variant.roomSize, COLUMNS),
                RoomGrid.span(variant.roomSize, variant.rows),
                STEPS_PER_CELL * variant.roomSize * variant.roomSize,
                options);
        this.variant = variant;
    }

    @Override
    protected boolean changesOnlyTheMap() {
        return true;
    }

    @Override
    protected void generate(Level level) {
        var random = level.random();
        int rows = variant.rows;
        var rooms = new RoomGrid(level, variant.roomSize, rows, COLUMNS);
        for (int row = 1; row < rows; row++) {
            rooms.removeWall(1, row, Direction.UP);
        }
        int locked = random.integers(0, rows);
        var door = new Door(level.randomColour(), Door.State.LOCKED);
        rooms.addDoor(2, locked, Direction.LEFT, door);
        wanted = new Ball(level.randomColour());
        rooms.place(2, locked, wanted);
        rooms.place(0, random.integers(0, rows), new Key(door.colour()));
        rooms.placeAgent(1, rows / 2);
        rooms.connectAll();
        level.mission("pick up the " + wanted.colour().word() + " ball");
    }

    @Override
    protected Outcome judge(GridAction action, Outcome outcome) {
        return carried().equals(wanted) ? Outcome.SUCCESS : outcome;
    }
}
