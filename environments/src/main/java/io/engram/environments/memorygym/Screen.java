package io.engram.environments.memorygym;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * A picture of 84 × 84 pixels as three planes of bytes, red, green and blue, each in rows from the
 * top. Whatever lies outside is cut off. Colours are {@code 0xRRGGBB}.
 */
final class Screen {
    /** The width and height in pixels. */
    static final int SIDE = 84;

    /** The number of pixels. */
    static final int PIXELS = SIDE * SIDE;

    /** The number of bytes. */
    static final int BYTES = 3 * PIXELS;

    private static final int ENLARGEMENT = 4;

    private final byte[] bytes;

    /** A black screen. */
    Screen() {
        this(new byte[BYTES]);
    }

    /** A screen on an array of planes, which is drawn into. */
    Screen(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A screen of one colour. */
    static Screen of(int color) {
        var screen = new Screen();
        screen.rectangle(0, 0, SIDE, SIDE, color);
        return screen;
    }

    /** The array that this screen draws into. */
    byte[] bytes() {
        return bytes;
    }

    /** Fills a rectangle. */
    void rectangle(int left, int top, int width, int height, int color) {
        for (int y = top; y < top + height; y++) {
            run(left, y, width, color);
        }
    }

    /** Fills a rectangle, and draws a border of one pixel inside it. */
    void borderedRectangle(int left, int top, int side, int fill, int border) {
        rectangle(left, top, side, side, border);
        rectangle(left + 1, top + 1, side - 2, side - 2, fill);
    }

    /** Draws pixels of one row. */
    void run(int left, int y, int length, int color) {
        int from = Math.max(0, left);
        int to = Math.min(SIDE, left + length);
        if (y < 0 || y >= SIDE || from >= to) {
            return;
        }
        int start = y * SIDE + from;
        int end = y * SIDE + to;
        Arrays.fill(bytes, start, end, (byte) (color >> 16));
        Arrays.fill(bytes, start + PIXELS, end + PIXELS, (byte) (color >> 8));
        Arrays.fill(bytes, start + 2 * PIXELS, end + 2 * PIXELS, (byte) color);
    }

    /** Copies a square from the same place of another screen. */
    void copy(Screen other, int left, int top, int side) {
        for (int y = top; y < top + side; y++) {
            copyRun(other, left, y, side);
        }
    }

    /** Copies pixels of one row from the same place of another screen. */
    void copyRun(Screen other, int left, int y, int length) {
        int from = Math.max(0, left);
        int count = Math.min(SIDE, left + length) - from;
        if (y < 0 || y >= SIDE || count <= 0) {
            return;
        }
        for (int at = y * SIDE + from; at < BYTES; at += PIXELS) {
            System.arraycopy(other.bytes, at, bytes, at, count);
        }
    }

    /** Draws a sprite so that its origin lies on a pixel. */
    void draw(Sprite sprite, int x, int y) {
        sprite.draw(this, x, y);
    }

    /** This picture with each pixel drawn four by four. */
    BufferedImage enlarged() {
        int side = SIDE * ENLARGEMENT;
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = y / ENLARGEMENT * SIDE + x / ENLARGEMENT;
                pixels[y * side + x] =
                        (bytes[at] & 0xFF) << 16
                                | (bytes[at + PIXELS] & 0xFF) << 8
                                | bytes[at + 2 * PIXELS] & 0xFF;
            }
        }
        return image;
    }
}
