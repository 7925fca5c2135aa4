package io.engram.show;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A picture that says how wide it is in a page, whatever its resolution, and what is on it for
 * those who do not see it.
 *
 * @param image the pixels
 * @param description what is on it
 * @param width how wide it is shown at most, in the page's pixels, at least 1
 */
public record Picture(BufferedImage image, String description, int width) implements Showable {
    private static final int SMALLEST_SHOWN_WIDTH = 160;

    /**
     * Checks the width.
     *
     * @param image the pixels
     * @param description what is on it
     * @param width how wide it is shown at most, in the page's pixels, at least 1
     * @throws IllegalArgumentException if the width is below 1
     */
    public Picture {
        if (width < 1) {
            throw new IllegalArgumentException("width must be at least 1, but is " + width);
        }
    }

    /**
     * A picture as large as it is; one of few pixels is enlarged by a whole number, and its pixels
     * stay sharp.
     *
     * @param image the pixels
     * @param description what is on it
     * @return the picture
     */
    public static Picture of(BufferedImage image, String description) {
        int scale = Math.max(1, SMALLEST_SHOWN_WIDTH / image.getWidth());
        return new Picture(enlarged(image, scale), description, scale * image.getWidth());
    }

    private static BufferedImage enlarged(BufferedImage image, int scale) {
        if (scale == 1) {
            return image;
        }
        int width = scale * image.getWidth();
        int height = scale * image.getHeight();
        var large = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = large.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return large;
    }

    /**
     * How high it is in a page in which there is room for its width.
     *
     * @return the page's pixels
     */
    public int height() {
        return Math.round((float) width * image.getHeight() / image.getWidth());
    }

    /**
     * The picture as a PNG file.
     *
     * @return the bytes of the file
     */
    public byte[] toPng() {
        return PngBytes.of(image);
    }

    /**
     * Saves the picture as a PNG file; an older file is replaced.
     *
     * @param file where to; missing folders are made
     * @throws UncheckedIOException if the file cannot be written
     */
    public void writePng(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // Not a channel: an interrupt, which is how a notebook stops a cell, would close it.
            try (var stream = new FileOutputStream(file.toFile())) {
                stream.write(toPng());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the picture " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * An image element, which gets smaller where the page is narrower than the picture. It replaces
     * an older one without a blank moment.
     *
     * @return one element with the pixels inside
     */
    @Override
    public String toHtml() {
        return "<img alt=\"%s\" width=\"%d\" height=\"%d\" decoding=\"sync\" style=\"max-width:100%%;height:auto\" src=\"data:image/png;base64,%s\"/>"
                .formatted(
                        HtmlText.escape(description),
                        width,
                        height(),
                        Base64.getEncoder().encodeToString(toPng()));
    }

    @Override
    public String toText() {
        return "[picture] " + description;
    }

    @Override
    public String toString() {
        return "Picture(%s, %d x %d)".formatted(description, image.getWidth(), image.getHeight());
    }
}
