package io.engram.environments.memory;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** A strip of cells with the agent, a goal at either end, and a line that tells the phase. */
final class PocMemoryPicture {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 160;
    private static final double MARGIN = 16;
    private static final double STRIP_MIDDLE = 66;
    private static final double LARGEST_CELL = 44;
    private static final Color PAPER = new Color(250, 250, 248);
    private static final Color FLOOR = new Color(226, 228, 232);
    private static final Color HIDDEN = new Color(158, 162, 170);
    private static final Color GOOD = new Color(62, 160, 85);
    private static final Color BAD = new Color(205, 70, 66);
    private static final Color AGENT = new Color(49, 104, 189);
    private static final Color TEXT = new Color(52, 56, 64);

    private PocMemoryPicture() {}

    static BufferedImage of(int cells, int cell, int goodSide, boolean shown, boolean over) {
        var canvas = new Canvas(WIDTH, HEIGHT, PAPER);
        int count = 2 * cells + 1;
        double pitch = (WIDTH - 2 * MARGIN) / count;
        double side = Math.min(LARGEST_CELL, pitch * 0.9);
        boolean known = shown || over;
        for (int i = -cells; i <= cells; i++) {
            double x = WIDTH / 2.0 + i * pitch;
            boolean end = Math.abs(i) == cells;
            boolean good = Integer.signum(i) == goodSide;
            Color goal = known ? good ? GOOD : BAD : HIDDEN;
            double height = end ? Math.max(side, 30) : side;
            canvas.fill(
                    new RoundRectangle2D.Double(
                            x - side / 2, STRIP_MIDDLE - height / 2, side, height, 8, 8),
                    end ? goal : FLOOR);
            if (end && side > 12) {
                String mark = known ? good ? "+" : "\u2212" : "?";
                canvas.write(mark, x, STRIP_MIDDLE, 22, Color.WHITE);
            }
        }
        double radius = Math.max(3, side * 0.32);
        double x = WIDTH / 2.0 + cell * pitch;
        canvas.fill(
                new Ellipse2D.Double(x - radius, STRIP_MIDDLE - radius, 2 * radius, 2 * radius),
                AGENT);
        canvas.draw(
                new Ellipse2D.Double(x - radius, STRIP_MIDDLE - radius, 2 * radius, 2 * radius),
                Color.WHITE,
                2);
        canvas.write(caption(cells, cell, goodSide, shown, over), WIDTH / 2.0, 130, 16, TEXT);
        return canvas.finish();
    }

    private static String caption(int cells, int cell, int goodSide, boolean shown, boolean over) {
        if (over && Math.abs(cell) == cells) {
            return Integer.signum(cell) == goodSide ? "Success" : "The bad end";
        }
        return shown ? "The goals are shown" : "The goals are hidden: remember";
    }
}
