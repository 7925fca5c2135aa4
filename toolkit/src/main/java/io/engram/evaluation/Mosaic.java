package io.engram.evaluation;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Films several episodes side by side; one that is over rests on its end. */
final class Mosaic implements EpisodePlayer.Audience {
    private static final int GAP = 4;
    private static final int WIDEST = 1280;
    private static final int WIDEST_SAID = 4096;

    private final Reel reel;
    private final Framing framing;
    private final int columns;
    private final Moment[] seen;
    private final BufferedImage[] cells;

    Mosaic(Reel reel, Framing framing, int columns, int count) {
        this.reel = reel;
        this.framing = framing;
        this.columns = Math.min(columns, count);
        seen = new Moment[count];
        cells = new BufferedImage[count];
    }

    /** As many rows as columns, or one less. */
    static int columns(int count) {
        return (int) Math.ceil(Math.sqrt(count));
    }

    @Override
    public void see(List<Moment> moments) {
        reel.add(() -> wall(moments));
    }

    private BufferedImage wall(List<Moment> moments) {
        int rows = (moments.size() + columns - 1) / columns;
        for (int i = 0; i < cells.length; i++) {
            if (seen[i] != moments.get(i)) {
                seen[i] = moments.get(i);
                cells[i] = framing.frame(seen[i], WIDEST / columns);
            }
        }
        int width = cells[0].getWidth() + GAP;
        int height = cells[0].getHeight() + GAP;
        requireRoom(columns * width - GAP);
        var wall =
                new BufferedImage(
                        columns * width - GAP, rows * height - GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = wall.createGraphics();
        try {
            graphics.setColor(Ink.GROUND);
            graphics.fillRect(0, 0, wall.getWidth(), wall.getHeight());
            for (int i = 0; i < cells.length; i++) {
                graphics.drawImage(cells[i], i % columns * width, i / columns * height, null);
            }
        } finally {
            graphics.dispose();
        }
        return wall;
    }

    private void requireRoom(int width) {
        if (width > WIDEST_SAID) {
            throw new IllegalArgumentException(
                    "a film may be %d pixels wide at most, but %d pictures side by side are %d; take a smaller width(pixels) or fewer columns(count)"
                            .formatted(WIDEST_SAID, columns, width));
        }
    }
}
