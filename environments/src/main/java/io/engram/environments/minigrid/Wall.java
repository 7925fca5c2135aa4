package io.engram.environments.minigrid;

/**
 * A wall: it stops the agent and hides what is behind it.
 *
 * @param colour its colour
 */
public record Wall(Colour colour) implements WorldObject {
    /** The usual wall. */
    public static final Wall GREY = new Wall(Colour.GREY);

    @Override
    public int typeNumber() {
        return 2;
    }

    @Override
    public boolean opaque() {
        return true;
    }
}
