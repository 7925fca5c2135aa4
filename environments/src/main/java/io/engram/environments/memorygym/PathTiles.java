package io.engram.environments.memorygym;

/** The colours and signs of Mystery Path. */
final class PathTiles {
    /** The width and height of a tile in pixels. */
    static final int SIDE = 12;

    static final int PATH = 0xFFFFFF;
    static final int BORDER = 0xD2D2D2;
    static final int ICE = 0x7DB1FA;
    static final int ORIGIN = 0x0000FF;
    static final int GOAL = 0x00FF00;
    static final int WALL = 0xFF0000;

    private static final int CROSS_SIDE = 10;
    private static final Sprite CROSS = cross();

    private PathTiles() {}

    /** Fills a tile of the screen. */
    static void fill(Screen screen, int tile, int color) {
        screen.rectangle(
                SIDE * MazePath.column(tile), SIDE * MazePath.row(tile), SIDE, SIDE, color);
    }

    /** Draws the red cross of a fall around a pixel. */
    static void drawCross(Screen screen, int x, int y) {
        screen.draw(CROSS, x, y);
    }

    /** Two diagonal lines, three pixels wide in each row. */
    private static Sprite cross() {
        var stencil = new Stencil(CROSS_SIDE, CROSS_SIDE);
        for (int y = 0; y < CROSS_SIDE; y++) {
            stencil.rectangle(y - 1, y, 3, 1, WALL);
            stencil.rectangle(CROSS_SIDE - 2 - y, y, 3, 1, WALL);
        }
        return stencil.sprite(CROSS_SIDE / 2, CROSS_SIDE / 2);
    }
}
