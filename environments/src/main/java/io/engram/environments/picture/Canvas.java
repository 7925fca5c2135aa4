package io.engram.environments.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A sheet to draw on: antialiased, with a background. Coordinates are pixels from the upper left.
 *
 * <pre>{@code
 * var canvas = new Canvas(600, 400, Color.WHITE);
 * canvas.fill(new Rectangle2D.Double(10, 10, 50, 30), Color.BLACK);
 * return canvas.finish();
 * }</pre>
 */
public final class Canvas {
    private final BufferedImage image;
    private final Graphics2D graphics;

    /**
     * An empty sheet.
     *
     * @param width the number of columns
     * @param height the number of rows
     * @param background the colour that it is filled with
     */
    public Canvas(int width, int height, Color background) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        fill(new Rectangle2D.Double(0, 0, width, height), background);
    }

    /**
     * Fills a shape.
     *
     * @param shape the shape
     * @param color its colour
     */
    public void fill(Shape shape, Color color) {
        graphics.setColor(color);
        graphics.fill(shape);
    }

    /**
     * Draws the outline of a shape with round ends.
     *
     * @param shape the shape
     * @param color its colour
     * @param width the width of the line
     */
    public void draw(Shape shape, Color color, double width) {
        graphics.setColor(color);
        graphics.setStroke(
                new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    /**
     * Writes a line of text around a middle.
     *
     * @param text the text
     * @param x the middle of the line
     * @param y the middle of the capital letters
     * @param size the size of the letters
     * @param color their colour
     */
    public void write(String text, double x, double y, int size, Color color) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
        graphics.setColor(color);
        double width = graphics.getFontMetrics().stringWidth(text);
        double capitals =
                graphics.getFont()
                        .createGlyphVector(graphics.getFontRenderContext(), "H")
                        .getVisualBounds()
                        .getHeight();
        graphics.drawString(text, (float) (x - width / 2), (float) (y + capitals / 2));
    }

    /**
     * Ends the drawing.
     *
     * @return the picture
     */
    public BufferedImage finish() {
        graphics.dispose();
        return image;
    }
}
