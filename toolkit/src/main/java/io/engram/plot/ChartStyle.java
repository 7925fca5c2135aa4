package io.engram.plot;

import io.engram.show.Canvas;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How every chart of the toolkit looks. */
final class ChartStyle {
    /**
     * The palette of Okabe and Ito (2008), which colour-blind people tell apart, without yellow;
     * blue is lighter, orange and sky blue are darker, so that each stands out on white and on
     * black. Sky blue, which is near to blue, comes last, and its line is dashed.
     */
    private static final Color[] PALETTE = {
        new Color(0x1F86CC),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xC58A00),
        new Color(0x808080),
        new Color(0x3FA7DC)
    };

    private static final int BAND_ALPHA = 56;

    /** Of bands that lie over each other. */
    private static final int CROWDED_ALPHA = 36;

    /** As readable on white as on black: more than four times as light or as dark. */
    static final Color INK = new Color(0x777777);

    static final Color GRID = new Color(0x80, 0x80, 0x80, 64);
    private static final Color AXIS = new Color(0x80, 0x80, 0x80, 128);
    private static final Color NOTHING = new Color(0, 0, 0, 0);
    private static final float LINE_WIDTH = 2f;

    /** Of no account for round joins; Java2D asks for one. */
    private static final float MITRE_LIMIT = 10;

    private static final double MOST_EMPTY = 0.25;

    private ChartStyle() {}

    /** Names below each other, to the right of the chart: side by side, they would not fit. */
    static void legendBeside(XYChart chart) {
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendLayout(LegendLayout.Vertical);
    }

    static Color colour(int index) {
        return PALETTE[index % PALETTE.length];
    }

    /** A colour as of bands. */
    static Color faint(Color colour) {
        return withAlpha(colour, BAND_ALPHA);
    }

    static Color withAlpha(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    static XYChart chart(int width, int height, String title, String xLabel, String yLabel) {
        var chart =
                new StraightLegend.LegendChart(
                        new XYChartBuilder()
                                .width(width)
                                .height(height)
                                .title(title)
                                .xAxisTitle(xLabel)
                                .yAxisTitle(yLabel));
        XYStyler style = chart.getStyler();
        style.setChartBackgroundColor(NOTHING)
                .setChartFontColor(INK)
                .setChartPadding(12)
                .setChartTitleBoxVisible(false)
                .setChartTitleVisible(!title.isEmpty())
                .setChartTitleFont(font(Font.BOLD, 16))
                .setPlotBackgroundColor(NOTHING)
                .setPlotBorderVisible(false)
                .setPlotContentSize(0.96)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(NOTHING)
                .setLegendBackgroundColor(NOTHING)
                .setLegendFont(font(Font.PLAIN, 13))
                .setMarkerSize(7)
                .setAntiAlias(true);
        styleAxes(style, !xLabel.isEmpty(), !yLabel.isEmpty());
        return chart;
    }

    private static void styleAxes(XYStyler style, boolean xTitle, boolean yTitle) {
        style.setXAxisTitleVisible(xTitle)
                .setYAxisTitleVisible(yTitle)
                .setAxisTitleFont(font(Font.PLAIN, 13))
                .setAxisTickLabelsFont(font(Font.PLAIN, 12))
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(AXIS)
                .setAxisTickMarksStroke(new BasicStroke(1))
                .setAxisTickMarkLength(4)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotTicksMarksVisible(false)
                .setPlotMargin(0)
                .setXAxisTickMarkSpacingHint(90)
                .setYAxisTickMarkSpacingHint(50)
                .setXAxisTickLabelsFormattingFunction(TickLabels::of)
                .setYAxisTickLabelsFormattingFunction(TickLabels::of);
    }

    private static Font font(int face, int size) {
        return new Font(Font.SANS_SERIF, face, size);
    }

    /** Draws a chart of its own size, so many pixels to each of the page's. */
    static BufferedImage draw(XYChart chart, int scale) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        return Canvas.image(width, height, scale, graphics -> chart.paint(graphics, width, height));
    }

    static void addBand(XYChart chart, Curve curve, Color colour, boolean crowded) {
        Points points = Points.band(curve);
        if (points.drawable()) {
            // A name that no curve has: names of curves are unique, and this one is longer.
            XYSeries series = chart.addSeries(curve.name() + "\u0000band", points.x(), points.y());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
            series.setFillColor(crowded ? withAlpha(colour, CROWDED_ALPHA) : faint(colour));
            series.setLineStyle(SeriesLines.NONE);
            series.setMarker(SeriesMarkers.NONE);
            series.setShowInLegend(false);
        }
    }

    static void addLine(XYChart chart, Curve curve, int index) {
        Color colour = colour(index);
        XYStyler style = chart.getStyler();
        double start = style.getXAxisMin();
        Points points = Points.line(curve, start + (style.getXAxisMax() - start) / Math.PI);
        if (!points.drawable()) {
            return;
        }
        XYSeries series = chart.addSeries(curve.name(), points.x(), points.y());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(colour);
        series.setLineStyle(stroke(index));
        series.setMarker(SeriesMarkers.NONE);
        Points lone = Points.lone(curve);
        if (lone.drawable()) {
            XYSeries dots = chart.addSeries(curve.name() + "\u0000lone", lone.x(), lone.y());
            dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            dots.setMarker(SeriesMarkers.CIRCLE);
            dots.setMarkerColor(colour);
            dots.setShowInLegend(false);
        }
    }

    /** Dashed where a colour comes again, or one that is like it. */
    private static BasicStroke stroke(int index) {
        float[] dashes = index < PALETTE.length - 1 ? null : new float[] {5, 7};
        return new BasicStroke(
                LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, MITRE_LIMIT, dashes, 0);
    }

    /** Fits the horizontal axis to the curves, from 0 if that costs little room. */
    static void setRange(XYChart chart, List<Curve> curves) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean drawable = false;
        for (Curve curve : curves) {
            double[] x = curve.x();
            if (x.length > 0) {
                low = Math.min(low, x[0]);
                high = Math.max(high, x[x.length - 1]);
                drawable |= Arrays.stream(curve.y()).anyMatch(Double::isFinite);
            }
        }
        if (low > high) {
            low = 0;
            high = 1;
        }
        if (low > 0 && (low <= MOST_EMPTY * high || low == high)) {
            low = 0;
        }
        chart.getStyler().setXAxisMin(low).setXAxisMax(low == high ? low + 1 : high);
        if (!drawable) {
            chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        }
    }
}
