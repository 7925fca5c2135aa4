package io.engram.environments.classic;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The valley, the car and the flag. */
final class MountainCarPicture {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final double SCALE =
            WIDTH / (MountainCar.MAX_POSITION - MountainCar.MIN_POSITION);
    private static final double CLEARANCE = 10;
    private static final double CAR_LENGTH = 40;
    private static final double CAR_HEIGHT = 20;
    private static final double WHEEL = 8;
    private static final double POLE = 50;
    private static final Color CAR = Color.BLACK;
    private static final Color WHEELS = new Color(128, 128, 128);
    private static final Color FLAG = new Color(204, 204, 0);

    private MountainCarPicture() {}

    static BufferedImage of(double position, double goal) {
        var canvas = new Canvas(WIDTH, HEIGHT, Color.WHITE);
        canvas.draw(hills(), Color.BLACK, 1);
        flag(canvas, x(goal), y(goal));
        var placed = AffineTransform.getTranslateInstance(x(position), y(position) - CLEARANCE);
        placed.rotate(-Math.cos(3 * position));
        var body = new Rectangle2D.Double(-CAR_LENGTH / 2, -CAR_HEIGHT, CAR_LENGTH, CAR_HEIGHT);
        canvas.fill(placed.createTransformedShape(body), CAR);
        for (double along : new double[] {-CAR_LENGTH / 4, CAR_LENGTH / 4}) {
            var wheel = new Ellipse2D.Double(along - WHEEL, -WHEEL, 2 * WHEEL, 2 * WHEEL);
            canvas.fill(placed.createTransformedShape(wheel), WHEELS);
        }
        return canvas.finish();
    }

    private static Path2D hills() {
        var path = new Path2D.Double();
        path.moveTo(0, y(MountainCar.MIN_POSITION));
        for (int i = 1; i <= 100; i++) {
            double position = MountainCar.MIN_POSITION + i * WIDTH / SCALE / 100;
            path.lineTo(x(position), y(position));
        }
        return path;
    }

    private static void flag(Canvas canvas, double x, double y) {
        canvas.draw(new Line2D.Double(x, y, x, y - POLE), Color.BLACK, 1);
        var cloth = new Path2D.Double();
        cloth.moveTo(x, y - POLE);
        cloth.lineTo(x, y - POLE + 10);
        cloth.lineTo(x + 25, y - POLE + 5);
        cloth.closePath();
        canvas.fill(cloth, FLAG);
    }

    private static double x(double position) {
        return (position - MountainCar.MIN_POSITION) * SCALE;
    }

    private static double y(double position) {
        return HEIGHT - (Math.sin(3 * position) * 0.45 + 0.55) * SCALE;
    }
}
