package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Figures;
import io.engram.show.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How often a number was how large, and where the mean is.
 *
 * <p>A bar counts what is at its left end and not what is at its right end, but for the last. Bars
 * are as wide as Freedman and Diaconis (1981) say, twice the interquartile range over the cube root
 * of the number of values, brought to a round width; of whole numbers no bar is narrower than 1.
 * There are at most 60.
 */
public final class Histogram {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 360;
    private static final int MOST_BARS = 60;
    private static final int FEWEST_BARS = 10;
    private static final double GAP = 0.04;
    private static final double HEADROOM = 1.06;
    private static final double SAME = 1e-9;

    /** Where the first bar begins, and how wide each is. */
    record Bins(double low, double width, int[] counts) {
        double at(int bar) {
            return low + bar * width;
        }
    }

    private Histogram() {}

    /**
     * Draws a histogram.
     *
     * @param title what stands above; may be empty
     * @param xLabel what the values are
     * @param yLabel what is counted, for example {@code episodes}
     * @param values the values; what is not finite is left out
     * @return the picture
     * @throws IllegalArgumentException if no value is finite
     */
    public static Picture of(String title, String xLabel, String yLabel, double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            throw new IllegalArgumentException(
                    "a histogram of %s needs at least one finite value".formatted(xLabel));
        }
        Bins bins = bins(finite);
        double mean = Arrays.stream(finite).average().orElseThrow();
        XYChart chart = chart(title, xLabel, yLabel, bins, mean);
        String text =
                "histogram of %s%s: %d %s from %s to %s, mean %s"
                        .formatted(
                                xLabel,
                                title.isEmpty() ? "" : " of " + title,
                                finite.length,
                                yLabel,
                                Figures.plain(finite[0]),
                                Figures.plain(finite[finite.length - 1]),
                                Figures.plain(mean));
        return new Picture(ChartStyle.draw(chart, Canvas.SCALE), text, WIDTH);
    }

    private static XYChart chart(
            String title, String xLabel, String yLabel, Bins bins, double mean) {
        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT, title, xLabel, yLabel);
        int bars = bins.counts().length;
        double top = Arrays.stream(bins.counts()).max().orElseThrow();
        var styler = chart.getStyler();
        styler.setXAxisMin(bins.at(0)).setXAxisMax(bins.at(bars));
        styler.setYAxisMin(0.0).setYAxisMax(top * HEADROOM);
        styler.setYAxisTickLabelsFormattingFunction(Histogram::whole);
        double[] x = new double[5 * bars];
        double[] y = new double[5 * bars];
        for (int i = 0; i < bars; i++) {
            double left = bins.at(i) + GAP * bins.width();
            double right = bins.at(i + 1) - GAP * bins.width();
            double[] corners = {left, left, right, right, right};
            double[] heights = {0, bins.counts()[i], bins.counts()[i], 0, Double.NaN};
            System.arraycopy(corners, 0, x, 5 * i, 5);
            System.arraycopy(heights, 0, y, 5 * i, 5);
        }
        XYSeries series = chart.addSeries(yLabel, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(ChartStyle.withAlpha(ChartStyle.colour(0), 170));
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
        ChartStyle.addLine(
                chart,
                new Curve(
                        "mean " + Figures.plain(mean),
                        new double[] {mean, mean},
                        new double[] {0, top * HEADROOM}),
                1);
        return chart;
    }

    /** Half an episode is none. */
    private static String whole(double value) {
        return Math.abs(value - Math.rint(value)) < SAME ? TickLabels.of(value) : "";
    }

    /** Counts sorted finite values. */
    static Bins bins(double[] sorted) {
        double low = sorted[0];
        double range = sorted[sorted.length - 1] - low;
        boolean areWhole = DoubleStream.of(sorted).allMatch(value -> value == Math.rint(value));
        if (range <= SAME * Math.max(1, Math.abs(low))) {
            double width = areWhole || low == 0 ? 1 : Math.abs(low) / FEWEST_BARS;
            // One bar with room on both sides.
            return new Bins(low - 2.5 * width, width, new int[] {0, 0, sorted.length, 0, 0});
        }
        double width = width(sorted, range, areWhole);
        // Whole numbers are in the middle of bars of their own.
        double shift = areWhole && width == 1 ? 0.5 : 0;
        double begin = Math.floor((low + shift) / width + SAME) * width - shift;
        // As NumPy has it, the last bar has both its ends.
        double last = (sorted[sorted.length - 1] - begin) / width;
        int bars = Math.max(1, (int) Math.ceil(last - SAME));
        var counts = new int[bars];
        for (double value : sorted) {
            counts[Math.min(bars - 1, (int) Math.floor((value - begin) / width + SAME))]++;
        }
        return new Bins(begin, width, counts);
    }

    private static double width(double[] sorted, double range, boolean areWhole) {
        double quarters = quartile(sorted, 3) - quartile(sorted, 1);
        double wanted = 2 * quarters / Math.cbrt(sorted.length);
        wanted = Math.max(range / MOST_BARS, Math.min(range / FEWEST_BARS, wanted));
        double width = rounded(wanted);
        return areWhole ? Math.max(1, Math.rint(width)) : width;
    }

    private static double quartile(double[] sorted, int which) {
        return sorted[(sorted.length - 1) * which / 4];
    }

    /** Up to 1, 2 or 5 times a power of ten. */
    private static double rounded(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        return List.of(1, 2, 5).stream()
                .mapToDouble(factor -> factor * power)
                .filter(round -> round >= width * (1 - SAME))
                .findFirst()
                .orElse(10 * power);
    }
}
