package io.engram.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;

/** Draws one metric of a {@link MetricGrid}: its title and value, and its curves below. */
final class PanelPainter {
    private static final int MOST_POINTS = 300;
    private static final int TITLE_HEIGHT = 20;
    private static final int TITLE_GAP = 8;
    private static final int SMALLEST_TITLE = 9;
    private static final int TICKS_OF_LARGE = 4;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font VALUE = new Font(Font.SANS_SERIF, Font.BOLD, 12);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

    private final MetricGrid.Panel panel;
    private final List<Curve> curves;
    private final boolean large;
    private Scale horizontal;
    private Scale vertical;

    PanelPainter(MetricGrid.Panel panel, boolean large) {
        this.panel = panel;
        this.large = large;
        curves = panel.curves().stream().map(curve -> Curves.thin(curve, MOST_POINTS)).toList();
    }

    /** Draws, and frees the graphics. */
    void paint(Graphics2D graphics, int width, int height, String xLabel) {
        paintTitle(graphics, width);
        graphics.setFont(TICK);
        FontMetrics metrics = graphics.getFontMetrics();
        int bottom = large ? height - 2 * metrics.getHeight() : height - 4;
        int top = TITLE_HEIGHT + 6;
        double[] range = AxisRange.of(curves);
        boolean empty = AxisRange.isEmpty(curves);
        double[] ticks = AxisRange.ticks(range[0], range[1], large && !empty ? TICKS_OF_LARGE : 1);
        int left = 4;
        for (double tick : ticks) {
            left = empty ? left : Math.max(left, metrics.stringWidth(TickLabels.of(tick)) + 6);
        }
        double[] steps = AxisRange.positions(curves);
        horizontal = new Scale(steps[0], steps[1], left, width - 4);
        vertical = new Scale(range[0], range[1], bottom, top);
        for (double tick : ticks) {
            double y = vertical.at(tick);
            graphics.setColor(ChartStyle.GRID);
            graphics.setStroke(new BasicStroke(1));
            graphics.draw(new Line2D.Double(left, y, width - 4, y));
            graphics.setColor(ChartStyle.INK);
            String label = empty ? "" : TickLabels.of(tick);
            graphics.drawString(label, left - 5 - metrics.stringWidth(label), (float) y + 3.5f);
        }
        var pen = new CurvePen(horizontal, vertical);
        if (large) {
            paintSteps(graphics, metrics, bottom, empty ? null : steps, xLabel);
        }
        for (int i = 0; i < curves.size(); i++) {
            pen.draw(graphics, curves.get(i), ChartStyle.colour(i), i > 0);
        }
        graphics.dispose();
    }

    private void paintTitle(Graphics2D graphics, int width) {
        graphics.setColor(ChartStyle.INK);
        graphics.setFont(VALUE);
        int left = width - 4 - graphics.getFontMetrics().stringWidth(panel.value());
        graphics.drawString(panel.value(), left, TITLE_HEIGHT - 6);
        String title =
                TextFit.fit(graphics, panel.title(), TITLE, SMALLEST_TITLE, left - TITLE_GAP);
        graphics.drawString(title, 2, TITLE_HEIGHT - 6);
        int x = graphics.getFontMetrics().stringWidth(title) + 12;
        if (large && curves.size() > 1) {
            for (int i = 0; i < curves.size(); i++) {
                graphics.setColor(ChartStyle.colour(i));
                graphics.drawString(curves.get(i).name(), x, TITLE_HEIGHT - 6);
                x += graphics.getFontMetrics().stringWidth(curves.get(i).name()) + 10;
            }
        }
    }

    private void paintSteps(
            Graphics2D graphics, FontMetrics metrics, int bottom, double[] steps, String xLabel) {
        float line = bottom + metrics.getHeight();
        double[] ticks =
                steps == null ? new double[0] : AxisRange.ticks(steps[0], steps[1], TICKS_OF_LARGE);
        for (double tick : ticks) {
            String label = TickLabels.of(tick);
            float wide = metrics.stringWidth(label);
            double x = Math.min(horizontal.at(tick), horizontal.end() - wide / 2);
            graphics.drawString(label, (float) x - wide / 2, line);
        }
        float wide = metrics.stringWidth(xLabel);
        graphics.drawString(
                xLabel, (float) (horizontal.begin() + horizontal.end() - wide) / 2, line + 12);
    }
}
