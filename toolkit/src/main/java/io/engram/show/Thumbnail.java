package io.engram.show;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures made smaller such that no thin line is lost. */
public final class Thumbnail {
    private Thumbnail() {}

    /**
     * Halved until the rest of the way is less than a half, which whoever draws it goes.
     *
     * @param picture the picture
     * @param width how wide it will be drawn, at least 1
     * @return the picture itself, or a smaller one without transparency, at least {@code width}
     *     wide unless it is lower than that
     */
    public static BufferedImage halved(BufferedImage picture, int width) {
        BufferedImage smaller = picture;
        while (smaller.getWidth() >= 2 * width && smaller.getHeight() >= 2) {
            smaller = drawn(smaller, smaller.getWidth() / 2, smaller.getHeight() / 2);
        }
        return smaller;
    }

    /**
     * A copy of a width; a picture that is smaller already is copied as it is.
     *
     * @param picture the picture
     * @param width how wide it is to be at the most, at least 1
     * @return a copy without transparency, of the same proportions
     */
    public static BufferedImage of(BufferedImage picture, int width) {
        int narrow = Math.min(width, picture.getWidth());
        int height = Math.round((float) narrow * picture.getHeight() / picture.getWidth());
        return drawn(halved(picture, width), narrow, Math.max(1, height));
    }

    private static BufferedImage drawn(BufferedImage picture, int width, int height) {
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }
}
