package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/**
 * A chart of one or several curves, each with a band, that shows how learning went.
 *
 * <pre>{@code
 * LearningCurve.builder("CartPole without velocities")
 *         .labels("environment steps", "episode return")
 *         .curve("Recurrent PPO", steps, mean, low, high)
 *         .curve("PPO", otherSteps, otherMean)
 *         .build()
 *         .chart()
 * }</pre>
 *
 * <p>Of more than three curves only the lines are drawn unless {@link Builder#bandsOfAll} says
 * otherwise, and their names stand beside the chart.
 *
 * <p>Long curves stay quick to draw: of each at most 600 points are drawn, and if it has more, each
 * is the mean of a stretch.
 */
public final class LearningCurve {
    static final int MOST_POINTS = 600;

    /** Bands over more bands than this are one grey, and hide what they are about. */
    static final int MOST_BANDS = 3;

    private final Builder settings;
    private final List<Curve> curves;

    private LearningCurve(Builder settings) {
        this.settings = settings;
        curves =
                settings.curves.stream()
                        .map(curve -> Curves.smooth(curve, settings.smoothing))
                        .map(curve -> Curves.thin(curve, MOST_POINTS))
                        .toList();
    }

    /**
     * Starts a chart.
     *
     * @param title what stands above it; may be empty
     * @return the builder
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    /**
     * The chart, for a notebook to show or for more styling.
     *
     * @return a new chart at each call
     */
    public XYChart chart() {
        XYChart chart =
                ChartStyle.chart(
                        settings.width,
                        settings.height,
                        settings.title,
                        settings.xLabel,
                        settings.yLabel);
        chart.getStyler().setLegendVisible(curves.size() > 1);
        ChartStyle.setRange(chart, curves);
        boolean crowded = curves.size() > MOST_BANDS;
        if (crowded) {
            ChartStyle.legendBeside(chart);
        }
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).hasBand() && (!crowded || settings.bands)) {
                ChartStyle.addBand(chart, curves.get(i), ChartStyle.colour(i), crowded);
            }
        }
        for (int i = 0; i < curves.size(); i++) {
            ChartStyle.addLine(chart, curves.get(i), i);
        }
        return chart;
    }

    /**
     * The same chart with one more curve, for example that of another system over one's own.
     *
     * <pre>{@code
     * run.curves().with(RunLog.read(Path.of("sb3/progress.csv")).curve().named("SB3"))
     * }</pre>
     *
     * @param curve the curve, drawn over the others
     * @return a new chart
     * @throws IllegalArgumentException if there is a curve of that name already
     */
    public LearningCurve with(Curve curve) {
        var builder = new Builder(settings.title);
        builder.curves.addAll(settings.curves);
        builder.xLabel = settings.xLabel;
        builder.yLabel = settings.yLabel;
        builder.smoothing = settings.smoothing;
        builder.bands = settings.bands;
        builder.width = settings.width;
        builder.height = settings.height;
        return builder.curve(curve).build();
    }

    /**
     * The chart as a picture without a background: its ink is readable on white and on black.
     *
     * @return a picture of the size that was built
     */
    public BufferedImage toImage() {
        return draw(1);
    }

    /**
     * The chart for a page: as {@link #toImage}, and twice as fine, for screens of high density.
     *
     * @return the picture, as wide in the page as was built
     */
    public Picture toPicture() {
        String names = curves.stream().map(Curve::name).collect(Collectors.joining(", "));
        return new Picture(
                draw(Canvas.SCALE),
                "chart of %s over %s%s%s"
                        .formatted(
                                settings.yLabel.isEmpty() ? "values" : settings.yLabel,
                                settings.xLabel.isEmpty() ? "positions" : settings.xLabel,
                                settings.title.isEmpty() ? "" : " of " + settings.title,
                                names.isEmpty() ? "" : ": " + names),
                settings.width);
    }

    private BufferedImage draw(int scale) {
        return ChartStyle.draw(chart(), scale);
    }

    private byte[] png() {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(toImage(), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the chart: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "LearningCurve(%s)".formatted(settings.title);
    }

    /**
     * Saves the chart as a PNG file; an older file is replaced.
     *
     * @param file where to; missing folders are made
     * @throws UncheckedIOException if the file cannot be written
     */
    public void writePng(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var stream = new FileOutputStream(file.toFile())) {
                stream.write(png());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the chart " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Collects what a chart shows. Defaults: no labels, no smoothing, 800 by 450 pixels.
     *
     * <p>Not safe for use by several threads at once.
     */
    public static final class Builder {
        private static final int SMALLEST_SIDE = 100;

        private final String title;
        private final List<Curve> curves = new ArrayList<>();
        private String xLabel = "";
        private String yLabel = "";
        private int smoothing = 1;
        private boolean bands;
        private int width = 800;
        private int height = 450;

        private Builder(String title) {
            this.title = title;
        }

        /**
         * Names the axes.
         *
         * @param x what stands below the chart; may be empty
         * @param y what stands to its left; may be empty
         * @return this builder
         */
        public Builder labels(String x, String y) {
            xLabel = x;
            yLabel = y;
            return this;
        }

        /**
         * Adds a curve.
         *
         * @param curve the curve
         * @return this builder
         * @throws IllegalArgumentException if there is a curve of that name already
         */
        public Builder curve(Curve curve) {
            if (curves.stream().anyMatch(other -> other.name().equals(curve.name()))) {
                throw new IllegalArgumentException("there are two curves named " + curve.name());
            }
            curves.add(curve);
            return this;
        }

        /**
         * Adds a curve without a band.
         *
         * @param name what the legend calls it
         * @param x positions, finite and never falling
         * @param y one value for each position; NaN leaves a gap
         * @return this builder
         * @throws IllegalArgumentException as {@link Curve} does, or if the name is taken
         */
        public Builder curve(String name, double[] x, double[] y) {
            return curve(new Curve(name, x, y));
        }

        /**
         * Adds a curve with a band.
         *
         * @param name what the legend calls it
         * @param x positions, finite and never falling
         * @param y one value for each position; NaN leaves a gap
         * @param low the lower edge of the band, or null for no band
         * @param high the upper edge of the band, or null for no band
         * @return this builder
         * @throws IllegalArgumentException as {@link Curve} does, or if the name is taken
         */
        public Builder curve(
                String name,
                double[] x,
                double[] y,
                double @Nullable [] low,
                double @Nullable [] high) {
            return curve(new Curve(name, x, y, low, high));
        }

        /**
         * Draws means over neighbouring points instead of the points.
         *
         * @param points how many points each mean is over, at least 1; 1 is no smoothing, more
         *     hides more
         * @return this builder
         * @throws IllegalArgumentException if {@code points} is below 1
         */
        public Builder smoothing(int points) {
            smoothing = Curve.requireWindow(points);
            return this;
        }

        /**
         * Draws the bands of more than three curves too, fainter: for bands that are narrow, as
         * those of many runs are.
         *
         * @return this builder
         */
        public Builder bandsOfAll() {
            bands = true;
            return this;
        }

        /**
         * Sets the picture's size.
         *
         * @param newWidth pixels, at least 100
         * @param newHeight pixels, at least 100
         * @return this builder
         * @throws IllegalArgumentException if a side is below 100
         */
        public Builder size(int newWidth, int newHeight) {
            if (newWidth < SMALLEST_SIDE || newHeight < SMALLEST_SIDE) {
                throw new IllegalArgumentException(
                        "a chart needs at least %dx%d pixels, but was given %dx%d"
                                .formatted(SMALLEST_SIDE, SMALLEST_SIDE, newWidth, newHeight));
            }
            width = newWidth;
            height = newHeight;
            return this;
        }

        /**
         * The chart of what was collected so far.
         *
         * @return the chart; this builder must not be used afterwards
         */
        public LearningCurve build() {
            return new LearningCurve(this);
        }
    }
}
