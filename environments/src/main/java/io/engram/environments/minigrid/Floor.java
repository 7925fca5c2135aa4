package io.engram.environments.minigrid;

/**
 * A coloured floor tile to walk on. Nothing is placed or dropped there.
 *
 * @param colour its colour
 */
public record Floor(Colour colour) implements WorldObject {
    @Override
    public int typeNumber() {
        return 3;
    }

    @Override
    public boolean walkable() {
        return true;
    }
}
