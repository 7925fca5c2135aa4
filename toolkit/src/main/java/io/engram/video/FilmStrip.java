package io.engram.video;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;

/** Draws stills of a film side by side, each with its time. */
final class FilmStrip {
    private static final int COLUMNS = 4;
    private static final int STILL_WIDTH = 220;
    private static final int GAP = 8;
    private static final int CAPTION = 20;
    private static final Color INK = new Color(0x55, 0x55, 0x55);
    private static final Color FRAME = new Color(0xDD, 0xDD, 0xDD);

    private FilmStrip() {}

    static BufferedImage of(FilmReader reader, int stills, int frames, double seconds)
            throws IOException {
        int columns = Math.min(stills, COLUMNS);
        int rows = (stills + columns - 1) / columns;
        int stillHeight =
                Math.max(1, Math.round((float) STILL_WIDTH * reader.height() / reader.width()));
        int rowHeight = stillHeight + CAPTION;
        var strip =
                new BufferedImage(
                        columns * (STILL_WIDTH + GAP) + GAP,
                        rows * (rowHeight + GAP) + GAP,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = strip.createGraphics();
        try {
            prepare(graphics, strip, STILL_WIDTH >= 2 * reader.width());
            int drawn = 0;
            for (int frame = 0; drawn < stills && reader.next(); frame++) {
                if (frame == position(drawn, stills, frames)) {
                    int x = GAP + drawn % columns * (STILL_WIDTH + GAP);
                    int y = GAP + drawn / columns * (rowHeight + GAP);
                    graphics.drawImage(reader.picture(), x, y, STILL_WIDTH, stillHeight, null);
                    graphics.setColor(FRAME);
                    graphics.drawRect(x, y, STILL_WIDTH - 1, stillHeight - 1);
                    graphics.setColor(INK);
                    graphics.drawString(
                            String.format(Locale.ROOT, "%.1f s", frame * seconds / frames),
                            x + 2,
                            y + stillHeight + CAPTION - 5);
                    drawn++;
                }
            }
        } finally {
            graphics.dispose();
        }
        return strip;
    }

    /** The frame of a still, such that the first and the last frame are among them. */
    private static int position(int still, int stills, int frames) {
        return stills == 1 ? 0 : (int) Math.round((double) still * (frames - 1) / (stills - 1));
    }

    private static void prepare(Graphics2D graphics, BufferedImage strip, boolean enlarged) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, strip.getWidth(), strip.getHeight());
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        // Pixel art stays crisp when it is enlarged; everything else is smoothed.
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                enlarged
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }
}
