package io.engram.environments.minigrid;

/**
 * What a cell holds. Objects are immutable: a door that opens is replaced by an open door.
 *
 * <p>Three numbers show an object in a symbolic observation: its type, its colour ({@link
 * Colour#ordinal()}) and its state. An unseen cell is 0, 0, 0.
 */
public sealed interface WorldObject permits Ball, Box, Door, Empty, Floor, Goal, Key, Lava, Wall {

    /** The content of an empty cell, or of empty hands. */
    WorldObject EMPTY = new Empty();

    /**
     * The number of the type in a symbolic observation.
     *
     * @return 1 empty, 2 wall, 3 floor, 4 door, 5 key, 6 ball, 7 box, 8 goal or 9 lava
     */
    int typeNumber();

    /**
     * The colour.
     *
     * @return the colour; {@link Colour#RED}, number 0, for an empty cell
     */
    Colour colour();

    /**
     * The number of the state in a symbolic observation.
     *
     * @return 0 except for doors: 0 open, 1 closed, 2 locked
     */
    default int stateNumber() {
        return 0;
    }

    /**
     * Whether the agent can be in the same cell.
     *
     * @return false unless overridden
     */
    default boolean walkable() {
        return false;
    }

    /**
     * Whether the agent can pick it up.
     *
     * @return false unless overridden
     */
    default boolean portable() {
        return false;
    }

    /**
     * Whether it hides what is behind it.
     *
     * @return false unless overridden
     */
    default boolean opaque() {
        return false;
    }

    /**
     * What takes this object's place when the agent toggles it.
     *
     * @param carried what the agent carries, {@link #EMPTY} if nothing
     * @return this object unless overridden
     */
    default WorldObject toggled(WorldObject carried) {
        return this;
    }
}
