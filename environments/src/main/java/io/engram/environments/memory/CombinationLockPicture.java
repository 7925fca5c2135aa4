package io.engram.environments.memory;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The doors from the left to the right, those that are open, the agent, and the key last tried. */
final class CombinationLockPicture {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 120;
    private static final double MARGIN = 20;
    private static final double FLOOR = 96;
    private static final Color PAPER = new Color(250, 250, 248);
    private static final Color GROUND = new Color(214, 217, 222);
    private static final Color OPEN = new Color(62, 160, 85);
    private static final Color CLOSED = new Color(205, 70, 66);
    private static final Color AGENT = new Color(49, 104, 189);
    private static final Color TEXT = new Color(52, 56, 64);

    private CombinationLockPicture() {}

    /** The agent stands before a door, or behind the last; no key was tried yet if it is -1. */
    static BufferedImage of(int doors, int ahead, int tried, int keys) {
        var canvas = new Canvas(WIDTH, HEIGHT, PAPER);
        double room = (WIDTH - 2 * MARGIN) / (doors + 1);
        double width = Math.max(2, Math.min(8, room / 4));
        canvas.fill(new Rectangle2D.Double(MARGIN, FLOOR, WIDTH - 2 * MARGIN, 4), GROUND);
        for (int door = 0; door < doors; door++) {
            double x = MARGIN + (door + 1) * room - width / 2;
            boolean open = door < ahead;
            double height = open ? 12 : 52;
            canvas.fill(new Rectangle2D.Double(x, FLOOR - 52, width, height), open ? OPEN : CLOSED);
        }
        double radius = Math.max(3, Math.min(9, room / 4));
        double x = MARGIN + (ahead + 0.5) * room;
        var agent = new Ellipse2D.Double(x - radius, FLOOR - 2 * radius, 2 * radius, 2 * radius);
        canvas.fill(agent, AGENT);
        canvas.draw(agent, Color.WHITE, 2);
        String text =
                tried < 0
                        ? "%d doors, %d keys".formatted(doors, keys)
                        : "key %d: %d of %d doors open".formatted(tried + 1, ahead, doors);
        canvas.write(text, WIDTH / 2.0, 22, 15, TEXT);
        return canvas.finish();
    }
}
