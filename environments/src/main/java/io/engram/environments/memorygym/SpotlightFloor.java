package io.engram.environments.memorygym;

/** The floor of Searing Spotlights, and the things that lie on it. */
final class SpotlightFloor {
    private static final int TILE = 12;
    private static final int WHITE = 0xFFFFFF;
    private static final int BLUE = 0x0000FF;
    private static final int RED = 0xFF0000;
    private static final int BLACK = 0;
    private static final int YELLOW = 0xFFFF00;
    private static final int ORANGE = 0xFFA500;
    private static final int EXIT_CLOSED = 0x373737;
    private static final int EXIT_OPEN = 0x308D46;

    private SpotlightFloor() {}

    /** A chessboard of white and another colour, unless it is all black or all white. */
    static Screen of(boolean black, boolean white, boolean hit) {
        if (black || white) {
            return Screen.of(black ? BLACK : WHITE);
        }
        var screen = Screen.of(WHITE);
        for (int y = 0; y < Screen.SIDE; y += TILE) {
            int first = y / TILE % 2 == 0 ? TILE : 0;
            for (int x = first; x < Screen.SIDE; x += 2 * TILE) {
                screen.rectangle(x, y, TILE, TILE, hit ? RED : BLUE);
            }
        }
        return screen;
    }

    /** The radius of a coin. */
    static int coinRadius(double scale) {
        return (int) (10 * scale);
    }

    /** A coin; its rim covers it if it is small. */
    static Sprite coin(double scale) {
        int radius = coinRadius(scale);
        var stencil = new Stencil(2 * radius, 2 * radius);
        if ((int) (2 * scale) == 0) {
            stencil.disc(radius, radius, radius, ORANGE);
        } else {
            stencil.disc(radius, radius, radius, YELLOW);
            stencil.circle(radius, radius, radius, ORANGE);
        }
        return stencil.sprite(radius, radius);
    }

    /** A door with a round top and a black frame, which covers it if it is small. */
    static Sprite exit(double scale, boolean open) {
        int side = (int) (20 * scale);
        int radius = (int) (10 * scale);
        boolean framed = (int) (2 * scale) > 0;
        int color = open ? EXIT_OPEN : EXIT_CLOSED;
        var stencil = new Stencil(side, side);
        Disc corner = Disc.of(radius);
        for (int y = 0; y < side; y++) {
            int reach = y < radius ? corner.reach()[radius - 1 - y] : radius;
            int width = side - 2 * (radius - reach);
            stencil.rectangle(radius - reach, y, width, 1, framed ? color : BLACK);
        }
        if (framed) {
            stencil.rectangle(radius, 0, side - 2 * radius, 1, BLACK);
            stencil.rectangle(0, radius, 1, side - radius, BLACK);
            stencil.rectangle(side - 1, radius, 1, side - radius, BLACK);
            stencil.rectangle(0, side - 1, side, 1, BLACK);
            int[] rim = corner.rim();
            for (int i = 0; i < rim.length; i += 2) {
                stencil.pixel(radius - 1 - rim[i], radius - 1 - rim[i + 1], BLACK);
                stencil.pixel(side - radius + rim[i], radius - 1 - rim[i + 1], BLACK);
            }
        }
        return stencil.sprite(side / 2, side / 2);
    }
}
