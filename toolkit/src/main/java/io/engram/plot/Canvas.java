package io.engram.plot;

import io.engram.show.Picture;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** What is drawn by hand: without a background, and sharp on screens of high resolution. */
final class Canvas {
    /** Dots of a picture for each unit that is drawn in. */
    static final int SCALE = 2;

    private Canvas() {}

    /**
     * Draws a picture.
     *
     * @param width its width where it is shown
     * @param height its height there
     * @param description what is on it, for those who do not see it
     * @param painting paints in these units
     * @return the picture
     */
    static Picture draw(int width, int height, String description, Consumer<Graphics2D> painting) {
        var image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            painting.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return new Picture(image, description, width);
    }
}
