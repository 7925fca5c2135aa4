package io.engram.show;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** What is drawn by hand: without a background, and sharp on screens of high resolution. */
public final class Canvas {
    /** Dots of a picture for each unit that is drawn in. */
    public static final int SCALE = 2;

    private Canvas() {}

    /**
     * Draws a picture.
     *
     * @param width its width where it is shown, at least 1
     * @param height its height there, at least 1
     * @param description what is on it, for those who do not see it
     * @param painting paints in these units
     * @return the picture
     */
    public static Picture draw(
            int width, int height, String description, Consumer<Graphics2D> painting) {
        var image =
                image(
                        width,
                        height,
                        SCALE,
                        graphics -> {
                            graphics.setRenderingHint(
                                    RenderingHints.KEY_STROKE_CONTROL,
                                    RenderingHints.VALUE_STROKE_PURE);
                            painting.accept(graphics);
                        });
        return new Picture(image, description, width);
    }

    /**
     * Draws pixels, with smooth lines and letters.
     *
     * @param width in units, at least 1
     * @param height in units, at least 1
     * @param scale the dots for each unit, at least 1
     * @param painting paints in these units
     * @return the pixels, transparent where nothing was painted
     */
    public static BufferedImage image(
            int width, int height, int scale, Consumer<Graphics2D> painting) {
        var image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(scale, scale);
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            painting.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }
}
