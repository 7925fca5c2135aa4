package io.engram.evaluation;

import io.engram.show.Picture;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Stills of one episode in rows, on nothing: the page is seen between them. */
final class ContactSheet implements EpisodePlayer.Spectator {
    private static final int WIDEST_STILL = 240;
    private static final int ROOM = 1_000;
    private static final int GAP = 8;

    private final TreeSet<Integer> steps = new TreeSet<>();
    private final Framing framing;
    private final List<BufferedImage> stills = new ArrayList<>();

    /**
     * Stills at equal distances, of the first and the last state too.
     *
     * @param length the episode's steps
     * @param count how many stills, if the episode is long enough
     */
    ContactSheet(int length, int count, Framing framing) {
        this.framing = framing;
        int stillCount = Math.min(count, length + 1);
        for (int i = 0; i < stillCount; i++) {
            steps.add(
                    stillCount == 1 ? 0 : (int) Math.round((double) i * length / (stillCount - 1)));
        }
    }

    @Override
    public boolean wants(int step) {
        return steps.contains(step);
    }

    @Override
    public void see(Moment moment) {
        stills.add(framing.frame(moment, WIDEST_STILL));
    }

    Picture picture(EpisodeResult episode, FilmStyle style) {
        int width = stills.get(0).getWidth() + GAP;
        int height = stills.get(0).getHeight() + GAP;
        int columns = Math.min(stills.size(), style.columnsOr(Math.max(1, (ROOM + GAP) / width)));
        int rows = (stills.size() + columns - 1) / columns;
        var sheet =
                new BufferedImage(
                        columns * width - GAP, rows * height - GAP, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int i = 0; i < stills.size(); i++) {
            graphics.drawImage(stills.get(i), i % columns * width, i / columns * height, null);
        }
        graphics.dispose();
        return new Picture(
                sheet,
                String.format(
                        Locale.ROOT,
                        "%d stills of episode %d, from step 0 to %d, return %.1f",
                        stills.size(),
                        episode.index() + 1,
                        steps.last(),
                        episode.totalReward()),
                sheet.getWidth());
    }
}
