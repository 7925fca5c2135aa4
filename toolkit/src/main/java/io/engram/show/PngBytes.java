package io.engram.show;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Drawings as PNG files (ISO/IEC 15948), three to four times as fast as Java's own writer, which
 * tries five filters on each row: lines and letters on nothing need none.
 */
final class PngBytes {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int CHANNELS = 4;
    private static final byte RED_GREEN_BLUE_ALPHA = 6;
    private static final byte BITS = 8;
    private static final byte AS_ABOVE = 2;
    private static final int DEFLATE_LEVEL = Deflater.BEST_SPEED;

    private PngBytes() {}

    static byte[] of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        var file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(BITS)
                        .put(RED_GREEN_BLUE_ALPHA)
                        .array());
        chunk(file, "IDAT", deflated(pixels(image), width, height));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static int[] pixels(BufferedImage image) {
        BufferedImage plain = image;
        if (image.getType() != BufferedImage.TYPE_INT_ARGB
                || image.getRaster().getParent() != null) {
            plain =
                    new BufferedImage(
                            image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = plain.createGraphics();
            graphics.drawImage(image, 0, 0, null);
            graphics.dispose();
        }
        return ((DataBufferInt) plain.getRaster().getDataBuffer()).getData();
    }

    /** A row that is like the one above it says so; others are as they are. */
    private static byte[] deflated(int[] pixels, int width, int height) {
        var deflater = new Deflater(DEFLATE_LEVEL);
        try {
            var bytes = new ByteArrayOutputStream();
            var buffer = new byte[1 << 16];
            var row = new byte[1 + CHANNELS * width];
            for (int y = 0; y < height; y++) {
                int from = y * width;
                boolean same =
                        y > 0
                                && Arrays.equals(
                                        pixels, from, from + width, pixels, from - width, from);
                if (same) {
                    Arrays.fill(row, (byte) 0);
                    row[0] = AS_ABOVE;
                } else {
                    row[0] = 0;
                    for (int x = 0; x < width; x++) {
                        int argb = pixels[from + x];
                        int at = 1 + CHANNELS * x;
                        row[at] = (byte) (argb >> 16);
                        row[at + 1] = (byte) (argb >> 8);
                        row[at + 2] = (byte) argb;
                        row[at + 3] = (byte) (argb >>> 24);
                    }
                }
                deflater.setInput(row);
                while (!deflater.needsInput()) {
                    bytes.write(buffer, 0, deflater.deflate(buffer));
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                bytes.write(buffer, 0, deflater.deflate(buffer));
            }
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
