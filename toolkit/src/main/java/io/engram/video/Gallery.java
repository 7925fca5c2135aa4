package io.engram.video;

import io.engram.show.Thumbnail;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Many pictures in one, row by row, each with a caption below. There is no background: captions are
 * readable on white and on black.
 *
 * <pre>{@code
 * var pictures = new LinkedHashMap<String, BufferedImage>();
 * pictures.put("CartPole", env.render());
 * Gallery.of(pictures, 4)
 * }</pre>
 */
public final class Gallery {
    private static final int WIDTH = 220;
    private static final int GAP = 8;
    private static final int CAPTION = 20;
    private static final Color INK = new Color(0x77, 0x77, 0x77);
    private static final Color FRAME = new Color(0x80, 0x80, 0x80, 0x60);

    private Gallery() {}

    /**
     * Hangs pictures.
     *
     * @param pictures the pictures by caption, at least one; each is scaled to one width, or to the
     *     height of a square where it is higher than wide
     * @param columns pictures in a row, at least 1
     * @return one picture of all
     * @throws IllegalArgumentException if there are no pictures or no columns
     */
    public static BufferedImage of(Map<String, BufferedImage> pictures, int columns) {
        return of(
                pictures.entrySet().stream()
                        .map(entry -> new Captioned(entry.getKey(), entry.getValue()))
                        .toList(),
                columns);
    }

    /** A picture and what is written below it. */
    record Captioned(String caption, BufferedImage picture) {}

    static BufferedImage of(List<Captioned> pictures, int columns) {
        if (pictures.isEmpty() || columns < 1) {
            throw new IllegalArgumentException(
                    "a gallery needs at least one picture and one column, but has %d and %d"
                            .formatted(pictures.size(), columns));
        }
        int across = Math.min(columns, pictures.size());
        int[] heights = rowHeights(pictures, across);
        var wall =
                new BufferedImage(
                        across * (WIDTH + GAP) + GAP,
                        Arrays.stream(heights).map(each -> each + CAPTION + GAP).sum() + GAP,
                        BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = wall.createGraphics();
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int y = GAP;
        for (int hung = 0; hung < pictures.size(); hung++) {
            Captioned each = pictures.get(hung);
            int x = GAP + hung % across * (WIDTH + GAP);
            int height = heights[hung / across];
            hang(graphics, each.picture, x, y, height);
            graphics.setColor(INK);
            graphics.drawString(each.caption, x + 2, y + height + CAPTION - 5);
            if ((hung + 1) % across == 0) {
                y += height + CAPTION + GAP;
            }
        }
        graphics.dispose();
        return wall;
    }

    /** Each row is as high as its highest picture. */
    private static int[] rowHeights(List<Captioned> pictures, int across) {
        var heights = new int[(pictures.size() + across - 1) / across];
        for (int hung = 0; hung < pictures.size(); hung++) {
            int row = hung / across;
            heights[row] = Math.max(heights[row], scaledHeight(pictures.get(hung).picture));
        }
        return heights;
    }

    private static int scaledHeight(BufferedImage picture) {
        return Math.max(
                1,
                Math.min(
                        WIDTH,
                        Math.round((float) WIDTH * picture.getHeight() / picture.getWidth())));
    }

    private static void hang(
            Graphics2D graphics, BufferedImage picture, int x, int y, int rowHeight) {
        int height = scaledHeight(picture);
        int width =
                Math.min(
                        WIDTH,
                        Math.max(
                                1,
                                Math.round(
                                        (float) height
                                                * picture.getWidth()
                                                / picture.getHeight())));
        int left = x + (WIDTH - width) / 2;
        int top = y + rowHeight - height;
        // Pixel art stays crisp when it is enlarged; everything else is smoothed.
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                width >= 2 * picture.getWidth()
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(Thumbnail.halved(picture, width), left, top, width, height, null);
        graphics.setColor(FRAME);
        graphics.drawRect(left, top, width - 1, height - 1);
    }
}
