package io.engram.environments.memorygym;

import java.util.Arrays;

/** A small sheet to draw a {@link Sprite} on. All is transparent at first. */
final class Stencil {
    private static final int CLEAR = -1;

    private final int width;
    private final int height;
    private final int[] colors;

    Stencil(int width, int height) {
        this.width = width;
        this.height = height;
        colors = new int[width * height];
        Arrays.fill(colors, CLEAR);
    }

    /** Draws one pixel, if it lies on the sheet. */
    Stencil pixel(int x, int y, int color) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            colors[y * width + x] = color;
        }
        return this;
    }

    /** Fills a rectangle. */
    Stencil rectangle(int left, int top, int columns, int rows, int color) {
        for (int y = top; y < top + rows; y++) {
            for (int x = left; x < left + columns; x++) {
                pixel(x, y, color);
            }
        }
        return this;
    }

    /** Fills a disc around a middle; nothing if the radius is 0. */
    Stencil disc(int x, int y, int radius, int color) {
        if (radius > 0) {
            int[] reach = Disc.of(radius).reach();
            for (int row = 0; row < radius; row++) {
                rectangle(x - reach[row], y + row, 2 * reach[row], 1, color);
                rectangle(x - reach[row], y - 1 - row, 2 * reach[row], 1, color);
            }
        }
        return this;
    }

    /** Draws the outline of a disc, one pixel wide; nothing if the radius is 0. */
    Stencil circle(int x, int y, int radius, int color) {
        if (radius > 0) {
            int[] rim = Disc.of(radius).rim();
            for (int i = 0; i < rim.length; i += 2) {
                pixel(x + rim[i], y + rim[i + 1], color);
                pixel(x + rim[i], y - 1 - rim[i + 1], color);
                pixel(x - 1 - rim[i], y + rim[i + 1], color);
                pixel(x - 1 - rim[i], y - 1 - rim[i + 1], color);
            }
        }
        return this;
    }

    /** Makes a disc transparent again. */
    Stencil hole(int x, int y, int radius) {
        return disc(x, y, radius, CLEAR);
    }

    /** The picture, with its origin on a pixel of this sheet. */
    Sprite sprite(int originX, int originY) {
        var runs = new int[4 * colors.length];
        int count = 0;
        for (int y = 0; y < height; y++) {
            int x = 0;
            while (x < width) {
                int start = x;
                int color = colors[y * width + x];
                while (x < width && colors[y * width + x] == color) {
                    x++;
                }
                if (color != CLEAR) {
                    runs[count++] = start - originX;
                    runs[count++] = y - originY;
                    runs[count++] = x - start;
                    runs[count++] = color;
                }
            }
        }
        return new Sprite(Arrays.copyOf(runs, count));
    }
}
