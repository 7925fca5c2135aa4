package io.engram.plot;

import java.awt.Font;
import java.awt.Graphics2D;

/** Texts where there is little room. */
final class TextFit {
    private TextFit() {}

    /**
     * Sets the largest font in which a text fits; one that fits in none loses its end.
     *
     * @param largest the font to begin with
     * @param smallest the least size
     */
    static String fit(Graphics2D graphics, String text, Font largest, int smallest, double room) {
        for (int size = largest.getSize(); size >= smallest; size--) {
            graphics.setFont(largest.deriveFont((float) size));
            if (graphics.getFontMetrics().stringWidth(text) <= room) {
                return text;
            }
        }
        String fits = text;
        while (fits.length() > 1 && graphics.getFontMetrics().stringWidth(fits + "…") > room) {
            fits = fits.substring(0, fits.length() - 1);
        }
        return fits + "…";
    }

    /** As {@link #fit}; of a name with dots, in place of its end it loses what is before them. */
    static String name(Graphics2D graphics, String name, Font largest, int smallest, double room) {
        String fits = fit(graphics, name, largest, smallest, room);
        int dot = name.lastIndexOf('.');
        return fits.equals(name) || dot < 0
                ? fits
                : fit(graphics, "…" + name.substring(dot + 1), largest, smallest, room);
    }
}
