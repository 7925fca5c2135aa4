package io.engram.show;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures in another size. */
public final class Resize {
    private Resize() {}

    /**
     * A picture in another width; its height follows. Enlarged to twice its width or more, its
     * pixels stay sharp; otherwise they are smoothed, and no thin line is lost.
     *
     * @param picture the picture
     * @param width pixels from left to right, at least 1
     * @return the picture itself if it is of that width, otherwise a new one
     * @throws IllegalArgumentException if the width is below 1
     */
    public static BufferedImage toWidth(BufferedImage picture, int width) {
        return to(picture, width, heightFor(picture, width));
    }

    /**
     * A copy that is no wider than that, in the same way.
     *
     * @param picture the picture, which may change afterwards
     * @param width pixels from left to right, at least 1
     * @return a new picture, as wide as the old one if that is narrower
     * @throws IllegalArgumentException if the width is below 1
     */
    public static BufferedImage copyWithin(BufferedImage picture, int width) {
        BufferedImage copy = toWidth(picture, Math.min(width, picture.getWidth()));
        return copy == picture
                ? drawn(
                        picture,
                        picture.getWidth(),
                        picture.getHeight(),
                        RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR)
                : copy;
    }

    /**
     * The height that follows from a width.
     *
     * @param picture the picture
     * @param width pixels from left to right, at least 1
     * @return pixels from top to bottom, at least 1
     */
    public static int heightFor(BufferedImage picture, int width) {
        return Math.max(1, Math.round((float) width * picture.getHeight() / picture.getWidth()));
    }

    /**
     * A picture in another size, in the same way.
     *
     * @param picture the picture
     * @param width pixels from left to right, at least 1
     * @param height pixels from top to bottom, at least 1
     * @return the picture itself if it is of that size, otherwise a new one
     * @throws IllegalArgumentException if a side is below 1
     */
    public static BufferedImage to(BufferedImage picture, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "width and height must be at least 1, but are %d and %d"
                            .formatted(width, height));
        }
        if (picture.getWidth() == width && picture.getHeight() == height) {
            return picture;
        }
        // Halved until the rest of the way is less than a half, so that no thin line is lost.
        BufferedImage nearer = picture;
        while (nearer.getWidth() >= 2 * width && nearer.getHeight() >= 2) {
            nearer =
                    drawn(
                            nearer,
                            nearer.getWidth() / 2,
                            nearer.getHeight() / 2,
                            RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        // Pixel art stays crisp when it is enlarged; everything else is smoothed.
        return drawn(
                nearer,
                width,
                height,
                width >= 2 * picture.getWidth()
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }

    private static BufferedImage drawn(
            BufferedImage picture, int width, int height, Object interpolation) {
        int type =
                picture.getColorModel().hasAlpha()
                        ? BufferedImage.TYPE_INT_ARGB
                        : BufferedImage.TYPE_INT_RGB;
        var result = new BufferedImage(width, height, type);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }
}
