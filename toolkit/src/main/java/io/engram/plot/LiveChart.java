package io.engram.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A small picture of a run that goes on: the episode return with its band, and beside it a second
 * metric. It is drawn anew from arrays at every call, fast enough to do so several times a second.
 *
 * <pre>{@code
 * var live = new LiveChart("episode return", "episode length");
 * BufferedImage picture = live.draw(steps, mean, low, high, length);
 * }</pre>
 */
public final class LiveChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 300;
    private static final int TITLE_HEIGHT = 24;
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final String X_LABEL = "environment steps";

    private final String title;
    private final String secondTitle;
    private final int width;
    private final int height;

    /**
     * A chart of 900 by 300 pixels.
     *
     * @param title what the left panel shows
     * @param secondTitle what the right panel shows
     */
    public LiveChart(String title, String secondTitle) {
        this(title, secondTitle, WIDTH, HEIGHT);
    }

    /**
     * A chart of any size.
     *
     * @param title what the left panel shows
     * @param secondTitle what the right panel shows
     * @param width pixels of both panels together, at least 200
     * @param height pixels, at least 150
     * @throws IllegalArgumentException if a side is too small
     */
    public LiveChart(String title, String secondTitle, int width, int height) {
        if (width < 200 || height < 150) {
            throw new IllegalArgumentException(
                    "a live chart needs at least 200x150 pixels, but was given %dx%d"
                            .formatted(width, height));
        }
        this.title = title;
        this.secondTitle = secondTitle;
        this.width = width;
        this.height = height;
    }

    /**
     * Draws the present state. Empty arrays give empty panels.
     *
     * @param x positions of all values, finite and never falling, usually environment steps
     * @param mean the values of the left panel; NaN leaves a gap
     * @param low the lower edge of its band, or null for no band
     * @param high the upper edge of its band, or null for no band
     * @param second the values of the right panel; NaN leaves a gap
     * @return a new picture
     * @throws IllegalArgumentException if the lengths differ or {@code x} falls or is not finite
     */
    public BufferedImage draw(
            double[] x, double[] mean, double[] low, double[] high, double[] second) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int left = width / 2;
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            paint(graphics, left, 0, new Curve(title, x, mean, low, high));
            graphics.translate(left, 0);
            paint(graphics, width - left, 1, new Curve(secondTitle, x, second));
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private void paint(Graphics2D graphics, int panelWidth, int colour, Curve curve) {
        // The title is drawn here: the library would shift a panel by the letters of its title.
        graphics.setColor(ChartStyle.INK);
        graphics.setFont(TITLE_FONT);
        int titleWidth = graphics.getFontMetrics().stringWidth(curve.name());
        graphics.drawString(curve.name(), (panelWidth - titleWidth) / 2, TITLE_HEIGHT - 6);
        graphics.translate(0, TITLE_HEIGHT);
        LearningCurve.builder("")
                .labels(X_LABEL, "")
                .size(panelWidth, height - TITLE_HEIGHT)
                .compact(colour)
                .curve(curve)
                .build()
                .chart()
                .paint(graphics, panelWidth, height - TITLE_HEIGHT);
        graphics.translate(0, -TITLE_HEIGHT);
    }
}
