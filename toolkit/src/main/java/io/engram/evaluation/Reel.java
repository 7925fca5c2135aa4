package io.engram.evaluation;

import io.engram.video.VideoWriter;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/**
 * Puts the pictures of an environment on a film. Of more than the film shows in a second some are
 * left out, at equal distances.
 */
final class Reel {
    private final VideoWriter writer;
    private final int drawn;
    private final int shown;
    private long count;

    /**
     * A reel.
     *
     * @param writer a film of {@code shown} frames per second
     * @param drawn how many pictures the environment draws in a second, at least {@code shown}
     * @param shown how many the film shows in a second
     */
    Reel(VideoWriter writer, int drawn, int shown) {
        this.writer = writer;
        this.drawn = drawn;
        this.shown = shown;
    }

    /** The next picture, which is drawn only if it is shown; the first always is. */
    void add(Supplier<BufferedImage> picture) {
        if (Math.floorDiv(count * shown, drawn) != Math.floorDiv((count - 1) * shown, drawn)) {
            writer.write(picture.get());
        }
        count++;
    }

    /** Rests on a picture for half a second. */
    void rest(BufferedImage picture) {
        for (int i = 0; i < shown / 2; i++) {
            writer.write(picture);
        }
    }
}
