package io.engram.environments.memorygym;

import io.engram.environments.random.NumpyRandom;
import java.util.Arrays;

/** Places on the screen that keep a distance from those before. */
final class PlaceSampler {
    private final boolean[] blocked = new boolean[Screen.PIXELS];
    private final int[] freeInRow = new int[Screen.SIDE];
    private int free;

    /** Frees all places. */
    void clear() {
        Arrays.fill(blocked, false);
        Arrays.fill(freeInRow, Screen.SIDE);
        free = Screen.PIXELS;
    }

    /**
     * A free pixel, each equally likely; its surroundings are then blocked.
     *
     * @return the number of the pixel, counted row by row
     * @throws IllegalStateException if none is free
     */
    int sample(NumpyRandom random, int radius) {
        if (free == 0) {
            throw new IllegalStateException(
                    "no place is left for another coin or the exit; lower numCoins");
        }
        int rest = random.integers(0, free);
        int row = 0;
        while (rest >= freeInRow[row]) {
            rest -= freeInRow[row];
            row++;
        }
        int pixel = row * Screen.SIDE;
        while (blocked[pixel] || rest > 0) {
            if (!blocked[pixel]) {
                rest--;
            }
            pixel++;
        }
        block(pixel % Screen.SIDE, row, radius);
        return pixel;
    }

    /** Blocks the pixels that are nearer than a radius. */
    void block(int x, int y, int radius) {
        for (int row = Math.max(0, y - radius); row < Math.min(Screen.SIDE, y + radius); row++) {
            int square = radius * radius - (row - y) * (row - y);
            for (int column = Math.max(0, x - radius);
                    column < Math.min(Screen.SIDE, x + radius);
                    column++) {
                int pixel = row * Screen.SIDE + column;
                if ((column - x) * (column - x) < square && !blocked[pixel]) {
                    blocked[pixel] = true;
                    freeInRow[row]--;
                    free--;
                }
            }
        }
    }
}
