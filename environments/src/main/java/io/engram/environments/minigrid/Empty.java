package io.engram.environments.minigrid;

/** Nothing: an empty cell or empty hands; see {@link WorldObject#EMPTY}. */
public record Empty() implements WorldObject {
    @Override
    public int typeNumber() {
        return 1;
    }

    @Override
    public Colour colour() {
        return Colour.RED;
    }

    @Override
    public boolean walkable() {
        return true;
    }
}
