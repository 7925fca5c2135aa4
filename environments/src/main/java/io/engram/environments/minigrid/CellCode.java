package io.engram.environments.minigrid;

/**
 * An object as it looks, in one number: bits 0 to 3 the type, 4 to 6 the colour, 7 and 8 the state,
 * and bit 9 whether it is opaque. An unseen cell is 0.
 */
final class CellCode {
    /** The number of codes, without the opaque bit. */
    static final int LOOKS = 1 << 9;

    static final int UNSEEN = 0;
    static final int EMPTY = of(WorldObject.EMPTY);
    static final int WALL = of(Wall.GREY);
    static final int TYPES = 11;
    static final int COLOURS = 6;
    static final int STATES = 3;

    private static final int OPAQUE_BIT = 9;

    private CellCode() {}

    static int of(WorldObject object) {
        return object.typeNumber()
                | object.colour().ordinal() << 4
                | object.stateNumber() << 7
                | (object.opaque() ? 1 << OPAQUE_BIT : 0);
    }

    static int type(int code) {
        return code & 15;
    }

    static int colour(int code) {
        return code >>> 4 & 7;
    }

    static int state(int code) {
        return code >>> 7 & 3;
    }

    /** 1 for what can be looked through, 0 for what is opaque. */
    static int clear(int code) {
        return code >>> OPAQUE_BIT ^ 1;
    }

    /** The code without the opaque bit. */
    static int looks(int code) {
        return code & LOOKS - 1;
    }
}
