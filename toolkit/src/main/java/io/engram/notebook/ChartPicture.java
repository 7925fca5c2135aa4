package io.engram.notebook;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import org.knowm.xchart.internal.chartpart.IChart;

/** A chart of the user's own as a picture, in the colours that it has. */
final class ChartPicture {
    private ChartPicture() {}

    static Picture of(IChart chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        var image =
                Canvas.image(
                        width,
                        height,
                        Canvas.SCALE,
                        graphics -> chart.paint(graphics, width, height));
        return new Picture(image, "chart " + chart.getTitle(), width);
    }
}
