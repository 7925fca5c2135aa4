package io.engram.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
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
     * The palette of Okabe and Ito (2008), which colour-blind people tell apart, without yellow.
     */
    private static final Color[] PALETTE = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x000000)
    };

    private static final int BAND_ALPHA = 56;
    static final Color INK = new Color(0x333333);
    private static final Color QUIET_INK = new Color(0x555555);
    private static final Color GRID = new Color(0xE8E8E8);
    private static final Color AXIS = new Color(0xBBBBBB);
    private static final float LINE_WIDTH = 2f;

    /** Of no account for round joins; Java2D asks for one. */
    private static final float MITRE_LIMIT = 10;

    private static final double MOST_EMPTY = 0.25;

    private final float scale;

    private ChartStyle(float scale) {
        this.scale = scale;
    }

    static ChartStyle large() {
        return new ChartStyle(1);
    }

    static ChartStyle compact() {
        return new ChartStyle(0.85f);
    }

    /** Names below each other, to the right of the chart: side by side, they would not fit. */
    static void legendBeside(XYChart chart) {
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendLayout(LegendLayout.Vertical);
    }

    static Color colour(int index) {
        return PALETTE[index % PALETTE.length];
    }

    XYChart chart(int width, int height, String title, String xLabel, String yLabel) {
        var chart =
                new XYChartBuilder()
                        .width(width)
                        .height(height)
                        .title(title)
                        .xAxisTitle(xLabel)
                        .yAxisTitle(yLabel)
                        .build();
        XYStyler style = chart.getStyler();
        style.setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartPadding(Math.round(12 * scale))
                .setChartTitleBoxVisible(false)
                .setChartTitleVisible(!title.isEmpty())
                .setChartTitleFont(font(Font.BOLD, 16))
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setPlotContentSize(0.96)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setLegendBackgroundColor(Color.WHITE)
                .setLegendFont(font(Font.PLAIN, 13))
                .setMarkerSize(7)
                .setAntiAlias(true);
        styleAxes(style, !xLabel.isEmpty(), !yLabel.isEmpty());
        return chart;
    }

    private void styleAxes(XYStyler style, boolean xTitle, boolean yTitle) {
        style.setXAxisTitleVisible(xTitle)
                .setYAxisTitleVisible(yTitle)
                .setAxisTitleFont(font(Font.PLAIN, 13))
                .setAxisTickLabelsFont(font(Font.PLAIN, 12))
                .setAxisTickLabelsColor(QUIET_INK)
                .setAxisTickMarksColor(AXIS)
                .setAxisTickMarksStroke(new BasicStroke(1))
                .setAxisTickMarkLength(4)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setPlotTicksMarksVisible(false)
                .setPlotMargin(0)
                .setXAxisTickMarkSpacingHint(Math.round(90 * scale))
                .setYAxisTickMarkSpacingHint(Math.round(50 * scale))
                .setXAxisTickLabelsFormattingFunction(TickLabels::of)
                .setYAxisTickLabelsFormattingFunction(TickLabels::of);
    }

    private Font font(int face, int size) {
        return new Font(Font.SANS_SERIF, face, Math.round(size * scale));
    }

    void addBand(XYChart chart, Curve curve, Color colour) {
        Points points = Points.band(curve);
        if (points.drawable()) {
            // A name that no curve has: names of curves are unique, and this one is longer.
            XYSeries series = chart.addSeries(curve.name() + "\u0000band", points.x(), points.y());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
            series.setFillColor(
                    new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_ALPHA));
            series.setLineStyle(SeriesLines.NONE);
            series.setMarker(SeriesMarkers.NONE);
            series.setShowInLegend(false);
        }
    }

    void addLine(XYChart chart, Curve curve, int index) {
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

    /** Dashed where a colour comes again. */
    private BasicStroke stroke(int index) {
        float[] dashes = index < PALETTE.length ? null : new float[] {5 * scale, 7 * scale};
        return new BasicStroke(
                LINE_WIDTH * scale,
                BasicStroke.CAP_ROUND,
                BasicStroke.JOIN_ROUND,
                MITRE_LIMIT,
                dashes,
                0);
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
