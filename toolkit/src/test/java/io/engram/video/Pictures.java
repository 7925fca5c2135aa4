package io.engram.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Pictures that a test can recognise after a lossy journey. */
final class Pictures {
    private Pictures() {}

    static BufferedImage plain(int width, int height, Color colour) {
        return halves(width, height, colour, colour);
    }

    static BufferedImage halves(int width, int height, Color left, Color right) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(left);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(right);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return picture;
    }

    static void assertColour(BufferedImage picture, int x, int y, Color expected, int tolerance) {
        var actual = new Color(picture.getRGB(x, y));
        assertThat(
                        Math.max(
                                Math.abs(actual.getRed() - expected.getRed()),
                                Math.max(
                                        Math.abs(actual.getGreen() - expected.getGreen()),
                                        Math.abs(actual.getBlue() - expected.getBlue()))))
                .as("pixel (%d, %d) is %s, expected %s", x, y, actual, expected)
                .isLessThanOrEqualTo(tolerance);
    }
}
