package io.engram.environments.memorygym;

/** A square of tiles in the middle of a black screen, which turn red but for one. */
final class MortarArena {
    /** The width and height of a tile in pixels. */
    static final int TILE = 14;

    private static final int CALM = 0x152B4D;
    private static final int CALM_BORDER = 0x1D3C6B;
    private static final int BURNING = 0x51121A;
    private static final int BURNING_BORDER = 0x701824;
    private static final int GREEN = 0x00FF00;
    private static final Sprite TARGET_RING =
            new Stencil(TILE, TILE)
                    .disc(TILE / 2, TILE / 2, 7, GREEN)
                    .hole(TILE / 2, TILE / 2, 5)
                    .sprite(TILE / 2, TILE / 2);

    private final int size;
    private final int origin;
    private final boolean visible;
    private final byte[] calm;
    private final byte[] red;
    private final Screen current = new Screen();
    private boolean burning;

    /** An arena of some tiles on each side; {@code visible} tells whether a fire can be seen. */
    MortarArena(int size, boolean visible) {
        this.size = size;
        this.visible = visible;
        origin = origin(size);
        calm = tiles(CALM, CALM_BORDER);
        red = tiles(BURNING, BURNING_BORDER);
        calm();
    }

    /** The number of tiles on each side. */
    int size() {
        return size;
    }

    /** The left edge, and the upper, of an arena of some tiles on each side, in pixels. */
    static int origin(int size) {
        return (Screen.SIDE - TILE * size) / 2;
    }

    /** The middle of a column or row in pixels. */
    int middle(int tile) {
        return origin + TILE * tile + TILE / 2;
    }

    /** The column or row of a pixel; outside of 0 to size - 1 beyond the arena. */
    int tileAt(int pixel) {
        return Math.floorDiv(pixel - origin, TILE);
    }

    /** Whether all tiles but one burn. */
    boolean isBurning() {
        return burning;
    }

    /** Puts the fire out. */
    void calm() {
        burning = false;
        System.arraycopy(calm, 0, current.bytes(), 0, Screen.BYTES);
    }

    /** Sets all tiles but one on fire. */
    void burn(int column, int row) {
        burning = true;
        if (visible) {
            System.arraycopy(red, 0, current.bytes(), 0, Screen.BYTES);
            drawTile(current, column, row, CALM, CALM_BORDER);
        }
    }

    /** A new screen with the arena on it. */
    Screen screen() {
        return new Screen(current.bytes().clone());
    }

    /** Draws a green ring on a tile. */
    void mark(Screen screen, int column, int row) {
        screen.draw(TARGET_RING, middle(column), middle(row));
    }

    private byte[] tiles(int fill, int border) {
        var screen = new Screen();
        for (int column = 0; column < size; column++) {
            for (int row = 0; row < size; row++) {
                drawTile(screen, column, row, fill, border);
            }
        }
        return screen.bytes();
    }

    private void drawTile(Screen screen, int column, int row, int fill, int border) {
        screen.borderedRectangle(origin + TILE * column, origin + TILE * row, TILE, fill, border);
    }
}
