package io.engram.environments.minigrid.levels;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environments.minigrid.Area;
import io.engram.environments.minigrid.Colour;
import io.engram.environments.minigrid.Door;
import io.engram.environments.minigrid.Goal;
import io.engram.environments.minigrid.Level;
import io.engram.environments.minigrid.MiniGridEnvironment;
import java.util.ArrayList;

/**
 * Rooms one after the other, each behind a door of another colour: walk through all of them to the
 * goal in the last one.
 *
 * <p>The map has 25 x 25 cells, an episode at most 20 steps for each room.
 *
 * <pre>{@code
 * var env = new MultiRoom(MultiRoom.Variant.N2_S4, EnvironmentOptions.none());
 * }</pre>
 */
public final class MultiRoom extends MiniGridEnvironment {

    /** How many rooms there are, and how large they are. */
    public enum Variant {
        /** MiniGrid-MultiRoom-N2-S4-v0: 2 rooms of 4 x 4 cells with their walls. */
        N2_S4("MiniGrid-MultiRoom-N2-S4-v0", 2, 4),
        /** MiniGrid-MultiRoom-N4-S5-v0: in spite of its name, 6 rooms of up to 5 x 5 cells. */
        N4_S5("MiniGrid-MultiRoom-N4-S5-v0", 6, 5),
        /** MiniGrid-MultiRoom-N4-S5-v1: 4 rooms of up to 5 x 5 cells. */
        N4_S5_V1("MiniGrid-MultiRoom-N4-S5-v1", 4, 5),
        /** MiniGrid-MultiRoom-N6-v0: 6 rooms of up to 10 x 10 cells. */
        N6("MiniGrid-MultiRoom-N6-v0", 6, 10);

        private final String id;
        private final int rooms;
        private final int largestRoom;

        Variant(String id, int rooms, int largestRoom) {
            this.id = id;
            this.rooms = rooms;
            this.largestRoom = largestRoom;
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

    private static final int SIZE = 25;
    private static final int STEPS_PER_ROOM = 20;

    private final Variant variant;

    /** The task of two rooms with all defaults. */
    public MultiRoom() {
        this(Variant.N2_S4, EnvironmentOptions.none());
    }

    /**
     * A task.
     *
     * @param variant its rooms
     * @param options the options of {@link MiniGridEnvironment}
     * @throws IllegalArgumentException if an option is unknown or has no legal value
     */
    public MultiRoom(Variant variant, EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(variant.id, "Walk through a chain of rooms to the goal.")
                        .success("the agent reaches the goal")
                        .source(MiniGridLevels.SOURCE),
                SIZE,
                SIZE,
                STEPS_PER_ROOM * variant.rooms,
                options);
        this.variant = variant;
    }

    @Override
    protected boolean changesOnlyTheMap() {
        return true;
    }

    @Override
    protected void generate(Level level) {
        var rooms = new RoomChain(level.random(), SIZE, variant.largestRoom).draw(variant.rooms);
        Colour previous = null;
        for (int i = 0; i < rooms.size(); i++) {
            var room = rooms.get(i);
            level.grid().wallAround(room.area());
            if (i > 0) {
                var colours = new ArrayList<>(Colour.ALPHABETICAL);
                colours.remove(previous);
                previous = level.random().choice(colours);
                level.grid().set(room.entry().x(), room.entry().y(), new Door(previous));
            }
        }
        level.placeAgent(rooms.get(0).area());
        Area last = rooms.get(rooms.size() - 1).area();
        level.place(new Goal(), last);
        level.mission("traverse the rooms to get to the goal");
    }
}
