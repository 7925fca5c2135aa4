package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A dot for each point, and a line through their moving mean: what a mean alone hides, such as
 * episodes that go wrong in the middle of good ones.
 *
 * <p>Of more than 10,000 points so many are drawn, evenly picked; the mean is over all.
 */
public final class Scatter {
    static final int MOST_DOTS = 10_000;
    private static final int WIDTH = 800;
    private static final int HEIGHT = 450;
    private static final int MOST_LINE_POINTS = LearningCurve.MOST_POINTS;
    private static final int WINDOWS = 50;
    private static final int LARGEST_WINDOW = 100;
    private static final int FEW = 500;
    private static final int MANY = 3_000;
    private static final int CLEAR_ALPHA = 150;
    private static final int FAINT_ALPHA = 90;
    private static final int FAINTEST_ALPHA = 50;

    private Scatter() {}

    /**
     * Draws points, each mean over a window that suits their number: a fiftieth of them, at least 1
     * and at most 100.
     *
     * @param title what stands above; may be empty
     * @param xLabel what stands below
     * @param yLabel what stands to the left
     * @param points the points; NaN and infinities are left out
     * @return the picture
     */
    public static Picture of(String title, String xLabel, String yLabel, Curve points) {
        int window = Math.max(1, Math.min(LARGEST_WINDOW, points.x().length / WINDOWS));
        return of(title, xLabel, yLabel, points, window);
    }

    /**
     * Draws points.
     *
     * @param title what stands above; may be empty
     * @param xLabel what stands below
     * @param yLabel what stands to the left
     * @param points the points; NaN and infinities are left out
     * @param window over how many neighbouring points each mean is, at least 1
     * @return the picture
     * @throws IllegalArgumentException if the window is below 1
     */
    public static Picture of(String title, String xLabel, String yLabel, Curve points, int window) {
        Curve finite = finite(points);
        XYChart chart = chart(title, xLabel, yLabel, finite, window);
        String text =
                "scatter of %s over %s%s: %d points, and their moving mean over %d"
                        .formatted(
                                yLabel,
                                xLabel,
                                title.isEmpty() ? "" : " of " + title,
                                finite.x().length,
                                window);
        return new Picture(ChartStyle.draw(chart, Canvas.SCALE), text, WIDTH);
    }

    static XYChart chart(String title, String xLabel, String yLabel, Curve finite, int window) {
        Curve mean = Curves.thin(finite.smoothed(window), MOST_LINE_POINTS);
        XYChart chart = ChartStyle.chart(WIDTH, HEIGHT, title, xLabel, yLabel);
        ChartStyle.setRange(chart, List.of(finite));
        int count = finite.x().length;
        if (count > 0) {
            int[] drawn = picked(count);
            XYSeries dots =
                    chart.addSeries(
                            "each",
                            Arrays.stream(drawn).mapToDouble(i -> finite.x()[i]).toArray(),
                            Arrays.stream(drawn).mapToDouble(i -> finite.y()[i]).toArray());
            dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            dots.setMarker(SeriesMarkers.CIRCLE);
            dots.setMarkerColor(faint(count));
            chart.getStyler().setMarkerSize(count <= FEW ? 6 : 4);
            ChartStyle.addLine(
                    chart, mean.named(window == 1 ? "line" : "mean of %d".formatted(window)), 1);
        }
        return chart;
    }

    /** The more dots lie over each other, the fainter each is. */
    private static Color faint(int count) {
        int alpha = count <= FEW ? CLEAR_ALPHA : count <= MANY ? FAINT_ALPHA : FAINTEST_ALPHA;
        return ChartStyle.withAlpha(ChartStyle.colour(0), alpha);
    }

    private static int[] picked(int count) {
        int most = Math.min(count, MOST_DOTS);
        return IntStream.range(0, most).map(i -> (int) ((long) i * count / most)).toArray();
    }

    private static Curve finite(Curve points) {
        int[] kept =
                IntStream.range(0, points.x().length)
                        .filter(i -> Double.isFinite(points.y()[i]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> points.x()[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return new Curve(
                points.name(),
                Arrays.stream(kept).mapToDouble(i -> points.x()[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> points.y()[i]).toArray());
    }
}
