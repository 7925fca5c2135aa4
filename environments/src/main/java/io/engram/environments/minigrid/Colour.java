package io.engram.environments.minigrid;

import java.util.List;
import java.util.Locale;

/** The colours of objects, in the order of their numbers in a symbolic observation. */
public enum Colour {
    /** Number 0. */
    RED(255, 0, 0),
    /** Number 1. */
    GREEN(0, 255, 0),
    /** Number 2. */
    BLUE(0, 0, 255),
    /** Number 3. */
    PURPLE(112, 39, 195),
    /** Number 4. */
    YELLOW(255, 255, 0),
    /** Number 5. */
    GREY(100, 100, 100);

    /** The colours in the order of their English names, from which levels draw them. */
    public static final List<Colour> ALPHABETICAL = List.of(BLUE, GREEN, GREY, PURPLE, RED, YELLOW);

    private final int rgb;

    Colour(int red, int green, int blue) {
        rgb = red << 16 | green << 8 | blue;
    }

    /**
     * The colour on the screen.
     *
     * @return red, green and blue, 8 bits each, red highest
     */
    public int rgb() {
        return rgb;
    }

    /**
     * The name in a mission's text.
     *
     * @return for example {@code red}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
