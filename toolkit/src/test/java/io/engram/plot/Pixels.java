package io.engram.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Questions about the pixels of a chart. */
final class Pixels {
    static final Color FIRST = new Color(0x1F86CC);
    static final Color SECOND = new Color(0xD55E00);

    /** The first colour at the band's opacity over white. */
    static final Color FIRST_BAND = new Color(206, 228, 244);

    private Pixels() {}

    static int count(BufferedImage picture, Color colour) {
        return count(picture, colour, 0, picture.getWidth());
    }

    static int count(BufferedImage picture, Color colour, int fromX, int toX) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = fromX; x < toX; x++) {
                if (near(onWhite(picture.getRGB(x, y)), colour)) {
                    count++;
                }
            }
        }
        return count;
    }

    /** What is seen of a pixel in a white page. */
    private static Color onWhite(int argb) {
        var colour = new Color(argb, true);
        float cover = colour.getAlpha() / 255f;
        return new Color(
                Math.round(255 + cover * (colour.getRed() - 255)),
                Math.round(255 + cover * (colour.getGreen() - 255)),
                Math.round(255 + cover * (colour.getBlue() - 255)));
    }

    private static boolean near(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed()) <= 2
                && Math.abs(a.getGreen() - b.getGreen()) <= 2
                && Math.abs(a.getBlue() - b.getBlue()) <= 2;
    }
}
