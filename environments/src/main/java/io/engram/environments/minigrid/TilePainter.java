package io.engram.environments.minigrid;

import java.util.Arrays;

/**
 * Paints one tile on a sheet of 3 x 3 points for each pixel, whose mean is the pixel. Later fills
 * cover earlier ones.
 */
final class TilePainter {
    private static final int POINTS = 3;
    private static final double LINE = 0.031;
    private static final int BLACK = 0;
    private static final int LINES = 0x646464;
    private static final int LAVA = 0xFF8000;
    private static final int AGENT = 0xFF0000;
    private static final double LIGHT = 0.30;
    private static final double LOCKED_SHADE = 0.45;
    private static final Region TILE = Region.inset(0);
    private static final Region ARROW = Region.arrow();

    private final int size;
    private final int side;
    private final int[] points;

    private TilePainter(int size) {
        this.size = size;
        side = size * POINTS;
        points = new int[side * side];
    }

    /**
     * Paints a tile.
     *
     * @param size the number of rows and columns of pixels
     * @param code what is in the cell
     * @param agent the direction of the agent in the cell, or {@link Tiles#NO_AGENT}
     * @param lit whether the cell is highlighted
     * @return pixels, channels first: (3, size, size)
     */
    static byte[] paint(int size, int code, int agent, boolean lit) {
        var painter = new TilePainter(size);
        painter.fill(Region.rectangle(0, LINE, 0, 1), LINES);
        painter.fill(Region.rectangle(0, 1, 0, LINE), LINES);
        painter.object(code);
        if (agent != Tiles.NO_AGENT) {
            painter.fill(ARROW.turned(0.5 * Math.PI * agent), AGENT);
        }
        if (lit) {
            painter.light();
        }
        return painter.pixels();
    }

    private void object(int code) {
        int colour = Colour.values()[CellCode.colour(code)].rgb();
        switch (CellCode.type(code)) {
            case 2, 8 -> fill(TILE, colour);
            case 3 -> fill(Region.rectangle(LINE, 1, LINE, 1), scaled(colour, 0.5));
            case 4 -> door(Door.State.values()[CellCode.state(code)], colour);
            case 5 -> key(colour);
            case 6 -> fill(Region.disc(0.5, 0.5, 0.31), colour);
            case 7 -> box(colour);
            case 9 -> lava();
            default -> {}
        }
    }

    private void door(Door.State state, int colour) {
        switch (state) {
            case OPEN -> {
                fill(Region.rectangle(0.88, 1, 0, 1), colour);
                fill(Region.rectangle(0.92, 0.96, 0.04, 0.96), BLACK);
            }
            case LOCKED -> {
                fill(TILE, colour);
                fill(Region.rectangle(0.06, 0.94, 0.06, 0.94), scaled(colour, LOCKED_SHADE));
                fill(Region.rectangle(0.52, 0.75, 0.50, 0.56), colour);
            }
            default -> {
                fill(TILE, colour);
                fill(Region.rectangle(0.04, 0.96, 0.04, 0.96), BLACK);
                fill(Region.rectangle(0.08, 0.92, 0.08, 0.92), colour);
                fill(Region.rectangle(0.12, 0.88, 0.12, 0.88), BLACK);
                fill(Region.disc(0.75, 0.50, 0.08), colour);
            }
        }
    }

    private void key(int colour) {
        fill(Region.rectangle(0.50, 0.63, 0.31, 0.88), colour);
        fill(Region.rectangle(0.38, 0.50, 0.59, 0.66), colour);
        fill(Region.rectangle(0.38, 0.50, 0.81, 0.88), colour);
        fill(Region.disc(0.56, 0.28, 0.190), colour);
        fill(Region.disc(0.56, 0.28, 0.064), BLACK);
    }

    private void box(int colour) {
        fill(Region.rectangle(0.12, 0.88, 0.12, 0.88), colour);
        fill(Region.rectangle(0.18, 0.82, 0.18, 0.82), BLACK);
        fill(Region.rectangle(0.16, 0.84, 0.47, 0.53), colour);
    }

    /** Three waves, each of four strokes. */
    private void lava() {
        fill(TILE, LAVA);
        double[] turns = {0.1, 0.3, 0.5, 0.7, 0.9};
        for (int wave = 0; wave < 3; wave++) {
            double high = 0.3 + 0.2 * wave;
            double low = 0.4 + 0.2 * wave;
            for (int i = 0; i < turns.length - 1; i++) {
                double start = i % 2 == 0 ? high : low;
                double end = i % 2 == 0 ? low : high;
                fill(Region.stroke(turns[i], start, turns[i + 1], end, 0.03), BLACK);
            }
        }
    }

    private void fill(Region region, int rgb) {
        for (int row = 0; row < side; row++) {
            double y = (row + 0.5) / side;
            for (int column = 0; column < side; column++) {
                if (region.contains((column + 0.5) / side, y)) {
                    points[row * side + column] = rgb;
                }
            }
        }
    }

    private static int scaled(int rgb, double factor) {
        return (int) (factor * (rgb >> 16)) << 16
                | (int) (factor * (rgb >> 8 & 255)) << 8
                | (int) (factor * (rgb & 255));
    }

    private void light() {
        Arrays.setAll(
                points,
                i ->
                        lighter(points[i] >> 16) << 16
                                | lighter(points[i] >> 8 & 255) << 8
                                | lighter(points[i] & 255));
    }

    private static int lighter(int channel) {
        return (int) (channel + LIGHT * (255 - channel));
    }

    /** The mean of three means, in this order of divisions, as roundings depend on it. */
    private byte[] pixels() {
        var pixels = new byte[3 * size * size];
        int pixel = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double sum = 0;
                    for (int i = 0; i < POINTS; i++) {
                        sum += rowMean((row * POINTS + i) * side + column * POINTS, shift);
                    }
                    pixels[pixel++] = (byte) (int) (sum / POINTS);
                }
            }
        }
        return pixels;
    }

    private double rowMean(int first, int shift) {
        int sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += points[first + i] >> shift & 255;
        }
        return (double) sum / POINTS;
    }
}
