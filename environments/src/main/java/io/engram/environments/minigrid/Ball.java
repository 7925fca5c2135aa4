package io.engram.environments.minigrid;

/**
 * A ball to carry around.
 *
 * @param colour its colour
 */
public record Ball(Colour colour) implements WorldObject {
    @Override
    public int typeNumber() {
        return 6;
    }

    @Override
    public boolean portable() {
        return true;
    }
}
