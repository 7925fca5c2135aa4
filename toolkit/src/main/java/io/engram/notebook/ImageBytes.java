package io.engram.notebook;

import java.awt.image.BufferedImage;
import java.util.Optional;

/** Bytes of an observation as the square picture that they are, if they are one. */
final class ImageBytes {
    private static final int COLOURS = 3;

    private ImageBytes() {}

    /**
     * Three planes of red, green and blue, or one of grey, each square.
     *
     * @param bytes the planes, row by row
     */
    static Optional<BufferedImage> picture(byte[] bytes) {
        if (bytes.length % COLOURS == 0) {
            int side = side(bytes.length / COLOURS);
            if (side > 0) {
                return Optional.of(picture(bytes, side, side * side));
            }
        }
        int side = side(bytes.length);
        return side > 0 ? Optional.of(picture(bytes, side, 0)) : Optional.empty();
    }

    private static int side(int pixels) {
        int side = (int) Math.round(Math.sqrt(pixels));
        return side * side == pixels ? side : 0;
    }

    private static BufferedImage picture(byte[] bytes, int side, int plane) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            int red = bytes[i] & 0xFF;
            int green = bytes[i + plane] & 0xFF;
            int blue = bytes[i + 2 * plane] & 0xFF;
            image.setRGB(i % side, i / side, red << 16 | green << 8 | blue);
        }
        return image;
    }
}
