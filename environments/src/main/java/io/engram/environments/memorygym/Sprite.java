package io.engram.environments.memorygym;

/** A small picture with transparent parts, kept as runs of one colour in a row. */
final class Sprite {
    /** Offset x, offset y, length and colour of each run. */
    private final int[] runs;

    Sprite(int[] runs) {
        this.runs = runs;
    }

    /** Draws this picture with its origin on a pixel. */
    void draw(Screen screen, int x, int y) {
        for (int i = 0; i < runs.length; i += 4) {
            screen.run(x + runs[i], y + runs[i + 1], runs[i + 2], runs[i + 3]);
        }
    }
}
