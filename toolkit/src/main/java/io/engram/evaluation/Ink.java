package io.engram.evaluation;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * The letters and colours of films: as large as the frame's width allows.
 *
 * @param font of all that is written
 * @param lineHeight pixels from line to line
 * @param margin pixels at the sides
 */
record Ink(Font font, int lineHeight, int margin) {
    static final Color GROUND = new Color(0x222831);
    static final Color TRACK = new Color(0x3D4653);
    static final Color TEXT = Color.WHITE;
    static final Color FAINT = new Color(0xA7B0BC);

    /** White letters are readable on both: more than five times as light. */
    static final Color LIKELY = new Color(0x1A6FA8);

    static final Color TAKEN = new Color(0xB34F00);
    static final Color MARK = new Color(0xFF9D47);

    private static final int NARROW = 160;

    static Ink of(int width) {
        boolean isNarrow = width < NARROW;
        return new Ink(
                new Font(Font.SANS_SERIF, Font.PLAIN, isNarrow ? 11 : 13),
                isNarrow ? 16 : 18,
                isNarrow ? 4 : 8);
    }

    void prepare(Graphics2D graphics) {
        graphics.setFont(font);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }

    FontMetrics metrics() {
        var graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        prepare(graphics);
        try {
            return graphics.getFontMetrics();
        } finally {
            graphics.dispose();
        }
    }

    /** The text, or as much of its beginning as there is room for. */
    static String fitted(String text, int room, FontMetrics metrics) {
        if (metrics.stringWidth(text) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0
                && metrics.stringWidth(text.substring(0, end).stripTrailing() + "…") > room) {
            end--;
        }
        return end == 0 ? "" : text.substring(0, end).stripTrailing() + "…";
    }
}
