package io.engram.environments.minigrid;

/** Lava: walking onto it is a failure. */
public record Lava() implements WorldObject {
    @Override
    public int typeNumber() {
        return 9;
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
