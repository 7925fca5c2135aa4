package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run at a glance: one large chart and small ones below it, all over the same steps, and a
 * picture in the corner if there is one. It is readable on white and on black, twice as fine as it
 * is wide in the page, and quick to draw, so that it can be drawn anew while something goes on.
 *
 * <pre>{@code
 * var grid = new MetricGrid("environment steps", returns, List.of(entropy, kl));
 * Picture picture = grid.draw(null);
 * }</pre>
 */
public final class MetricGrid {
    /** How wide it is in the page, in the page's pixels. */
    public static final int WIDTH = 720;

    private static final int COLUMNS = 4;
    private static final int LARGE_HEIGHT = 216;
    private static final int SMALL_HEIGHT = 96;
    private static final int CORNER_WIDTH = 236;
    private static final int GAP = 14;
    private static final int CAPTION = 18;
    private static final Font CAPTION_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private final String xLabel;
    private final Panel large;
    private final List<Panel> small;

    /**
     * One metric.
     *
     * @param title what it is called
     * @param value its latest value as text; may be empty
     * @param curves its curves, the main one first; a curve without points is left out
     */
    public record Panel(String title, String value, List<Curve> curves) {
        /**
         * Copies the list.
         *
         * @param title what it is called
         * @param value its latest value as text; may be empty
         * @param curves its curves, the main one first
         */
        public Panel {
            curves = List.copyOf(curves);
        }
    }

    /**
     * Charts over the same positions.
     *
     * @param xLabel what the positions are
     * @param large the metric of the large chart
     * @param small the other metrics, four in a row
     */
    public MetricGrid(String xLabel, Panel large, List<Panel> small) {
        this.xLabel = xLabel;
        this.large = large;
        this.small = List.copyOf(small);
    }

    /**
     * Draws everything.
     *
     * @param corner a picture for the upper right corner, with its description below, or null for
     *     none
     * @return the picture; its description names the metrics and their values
     */
    public Picture draw(@Nullable Picture corner) {
        int rows = (small.size() + COLUMNS - 1) / COLUMNS;
        int height = LARGE_HEIGHT + rows * (SMALL_HEIGHT + GAP);
        return Canvas.draw(WIDTH, height, description(corner), graphics -> paint(graphics, corner));
    }

    private void paint(Graphics2D graphics, @Nullable Picture corner) {
        int largeWidth = corner == null ? WIDTH : WIDTH - CORNER_WIDTH - GAP;
        new PanelPainter(large, true).paint(at(graphics, 0, 0), largeWidth, LARGE_HEIGHT, xLabel);
        if (corner != null) {
            paintCorner(at(graphics, WIDTH - CORNER_WIDTH, 0), corner);
        }
        int width = (WIDTH - (COLUMNS - 1) * GAP) / COLUMNS;
        for (int i = 0; i < small.size(); i++) {
            int x = i % COLUMNS * (width + GAP);
            int y = LARGE_HEIGHT + GAP + i / COLUMNS * (SMALL_HEIGHT + GAP);
            new PanelPainter(small.get(i), false)
                    .paint(at(graphics, x, y), width, SMALL_HEIGHT, "");
        }
    }

    private static Graphics2D at(Graphics2D graphics, int x, int y) {
        var there = (Graphics2D) graphics.create();
        there.translate(x, y);
        return there;
    }

    /** As large as fits, its pixels sharp if it is enlarged, and its description below. */
    private static void paintCorner(Graphics2D graphics, Picture corner) {
        BufferedImage image = corner.image();
        int room = LARGE_HEIGHT - CAPTION;
        double fit =
                Math.min(
                        (double) CORNER_WIDTH / image.getWidth(),
                        (double) room / image.getHeight());
        int width = (int) Math.max(1, Math.round(fit * image.getWidth()));
        int height = (int) Math.max(1, Math.round(fit * image.getHeight()));
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                fit >= 1
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int left = (CORNER_WIDTH - width) / 2;
        int top = (room - height) / 2;
        graphics.drawImage(image, left, top, width, height, null);
        graphics.setColor(ChartStyle.GRID);
        graphics.drawRect(left, top, width - 1, height - 1);
        graphics.setColor(ChartStyle.INK);
        graphics.setFont(CAPTION_FONT);
        FontMetrics metrics = graphics.getFontMetrics();
        int wide = metrics.stringWidth(corner.description());
        graphics.drawString(
                corner.description(), (CORNER_WIDTH - wide) / 2f, top + height + CAPTION - 4f);
        graphics.dispose();
    }

    private String description(Picture corner) {
        String values =
                small.stream().map(MetricGrid::text).collect(Collectors.joining("; ", "; ", ""));
        return "charts over %s: %s%s%s"
                .formatted(
                        xLabel,
                        text(large),
                        small.isEmpty() ? "" : values,
                        corner == null ? "" : "; and a picture: " + corner.description());
    }

    private static String text(Panel panel) {
        return panel.value().isEmpty() ? panel.title() : panel.title() + " " + panel.value();
    }
}
