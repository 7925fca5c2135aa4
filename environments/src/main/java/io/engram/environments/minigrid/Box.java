package io.engram.environments.minigrid;

import java.util.Objects;

/**
 * A box to carry around. Toggling it replaces it by its contents, which nobody sees before.
 *
 * @param colour its colour
 * @param contents what is inside, {@link WorldObject#EMPTY} if nothing
 */
public record Box(Colour colour, WorldObject contents) implements WorldObject {

    /**
     * A box with contents.
     *
     * @param colour its colour
     * @param contents what is inside, {@link WorldObject#EMPTY} if nothing
     */
    public Box {
        Objects.requireNonNull(contents, "the contents of an empty box are WorldObject.EMPTY");
    }

    /**
     * An empty box.
     *
     * @param colour its colour
     */
    public Box(Colour colour) {
        this(colour, EMPTY);
    }

    @Override
    public int typeNumber() {
        return 7;
    }

    @Override
    public boolean portable() {
        return true;
    }

    @Override
    public WorldObject toggled(WorldObject carried) {
        return contents;
    }
}
