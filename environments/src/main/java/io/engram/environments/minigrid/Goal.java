package io.engram.environments.minigrid;

/**
 * The cell to reach: walking onto it is a success.
 *
 * @param colour its colour
 */
public record Goal(Colour colour) implements WorldObject {

    /** The usual goal, green. */
    public Goal() {
        this(Colour.GREEN);
    }

    @Override
    public int typeNumber() {
        return 8;
    }

    @Override
    public boolean walkable() {
        return true;
    }
}
