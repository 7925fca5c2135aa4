package io.engram.plot;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Legend_Marker;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/**
 * Names of curves on one baseline, each behind its line. XChart centres each name by its ink, so
 * that one with a descender stands some pixels above one without. Below the chart and to its right
 * only, where this room puts legends; elsewhere it is XChart's.
 */
final class StraightLegend extends Legend_Marker<XYStyler, XYSeries> {
    private static final int MARGIN = 6;
    private static final int BEHIND_LINE = 8;
    private static final int BETWEEN = 18;
    private static final double WIDEST_PART = 0.45;
    private static final FontRenderContext OUTLINES = new FontRenderContext(null, true, true);

    private final LegendChart chart;

    private StraightLegend(LegendChart chart) {
        super(chart);
        this.chart = chart;
    }

    /** A chart with such a legend. */
    static final class LegendChart extends XYChart {
        LegendChart(XYChartBuilder builder) {
            super(builder);
            legend = new StraightLegend(this);
        }

        private List<XYSeries> named() {
            return seriesMap.values().stream()
                    .filter(each -> each.isShowInLegend() && each.isEnabled())
                    .toList();
        }

        private Rectangle2D plotBounds() {
            return plot.getBounds();
        }
    }

    private boolean isOwn() {
        LegendPosition position = style().getLegendPosition();
        return position == LegendPosition.OutsideS || position == LegendPosition.OutsideE;
    }

    private XYStyler style() {
        return chart.getStyler();
    }

    private boolean isVertical() {
        return style().getLegendLayout() == LegendLayout.Vertical;
    }

    private FontMetrics metrics() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
        try {
            return graphics.getFontMetrics(style().getLegendFont());
        } finally {
            graphics.dispose();
        }
    }

    private String label(XYSeries series, FontMetrics metrics) {
        String label = series.getLabel();
        double room = WIDEST_PART * chart.getWidth();
        int end = label.length();
        while (end > 1 && metrics.stringWidth(cut(label, end)) > room) {
            end--;
        }
        return cut(label, end);
    }

    private static String cut(String label, int end) {
        return end == label.length() ? label : label.substring(0, end).stripTrailing() + "…";
    }

    private int width(XYSeries series, FontMetrics metrics) {
        return style().getLegendSeriesLineLength()
                + BEHIND_LINE
                + metrics.stringWidth(label(series, metrics));
    }

    private int lineHeight(FontMetrics metrics) {
        return metrics.getAscent() + metrics.getDescent() + (isVertical() ? MARGIN : 0);
    }

    @Override
    public Rectangle2D getBounds() {
        List<XYSeries> named = chart.named();
        if (!isOwn()) {
            return super.getBounds();
        }
        if (!style().isLegendVisible() || named.isEmpty()) {
            return new Rectangle2D.Double();
        }
        FontMetrics metrics = metrics();
        int[] widths = named.stream().mapToInt(each -> width(each, metrics)).toArray();
        int padding = 2 * style().getLegendPadding();
        int length = 0;
        int widest = 0;
        for (int width : widths) {
            length += width;
            widest = Math.max(widest, width);
        }
        return isVertical()
                ? new Rectangle2D.Double(
                        0, 0, widest + padding, named.size() * lineHeight(metrics) + padding)
                : new Rectangle2D.Double(
                        0,
                        0,
                        length + (named.size() - 1) * BETWEEN + padding,
                        lineHeight(metrics) + padding);
    }

    @Override
    public void paint(Graphics2D graphics) {
        if (!isOwn()) {
            super.paint(graphics);
            return;
        }
        Rectangle2D size = getBounds();
        if (size.isEmpty()) {
            return;
        }
        Rectangle2D plot = chart.plotBounds();
        boolean isBelow = style().getLegendPosition() == LegendPosition.OutsideS;
        double left =
                isBelow
                        ? plot.getCenterX() - size.getWidth() / 2
                        : chart.getWidth() - size.getWidth() - MARGIN;
        double top =
                isBelow
                        ? chart.getHeight() - size.getHeight() - MARGIN
                        : plot.getCenterY() - size.getHeight() / 2;
        var bounds =
                new Rectangle2D.Double(
                        Math.rint(left), Math.rint(top), size.getWidth(), size.getHeight());
        graphics.setColor(style().getLegendBackgroundColor());
        graphics.fill(bounds);
        graphics.setColor(style().getLegendBorderColor());
        graphics.draw(bounds);
        names(
                graphics,
                bounds.x + style().getLegendPadding(),
                bounds.y + style().getLegendPadding());
    }

    private void names(Graphics2D graphics, double left, double top) {
        FontMetrics metrics = metrics();
        double x = left;
        double y = top;
        for (XYSeries each : chart.named()) {
            double middle = y + lineHeight(metrics) / 2.0;
            double line = x + style().getLegendSeriesLineLength();
            graphics.setColor(each.getLineColor());
            graphics.setStroke(each.getLineStyle());
            graphics.draw(new Line2D.Double(x, middle, line, middle));
            graphics.setColor(style().getChartFontColor());
            // The middle of a letter without ascender is that of the line.
            double baseline = middle + (metrics.getAscent() - metrics.getDescent()) / 2.0;
            write(graphics, label(each, metrics), line + BEHIND_LINE, Math.rint(baseline));
            x += isVertical() ? 0 : width(each, metrics) + BETWEEN;
            y += isVertical() ? lineHeight(metrics) : 0;
        }
    }

    /** As outlines, which are as thin as the labels of the axes. */
    private void write(Graphics2D graphics, String text, double x, double baseline) {
        if (!text.isEmpty()) {
            var layout = new TextLayout(text, style().getLegendFont(), OUTLINES);
            graphics.fill(layout.getOutline(AffineTransform.getTranslateInstance(x, baseline)));
        }
    }
}
