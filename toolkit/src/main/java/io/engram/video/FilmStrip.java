package io.engram.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;

/** Draws stills of a film side by side, each with its time. */
final class FilmStrip {
    private static final int COLUMNS = 4;

    private FilmStrip() {}

    static BufferedImage of(FilmReader reader, int stills, int frames, double seconds)
            throws IOException {
        var pictures = new ArrayList<Gallery.Captioned>();
        for (int frame = 0; pictures.size() < stills && reader.next(); frame++) {
            if (frame == position(pictures.size(), stills, frames)) {
                double time = frame * seconds / frames;
                String caption = String.format(Locale.ROOT, "%.1f s", time);
                pictures.add(new Gallery.Captioned(caption, reader.picture()));
            }
        }
        return Gallery.of(pictures, COLUMNS);
    }

    /** The frame of a still, such that the first and the last frame are among them. */
    private static int position(int still, int stills, int frames) {
        return stills == 1 ? 0 : (int) Math.round((double) still * (frames - 1) / (stills - 1));
    }
}
