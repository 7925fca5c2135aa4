package io.engram.evaluation;

import io.engram.video.VideoWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Films several episodes side by side; one that is over rests on its end. */
final class Mosaic implements EpisodePlayer.Audience {
    private static final int GAP = 4;
    private static final int WIDEST = 1280;

    private final VideoWriter writer;

    Mosaic(VideoWriter writer) {
        this.writer = writer;
    }

    @Override
    public void see(List<EpisodePlayer.Scene> scenes) {
        int columns = (int) Math.ceil(Math.sqrt(scenes.size()));
        int rows = (scenes.size() + columns - 1) / columns;
        var cells = new ArrayList<BufferedImage>();
        for (var scene : scenes) {
            cells.add(Camera.captioned(caption(scene), fitted(scene.picture(), columns)));
        }
        int width = cells.get(0).getWidth() + GAP;
        int height = cells.get(0).getHeight() + GAP;
        var wall =
                new BufferedImage(
                        columns * width - GAP, rows * height - GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = wall.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, wall.getWidth(), wall.getHeight());
            for (int i = 0; i < cells.size(); i++) {
                graphics.drawImage(cells.get(i), i % columns * width, i / columns * height, null);
            }
        } finally {
            graphics.dispose();
        }
        writer.write(wall);
    }

    private static String caption(EpisodePlayer.Scene scene) {
        return String.format(
                Locale.ROOT,
                "%d    step %d    return %.1f%s",
                scene.episode() + 1,
                scene.step(),
                scene.totalReward(),
                scene.isOver() ? "    over" : "");
    }

    /** No wider than its share of the wall. */
    private static BufferedImage fitted(BufferedImage picture, int columns) {
        double scale = (double) WIDEST / (columns * picture.getWidth());
        if (scale >= 1) {
            return picture;
        }
        int width = Math.max(1, (int) (scale * picture.getWidth()));
        int height = Math.max(1, (int) (scale * picture.getHeight()));
        var smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
        graphics.dispose();
        return smaller;
    }
}
