package io.engram.environments.minigrid;

/**
 * A door. Toggling opens and closes it; a locked one opens only for who carries a key of its
 * colour, and is unlocked from then on. Only an open door can be walked and looked through.
 *
 * @param colour its colour
 * @param state open, closed or locked
 */
public record Door(Colour colour, Door.State state) implements WorldObject {

    /** Whether a door is open, in the order of the numbers in a symbolic observation. */
    public enum State {
        /** Number 0. */
        OPEN,
        /** Closed, but not locked; number 1. */
        CLOSED,
        /** Number 2. */
        LOCKED
    }

    /**
     * A closed door that is not locked.
     *
     * @param colour its colour
     */
    public Door(Colour colour) {
        this(colour, State.CLOSED);
    }

    /**
     * Whether the door is open.
     *
     * @return false if it is closed or locked
     */
    public boolean open() {
        return state == State.OPEN;
    }

    @Override
    public int typeNumber() {
        return 4;
    }

    @Override
    public int stateNumber() {
        return state.ordinal();
    }

    @Override
    public boolean walkable() {
        return open();
    }

    @Override
    public boolean opaque() {
        return !open();
    }

    @Override
    public WorldObject toggled(WorldObject carried) {
        if (state == State.LOCKED) {
            return carried.equals(new Key(colour)) ? new Door(colour, State.OPEN) : this;
        }
        return new Door(colour, open() ? State.CLOSED : State.OPEN);
    }
}
