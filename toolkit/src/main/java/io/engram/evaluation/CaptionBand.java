package io.engram.evaluation;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines above a picture. Each thing that is told has its place, so that nothing jumps from
 * frame to frame, and as many lines as the width asks for.
 */
final class CaptionBand {
    private static final int GAP = 14;
    private static final int ABOVE_AND_BELOW = 4;

    private final Ink ink;
    private final int width;
    private final FontMetrics metrics;
    private final List<Place> places = new ArrayList<>();
    private final int lines;

    private record Place(int x, int line, int room) {}

    /**
     * Finds places.
     *
     * @param longest one text of usual length for each thing that is told
     */
    CaptionBand(Ink ink, int width, List<String> longest) {
        this.ink = ink;
        this.width = width;
        metrics = ink.metrics();
        int end = width - ink.margin();
        int x = ink.margin();
        int line = 0;
        for (int i = 0; i < longest.size(); i++) {
            int room = metrics.stringWidth(longest.get(i));
            if (x > ink.margin() && x + room > end) {
                x = ink.margin();
                line++;
            }
            int next = x + room + GAP;
            boolean isLast =
                    i + 1 == longest.size() || next + metrics.stringWidth(longest.get(i + 1)) > end;
            places.add(new Place(x, line, isLast ? end - x : room + GAP / 2));
            x = next;
        }
        lines = longest.isEmpty() ? 0 : line + 1;
    }

    int height() {
        return lines == 0 ? 0 : lines * ink.lineHeight() + ABOVE_AND_BELOW;
    }

    /** Draws at the top; {@code texts} are as many as there are places. */
    void draw(Graphics2D graphics, List<String> texts) {
        graphics.setColor(Ink.GROUND);
        graphics.fillRect(0, 0, width, height());
        graphics.setColor(Ink.TEXT);
        for (int i = 0; i < texts.size(); i++) {
            Place place = places.get(i);
            int baseline =
                    ABOVE_AND_BELOW / 2
                            + place.line * ink.lineHeight()
                            + (ink.lineHeight() + metrics.getAscent() - metrics.getDescent()) / 2;
            graphics.drawString(Ink.fitted(texts.get(i), place.room, metrics), place.x, baseline);
        }
    }
}
