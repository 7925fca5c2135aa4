package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A bar for each of several shares of a whole, and a line for how sure each is. It is readable on
 * white and on black, and twice as fine as it is wide in the page.
 *
 * <pre>{@code
 * ShareChart.of("what decides", List.of(new ShareChart.Share("learning rate", 0.6, 0.3, 0.8, true)), "…")
 * }</pre>
 */
public final class ShareChart {
    private static final int WIDTH = MetricGrid.WIDTH;
    private static final int ROW = 30;
    private static final int BAR = 16;
    private static final int TITLE_HEIGHT = 26;
    private static final int AXIS_HEIGHT = 20;
    private static final int GAP = 10;
    private static final int WIDEST_NAME = 220;
    private static final int NUMBERS = 120;
    private static final int SMALLEST = 9;
    private static final int CAP = 4;
    private static final int GREY = 5;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final Font NAME = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

    /**
     * A share.
     *
     * @param name of what
     * @param value from 0 to 1, or NaN if it is not known
     * @param low the lower end of its interval, or NaN for none
     * @param high the upper end of its interval, or NaN for none
     * @param isMain whether it is one of those that the chart is about; the others are grey
     */
    public record Share(String name, double value, double low, double high, boolean isMain) {}

    private ShareChart() {}

    /**
     * Draws shares.
     *
     * @param title what stands above; may be empty
     * @param shares from top to bottom
     * @param description what is on it, for those who do not see it
     * @return the picture
     */
    public static Picture of(String title, List<Share> shares, String description) {
        int top = title.isEmpty() ? 4 : TITLE_HEIGHT;
        int height = top + ROW * shares.size() + AXIS_HEIGHT;
        return Canvas.draw(
                WIDTH, height, description, graphics -> paint(graphics, title, shares, top));
    }

    private static void paint(Graphics2D graphics, String title, List<Share> shares, int top) {
        graphics.setColor(ChartStyle.INK);
        if (!title.isEmpty()) {
            String fits = TextFit.fit(graphics, title, TITLE, SMALLEST, WIDTH - 2);
            graphics.drawString(fits, 2, TITLE_HEIGHT - 11);
        }
        graphics.setFont(NAME);
        FontMetrics metrics = graphics.getFontMetrics();
        int names =
                shares.stream().mapToInt(each -> metrics.stringWidth(each.name())).max().orElse(0);
        double left = Math.min(WIDEST_NAME, names) + GAP + 2;
        var scale = new Scale(0, 1, left, WIDTH - NUMBERS);
        paintAxis(graphics, scale, top, top + ROW * shares.size());
        for (int i = 0; i < shares.size(); i++) {
            paint(graphics, scale, shares.get(i), top + ROW * i + ROW / 2.0);
        }
    }

    private static void paintAxis(Graphics2D graphics, Scale scale, int top, int bottom) {
        graphics.setFont(TICK);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.setStroke(new BasicStroke(1));
        for (int percent = 0; percent <= 100; percent += 25) {
            double at = scale.at(percent / 100.0);
            graphics.setColor(ChartStyle.GRID);
            graphics.draw(new Line2D.Double(at, top, at, bottom));
            graphics.setColor(ChartStyle.INK);
            String label = percent + " %";
            graphics.drawString(
                    label, (float) (at - metrics.stringWidth(label) / 2.0), bottom + 13f);
        }
    }

    private static void paint(Graphics2D graphics, Scale scale, Share share, double y) {
        graphics.setColor(ChartStyle.INK);
        double room = scale.begin() - GAP;
        String name = TextFit.name(graphics, share.name(), NAME, SMALLEST, room);
        double wide = graphics.getFontMetrics().stringWidth(name);
        graphics.drawString(name, (float) (room - wide), (float) y + 4);
        graphics.setFont(NAME);
        graphics.drawString(text(share), (float) scale.end() + GAP, (float) y + 4);
        if (Double.isNaN(share.value())) {
            return;
        }
        Color colour = ChartStyle.colour(share.isMain() ? 0 : GREY);
        graphics.setColor(ChartStyle.withAlpha(colour, 130));
        double end = scale.at(share.value());
        graphics.fill(
                new Rectangle2D.Double(scale.begin(), y - BAR / 2.0, end - scale.begin(), BAR));
        if (!Double.isNaN(share.low() + share.high())) {
            graphics.setColor(colour);
            graphics.setStroke(new BasicStroke(2));
            double low = scale.at(share.low());
            double high = scale.at(share.high());
            graphics.draw(new Line2D.Double(low, y, high, y));
            graphics.draw(new Line2D.Double(low, y - CAP, low, y + CAP));
            graphics.draw(new Line2D.Double(high, y - CAP, high, y + CAP));
        }
    }

    private static String text(Share share) {
        if (Double.isNaN(share.value())) {
            return "too few runs";
        }
        return Double.isNaN(share.low() + share.high())
                ? percent(share.value()) + " %"
                : "%d %% (%d to %d)"
                        .formatted(
                                percent(share.value()),
                                percent(share.low()),
                                percent(share.high()));
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }
}
