package io.engram.environments.minigrid.levels;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environments.minigrid.Ball;
import io.engram.environments.minigrid.Colour;
import io.engram.environments.minigrid.Direction;
import io.engram.environments.minigrid.Grid;
import io.engram.environments.minigrid.GridAction;
import io.engram.environments.minigrid.Key;
import io.engram.environments.minigrid.Level;
import io.engram.environments.minigrid.MiniGridEnvironment;
import io.engram.environments.minigrid.Outcome;
import io.engram.environments.minigrid.Position;
import io.engram.environments.minigrid.Wall;
import io.engram.environments.minigrid.WorldObject;

/**
 * Remember what lies in the first room: a key or a ball. At the end of a corridor lie a key and a
 * ball, one to each side; walk to the one that was in the first room. The agent starts anywhere in
 * the room or the corridor, looking away from the first room, so it often has to go back first.
 *
 * <p>The cell before the right object is a success, the cell before the other one a failure.
 * Nothing can be picked up here. The size is the number of rows and columns; an episode has at most
 * 5·size² steps.
 *
 * <pre>{@code
 * var env = new Memory(Memory.Variant.S9, EnvironmentOptions.of(Map.of("viewSize", 3)));
 * }</pre>
 */
public final class Memory extends MiniGridEnvironment {

    /** The sizes. */
    public enum Variant {
        /** MiniGrid-MemoryS7-v0. */
        S7("MiniGrid-MemoryS7-v0", 7, false),
        /** MiniGrid-MemoryS9-v0. */
        S9("MiniGrid-MemoryS9-v0", 9, false),
        /** MiniGrid-MemoryS11-v0. */
        S11("MiniGrid-MemoryS11-v0", 11, false),
        /** MiniGrid-MemoryS13-v0. */
        S13("MiniGrid-MemoryS13-v0", 13, false),
        /** MiniGrid-MemoryS13Random-v0, with corridors of random length. */
        S13_RANDOM("MiniGrid-MemoryS13Random-v0", 13, true),
        /** MiniGrid-MemoryS17Random-v0, with corridors of random length. */
        S17_RANDOM("MiniGrid-MemoryS17Random-v0", 17, true);

        private final String id;
        private final int size;
        private final boolean randomLength;

        Variant(String id, int size, boolean randomLength) {
            this.id = id;
            this.size = size;
            this.randomLength = randomLength;
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

    private static final int STEPS_PER_CELL = 5;
    private static final int ROOM_END = 4;
    private static final WorldObject KEY = new Key(Colour.GREEN);
    private static final WorldObject BALL = new Ball(Colour.GREEN);

    private final Variant variant;
    private Position right;
    private Position wrong;

    /** The task of 9 x 9 cells with all defaults. */
    public Memory() {
        this(Variant.S9, EnvironmentOptions.none());
    }

    /**
     * A task.
     *
     * @param variant its size
     * @param options the options of {@link MiniGridEnvironment}
     * @throws IllegalArgumentException if an option is unknown or has no legal value
     */
    public Memory(Variant variant, EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(
                                variant.id,
                                "Walk to the end of a corridor, to the object seen at its start.")
                        .success("the agent stands before the object that was in the first room")
                        .source(MiniGridLevels.SOURCE),
                variant.size,
                variant.size,
                STEPS_PER_CELL * variant.size * variant.size,
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
        int middle = variant.size / 2;
        int end = variant.randomLength ? random.integers(4, variant.size - 2) : variant.size - 3;
        buildWalls(level.grid(), end);
        level.putAgent(random.integers(1, end + 1), middle, Direction.RIGHT);

        var cue = random.integers(0, 2) == 0 ? KEY : BALL;
        boolean ballAbove = random.integers(0, 2) == 0;
        var above = ballAbove ? BALL : KEY;
        level.grid().set(1, middle - 1, cue);
        level.grid().set(end + 1, middle - 2, above);
        level.grid().set(end + 1, middle + 2, ballAbove ? KEY : BALL);

        var top = new Position(end + 1, middle - 1);
        var bottom = new Position(end + 1, middle + 1);
        right = cue.equals(above) ? top : bottom;
        wrong = cue.equals(above) ? bottom : top;
        level.mission("go to the matching object at the end of the hallway");
    }

    private static void buildWalls(Grid grid, int end) {
        int middle = grid.height() / 2;
        grid.wallAround();
        grid.horizontalWall(1, middle - 2, ROOM_END);
        grid.horizontalWall(1, middle + 2, ROOM_END);
        for (int x = ROOM_END; x < Math.max(end, ROOM_END + 1); x++) {
            grid.set(x, middle - 1, Wall.GREY);
            grid.set(x, middle + 1, Wall.GREY);
        }
        grid.verticalWall(end, 0, middle);
        grid.verticalWall(end, middle + 1, middle);
        grid.verticalWall(end + 2, 0, grid.height());
    }

    @Override
    protected GridAction translate(GridAction action) {
        return action == GridAction.PICK_UP ? GridAction.TOGGLE : action;
    }

    @Override
    protected Outcome judge(GridAction action, Outcome outcome) {
        if (agentIsAt(right)) {
            return Outcome.SUCCESS;
        }
        return agentIsAt(wrong) ? Outcome.FAILURE : outcome;
    }
}
