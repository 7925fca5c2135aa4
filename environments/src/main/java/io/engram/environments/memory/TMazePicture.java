package io.engram.environments.memory;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The corridor from the left to the right, its two arms, the sign and the agent. */
final class TMazePicture {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 160;
    private static final double MARGIN = 24;
    private static final double MIDDLE = HEIGHT / 2.0;
    private static final double BREADTH = 28;
    private static final double ARM = 48;
    private static final Color PAPER = new Color(250, 250, 248);
    private static final Color FLOOR = new Color(214, 217, 222);
    private static final Color GOOD = new Color(62, 160, 85);
    private static final Color BAD = new Color(205, 70, 66);
    private static final Color AGENT = new Color(49, 104, 189);
    private static final Color TEXT = new Color(52, 56, 64);

    private TMazePicture() {}

    /** Sides are 1 for north and -1 for south; the agent has turned to a side, or 0. */
    static BufferedImage of(int length, int position, int goal, int turned) {
        var canvas = new Canvas(WIDTH, HEIGHT, PAPER);
        double left = MARGIN + BREADTH / 2;
        double right = WIDTH - MARGIN - BREADTH / 2;
        canvas.fill(
                new Rectangle2D.Double(
                        left - BREADTH / 2, MIDDLE - BREADTH / 2, right - left + BREADTH, BREADTH),
                FLOOR);
        for (int side : new int[] {1, -1}) {
            double end = MIDDLE - side * ARM;
            canvas.fill(
                    new Rectangle2D.Double(
                            right - BREADTH / 2, Math.min(end, MIDDLE), BREADTH, ARM),
                    FLOOR);
            canvas.fill(
                    new Rectangle2D.Double(
                            right - BREADTH / 2, end - BREADTH / 2, BREADTH, BREADTH),
                    side == goal ? GOOD : BAD);
        }
        canvas.write(goal > 0 ? "\u2191" : "\u2193", left, MIDDLE - BREADTH - 4, 26, TEXT);
        double x = left + (right - left) * position / length;
        double y = MIDDLE - turned * ARM;
        double radius = 9;
        var agent = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        canvas.fill(agent, AGENT);
        canvas.draw(agent, Color.WHITE, 2);
        return canvas.finish();
    }
}
