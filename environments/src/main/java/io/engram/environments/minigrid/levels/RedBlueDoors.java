package io.engram.environments.minigrid.levels;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environments.minigrid.Area;
import io.engram.environments.minigrid.Colour;
import io.engram.environments.minigrid.Door;
import io.engram.environments.minigrid.GridAction;
import io.engram.environments.minigrid.Level;
import io.engram.environments.minigrid.MiniGridEnvironment;
import io.engram.environments.minigrid.Outcome;
import io.engram.environments.minigrid.Position;

/**
 * A room with a red door to the left and a blue one to the right: open the red one, then the blue
 * one. To open the blue one while the red one is closed is a failure.
 *
 * <p>The size is the number of rows; there are twice as many columns, and at most 20·size² steps.
 *
 * <pre>{@code
 * var env = new RedBlueDoors(RedBlueDoors.Variant.SIZE_6, EnvironmentOptions.none());
 * }</pre>
 */
public final class RedBlueDoors extends MiniGridEnvironment {

    /** The sizes. */
    public enum Variant {
        /** MiniGrid-RedBlueDoors-6x6-v0. */
        SIZE_6("MiniGrid-RedBlueDoors-6x6-v0", 6),
        /** MiniGrid-RedBlueDoors-8x8-v0. */
        SIZE_8("MiniGrid-RedBlueDoors-8x8-v0", 8);

        private final String id;
        private final int size;

        Variant(String id, int size) {
            this.id = id;
            this.size = size;
        }

        /**
         * The id in Minigrid.
         *
         * @return the id
         */
        public String id() {
            return id;
        }
    }

    private static final int STEPS_PER_CELL = 20;

    private final int size;
    private Position red;
    private Position blue;

    /** The task of 8 rows with all defaults. */
    public RedBlueDoors() {
        this(Variant.SIZE_8, EnvironmentOptions.none());
    }

    /**
     * A task.
     *
     * @param variant its size
     * @param options the options of {@link MiniGridEnvironment}
     * @throws IllegalArgumentException if an option is unknown or has no legal value
     */
    public RedBlueDoors(Variant variant, EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(
                                variant.id, "Open the red door, and only then the blue one.")
                        .success("the blue door is opened while the red one is open")
                        .source(MiniGridLevels.SOURCE),
                2 * variant.size,
                variant.size,
                STEPS_PER_CELL * variant.size * variant.size,
                options);
        size = variant.size;
    }

    @Override
    protected boolean changesOnlyTheMap() {
        return true;
    }

    @Override
    protected void generate(Level level) {
        var room = new Area(size / 2, 0, size, size);
        level.grid().wallAround();
        level.grid().wallAround(room);
        level.placeAgent(room);
        red = new Position(room.x(), level.random().integers(1, size - 1));
        blue = new Position(room.right(), level.random().integers(1, size - 1));
        level.grid().set(red.x(), red.y(), new Door(Colour.RED));
        level.grid().set(blue.x(), blue.y(), new Door(Colour.BLUE));
        level.mission("open the red door then the blue door");
    }

    @Override
    protected Outcome judge(GridAction action, Outcome outcome) {
        if (!isOpen(blue)) {
            return outcome;
        }
        return isOpen(red) ? Outcome.SUCCESS : Outcome.FAILURE;
    }

    private boolean isOpen(Position door) {
        return grid().at(door.x(), door.y()).walkable();
    }
}
