package io.engram.environments.classic;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Both links, their joints, and the height that the tip must reach. */
final class AcrobotPicture {
    private static final int SIZE = 500;
    private static final double MIDDLE = SIZE / 2.0;
    private static final double PIXELS_PER_METRE = SIZE / 4.4;
    private static final double HALF_WIDTH = 0.1 * PIXELS_PER_METRE;
    private static final Color LINK = new Color(0, 204, 204);
    private static final Color JOINT = new Color(204, 204, 0);

    private AcrobotPicture() {}

    static BufferedImage of(double upper, double lower) {
        var canvas = new Canvas(SIZE, SIZE, Color.WHITE);
        double goal = MIDDLE - PIXELS_PER_METRE;
        canvas.draw(new Line2D.Double(0, goal, SIZE, goal), Color.BLACK, 1);
        double elbowX = MIDDLE + PIXELS_PER_METRE * Math.sin(upper);
        double elbowY = MIDDLE + PIXELS_PER_METRE * Math.cos(upper);
        link(canvas, MIDDLE, MIDDLE, upper);
        link(canvas, elbowX, elbowY, upper + lower);
        return canvas.finish();
    }

    /** An angle of 0 hangs down; a positive one turns against the clock. */
    private static void link(Canvas canvas, double x, double y, double angle) {
        var placed = AffineTransform.getTranslateInstance(x, y);
        placed.rotate(-angle);
        var bar = new Rectangle2D.Double(-HALF_WIDTH, 0, 2 * HALF_WIDTH, PIXELS_PER_METRE);
        canvas.fill(placed.createTransformedShape(bar), LINK);
        canvas.fill(
                new Ellipse2D.Double(
                        x - HALF_WIDTH, y - HALF_WIDTH, 2 * HALF_WIDTH, 2 * HALF_WIDTH),
                JOINT);
    }
}
