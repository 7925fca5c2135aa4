package io.engram.notebook;

import io.engram.training.Progress;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The curve of a run while it trains: mean and band of the episode return. */
final class ProgressChart {
    private static final Color LINE = new Color(0x1f77b4);
    private static final Color BAND = new Color(0x1f, 0x77, 0xb4, 60);
    private static final Color INK = new Color(0x808080);
    private static final Color GRID = new Color(128, 128, 128, 70);
    private static final Color CLEAR = new Color(0, 0, 0, 0);

    private ProgressChart() {}

    /** The curve, or empty while there are fewer than two points of it. */
    static Optional<BufferedImage> draw(Progress progress) {
        int[] known =
                IntStream.range(0, progress.curveSteps().length)
                        .filter(i -> Double.isFinite(progress.curveMean()[i]))
                        .toArray();
        if (known.length < 2) {
            return Optional.empty();
        }
        double[] steps = pick(progress.curveSteps(), known);
        XYChart chart = empty();
        XYSeries band = chart.addSeries("band", loop(steps), band(progress, known));
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(BAND);
        band.setLineColor(CLEAR);
        band.setMarker(SeriesMarkers.NONE);
        XYSeries mean = chart.addSeries("mean", steps, pick(progress.curveMean(), known));
        mean.setLineColor(LINE);
        mean.setLineStyle(new BasicStroke(2));
        mean.setMarker(SeriesMarkers.NONE);
        return Optional.of(Pictures.draw(chart));
    }

    private static XYChart empty() {
        XYChart chart =
                new XYChartBuilder()
                        .width(640)
                        .height(260)
                        .theme(ChartTheme.Matlab)
                        .xAxisTitle("environment steps")
                        .yAxisTitle("episode return")
                        .build();
        // A clear ground and grey ink can be read on a light page and on a dark one.
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(CLEAR);
        styler.setPlotBackgroundColor(CLEAR);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setLegendVisible(false);
        styler.setChartTitleVisible(false);
        styler.setChartFontColor(INK);
        styler.setAxisTickLabelsColor(INK);
        styler.setAxisTickMarksColor(INK);
        return chart;
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    /** There and back again, as the outline of the band goes. */
    private static double[] loop(double[] steps) {
        int n = steps.length;
        return IntStream.range(0, 2 * n)
                .mapToDouble(i -> i < n ? steps[i] : steps[2 * n - 1 - i])
                .toArray();
    }

    private static double[] band(Progress progress, int[] known) {
        double[] high = pick(progress.curveHigh(), known);
        double[] low = pick(progress.curveLow(), known);
        int n = known.length;
        return IntStream.range(0, 2 * n)
                .mapToDouble(i -> i < n ? high[i] : low[2 * n - 1 - i])
                .toArray();
    }
}
