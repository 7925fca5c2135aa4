package io.engram.environments.minigrid;

/**
 * A key, for locked doors of its colour. It can be used any number of times.
 *
 * @param colour its colour
 */
public record Key(Colour colour) implements WorldObject {
    @Override
    public int typeNumber() {
        return 5;
    }

    @Override
    public boolean portable() {
        return true;
    }
}
