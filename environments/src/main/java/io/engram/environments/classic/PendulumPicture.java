package io.engram.environments.classic;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** The rod, its axle, and an arrow around it for the torque. */
final class PendulumPicture {
    private static final int SIZE = 500;
    private static final double MIDDLE = SIZE / 2.0;
    private static final double PIXELS_PER_METRE = SIZE / 4.4;
    private static final double ROD_WIDTH = 0.2 * PIXELS_PER_METRE;
    private static final double AXLE_RADIUS = 0.05 * PIXELS_PER_METRE;
    private static final double ARROW_RADIUS = 0.42 * PIXELS_PER_METRE;
    private static final double ARROW_DEGREES = 250;
    private static final Color ROD = new Color(204, 77, 77);
    private static final Color ARROW = new Color(45, 62, 90);

    private PendulumPicture() {}

    /** The torque is -1 to 1; a positive one turns against the clock, as the angle does. */
    static BufferedImage of(double angle, double torque) {
        var canvas = new Canvas(SIZE, SIZE, Color.WHITE);
        double endX = MIDDLE - PIXELS_PER_METRE * Math.sin(angle);
        double endY = MIDDLE - PIXELS_PER_METRE * Math.cos(angle);
        canvas.draw(new Line2D.Double(MIDDLE, MIDDLE, endX, endY), ROD, ROD_WIDTH);
        if (Math.abs(torque) > 0.02) {
            arrow(canvas, torque);
        }
        canvas.fill(
                new Ellipse2D.Double(
                        MIDDLE - AXLE_RADIUS,
                        MIDDLE - AXLE_RADIUS,
                        2 * AXLE_RADIUS,
                        2 * AXLE_RADIUS),
                Color.BLACK);
        return canvas.finish();
    }

    /** An arc that begins at the bottom and is the longer and thicker the greater the torque is. */
    private static void arrow(Canvas canvas, double torque) {
        double extent = torque * ARROW_DEGREES;
        double width = 2 + 3 * Math.abs(torque);
        canvas.draw(
                new Arc2D.Double(
                        MIDDLE - ARROW_RADIUS,
                        MIDDLE - ARROW_RADIUS,
                        2 * ARROW_RADIUS,
                        2 * ARROW_RADIUS,
                        -90,
                        extent,
                        Arc2D.OPEN),
                ARROW,
                width);
        double tip = Math.toRadians(-90 + extent);
        double x = MIDDLE + ARROW_RADIUS * Math.cos(tip);
        double y = MIDDLE - ARROW_RADIUS * Math.sin(tip);
        double forwardX = -Math.sin(tip) * Math.signum(torque);
        double forwardY = -Math.cos(tip) * Math.signum(torque);
        double length = 4 + 3 * width;
        var head = new Path2D.Double();
        head.moveTo(x + forwardX * length, y + forwardY * length);
        head.lineTo(x - forwardY * length * 0.6, y + forwardX * length * 0.6);
        head.lineTo(x + forwardY * length * 0.6, y - forwardX * length * 0.6);
        head.closePath();
        canvas.fill(head, ARROW);
    }
}
