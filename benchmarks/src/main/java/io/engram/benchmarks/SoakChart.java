package io.engram.benchmarks;

import io.engram.plot.LearningCurve;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** Draws the measures of a soak over its minutes, one below the other. */
final class SoakChart {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 260;

    private SoakChart() {}

    static void write(List<SoakSample> samples, Path file) throws IOException {
        List<BufferedImage> panels =
                List.of(
                        residentByTask(samples),
                        panel(
                                samples,
                                "MB",
                                SoakMeasure.HEAP,
                                SoakMeasure.HEAP_COMMITTED,
                                SoakMeasure.NON_HEAP,
                                SoakMeasure.BUFFERS),
                        panel(samples, "", SoakMeasure.HANDLES, SoakMeasure.THREADS),
                        panel(samples, SoakMeasure.SPEED.title(), SoakMeasure.SPEED),
                        panel(samples, SoakMeasure.FOLDER.title(), SoakMeasure.FOLDER));
        var picture = new BufferedImage(WIDTH, HEIGHT * panels.size(), BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        for (int i = 0; i < panels.size(); i++) {
            graphics.drawImage(panels.get(i), 0, i * HEIGHT, null);
        }
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }

    /** A line for each task, since they differ more than any of them changes. */
    private static BufferedImage residentByTask(List<SoakSample> samples) {
        var chart = chart(SoakMeasure.RESIDENT.title());
        samples.stream()
                .collect(
                        Collectors.groupingBy(
                                SoakSample::task, LinkedHashMap::new, Collectors.toList()))
                .forEach((task, its) -> add(chart, "after " + task, its, SoakMeasure.RESIDENT));
        return picture(chart);
    }

    private static BufferedImage panel(
            List<SoakSample> samples, String label, SoakMeasure... measures) {
        var chart = chart(label);
        for (SoakMeasure measure : measures) {
            add(chart, measure.label(), samples, measure);
        }
        return picture(chart);
    }

    /** From 0, so that growth looks no greater than it is. */
    private static BufferedImage picture(LearningCurve.Builder builder) {
        XYChart chart = builder.build().chart();
        chart.getStyler().setYAxisMin(0.0);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static LearningCurve.Builder chart(String label) {
        return LearningCurve.builder("").labels("minutes", label).size(WIDTH, HEIGHT);
    }

    private static void add(
            LearningCurve.Builder chart,
            String name,
            List<SoakSample> samples,
            SoakMeasure measure) {
        chart.curve(
                name,
                samples.stream().mapToDouble(each -> each.seconds() / 60).toArray(),
                samples.stream().mapToDouble(each -> each.value(measure)).toArray());
    }
}
