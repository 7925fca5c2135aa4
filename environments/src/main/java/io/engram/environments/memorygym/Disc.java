package io.engram.environments.memorygym;

import java.util.Arrays;

/**
 * The pixels of a circle by the midpoint rule, as pygame draws it. Its middle is the corner between
 * four pixels: row {@code k} and row {@code -1 - k} from the middle reach as far to the left as to
 * the right.
 *
 * @param radius the radius in pixels, at least 1
 * @param reach by row {@code k}, the number of pixels on either side of the middle
 * @param rim the pixels of the outline in the lower right quarter: offsets x and y by turns
 */
record Disc(int radius, int[] reach, int[] rim) {

    /** The disc of a radius. */
    static Disc of(int radius) {
        var reach = new int[radius];
        for (int row = 0; row < radius; row++) {
            reach[row] = Math.max(steep(radius, row + 1), flat(radius, row));
        }
        reach[0] = radius; // The rule gives none for a radius of 1; pygame draws four pixels.
        return new Disc(radius, reach, rim(radius));
    }

    /**
     * The ordinate of the octant near the vertical axis: greatest y with x² + y(y - 1) below r².
     */
    private static int steep(int radius, int x) {
        int y = radius;
        while (y > 0 && x * x + y * (y - 1) >= radius * radius) {
            y--;
        }
        return y;
    }

    /** The abscissa of the same octant at a row: greatest x with x² + row(row + 1) below r². */
    private static int flat(int radius, int row) {
        int x = radius;
        while (x > 0 && x * x + row * (row + 1) >= radius * radius) {
            x--;
        }
        return x;
    }

    private static int[] rim(int radius) {
        var points = new int[4 * (radius + 1)];
        int count = 0;
        int x = 0;
        int y = radius;
        while (x < y) {
            x++;
            y = steep(radius, x);
            points[count++] = x - 1;
            points[count++] = Math.max(0, y - 1);
            points[count++] = Math.max(0, y - 1);
            points[count++] = x - 1;
        }
        return Arrays.copyOf(points, count);
    }
}
