package io.engram.notebook;

import io.engram.show.Picture;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.knowm.xchart.internal.chartpart.IChart;

/** A chart of the user's own as a picture, in the colours that it has. */
final class ChartPicture {
    /** Pixels per unit of a chart's own size: sharp on screens of high density too. */
    static final int SCALE = 2;

    private ChartPicture() {}

    static Picture of(IChart chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        var image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, width, height);
        graphics.dispose();
        return new Picture(image, "chart " + chart.getTitle(), width);
    }
}
