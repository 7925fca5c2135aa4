package io.engram.environments.minigrid.levels;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environments.minigrid.Area;
import io.engram.environments.minigrid.Colour;
import io.engram.environments.minigrid.Door;
import io.engram.environments.minigrid.Goal;
import io.engram.environments.minigrid.Key;
import io.engram.environments.minigrid.Level;
import io.engram.environments.minigrid.MiniGridEnvironment;

/**
 * Two rooms with a locked door between them: take the key, open the door, reach the goal.
 *
 * <p>The size is the number of rows and columns; an episode has at most 10·size² steps.
 *
 * <pre>{@code
 * var env = new DoorKey(DoorKey.Variant.SIZE_8, EnvironmentOptions.none());
 * }</pre>
 */
public final class DoorKey extends MiniGridEnvironment {

    /** The sizes. */
    public enum Variant {
        /** MiniGrid-DoorKey-5x5-v0. */
        SIZE_5("MiniGrid-DoorKey-5x5-v0", 5),
        /** MiniGrid-DoorKey-6x6-v0. */
        SIZE_6("MiniGrid-DoorKey-6x6-v0", 6),
        /** MiniGrid-DoorKey-8x8-v0. */
        SIZE_8("MiniGrid-DoorKey-8x8-v0", 8),
        /** MiniGrid-DoorKey-16x16-v0. */
        SIZE_16("MiniGrid-DoorKey-16x16-v0", 16);

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

    private static final int STEPS_PER_CELL = 10;

    private final int size;

    /** The task of 8 x 8 cells with all defaults. */
    public DoorKey() {
        this(Variant.SIZE_8, EnvironmentOptions.none());
    }

    /**
     * A task.
     *
     * @param variant its size
     * @param options the options of {@link MiniGridEnvironment}
     * @throws IllegalArgumentException if an option is unknown or has no legal value
     */
    public DoorKey(Variant variant, EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(
                                variant.id, "Open a locked door with its key and reach the goal.")
                        .success("the agent reaches the goal")
                        .source(MiniGridLevels.SOURCE),
                variant.size,
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
        level.grid().wallAround();
        level.grid().set(size - 2, size - 2, new Goal());
        int wall = level.random().integers(2, size - 2);
        level.grid().verticalWall(wall, 0, size);
        var leftRoom = new Area(0, 0, wall, size);
        level.placeAgent(leftRoom);
        int door = level.random().integers(1, size - 2);
        level.grid().set(wall, door, new Door(Colour.YELLOW, Door.State.LOCKED));
        level.place(new Key(Colour.YELLOW), leftRoom);
        level.mission("use the key to open the door and then get to the goal");
    }
}
