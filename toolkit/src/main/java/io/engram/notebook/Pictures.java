package io.engram.notebook;

import io.engram.show.HtmlText;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.IChart;

/** Charts and pictures as PNG. */
final class Pictures {
    /** Pixels per unit of a chart's own size: sharp on screens of high density too. */
    static final int SCALE = 2;

    private Pictures() {}

    static BufferedImage draw(IChart chart) {
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
        return image;
    }

    static String base64(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the picture could not be written as PNG", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** An image element of a width in the page, whatever the resolution of the picture. */
    static String element(BufferedImage image, String description, int width) {
        return "<img alt=\""
                + HtmlText.escape(description)
                + "\" width=\""
                + width
                + "\" src=\"data:image/png;base64,"
                + base64(image)
                + "\"/>";
    }
}
