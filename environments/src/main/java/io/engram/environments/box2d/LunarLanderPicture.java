package io.engram.environments.box2d;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The sky, the moon, two flags, the lander and the flames of its engines. */
final class LunarLanderPicture {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final Color BODY = new Color(128, 102, 230);
    private static final Color EDGE = new Color(77, 77, 128);
    private static final Color FLAG = new Color(204, 204, 0);
    private static final double POLE = 50;
    private static final double HALF_PIXEL = 0.5;
    private static final double CLOTH_LENGTH = 25;
    private static final double CLOTH_HEIGHT = 10;

    private final Canvas canvas = new Canvas(WIDTH, HEIGHT, Color.BLACK);
    private final AffineTransform pixels =
            new AffineTransform(Scene.SCALE, 0, 0, -Scene.SCALE, 0, HEIGHT);

    private LunarLanderPicture() {}

    /** Draws a scene; powers are 0 for engines that are off, negative if they push to the left. */
    static BufferedImage of(LunarMoon moon, List<Part> parts, double main, double side) {
        var picture = new LunarLanderPicture();
        picture.ground(moon);
        for (double x : moon.flags()) {
            picture.flag(x);
        }
        picture.flames(parts.get(0), main, side);
        for (Part part : parts) {
            var outline = picture.pixels.createTransformedShape(part.outline());
            picture.canvas.fill(outline, BODY);
            picture.canvas.draw(outline, EDGE, 1);
        }
        return picture.canvas.finish();
    }

    private void ground(LunarMoon moon) {
        var ground = new Path2D.Double();
        ground.moveTo(0, 0);
        for (double[] point : moon.surface()) {
            ground.lineTo(point[0], point[1]);
        }
        ground.lineTo(LunarMoon.WIDTH, 0);
        canvas.fill(pixels.createTransformedShape(ground), Color.WHITE);
    }

    private void flag(double metres) {
        double x = metres * Scene.SCALE + HALF_PIXEL;
        double foot = HEIGHT - LunarMoon.PAD * Scene.SCALE;
        double top = foot - POLE;
        canvas.draw(new Line2D.Double(x, foot, x, top), Color.WHITE, 1);
        var cloth = new Path2D.Double();
        cloth.moveTo(x, top);
        cloth.lineTo(x, top + CLOTH_HEIGHT);
        cloth.lineTo(x + CLOTH_LENGTH, top + CLOTH_HEIGHT / 2);
        cloth.closePath();
        canvas.fill(cloth, FLAG);
    }

    private void flames(Part hull, double main, double side) {
        var place = new AffineTransform(pixels);
        place.translate(hull.x(), hull.y());
        place.rotate(hull.angle());
        place.scale(1 / Scene.SCALE, 1 / Scene.SCALE);
        if (main > 0) {
            flame(place, 0, -1, 0, -8, 4 + 2 * main);
        }
        if (side != 0) {
            // The engine is on the side away from which it pushes.
            double direction = -Math.signum(side);
            flame(place, direction, 0, 17 * direction, 12, 1.5 + 1.5 * Math.abs(side));
        }
    }

    /** A row of discs that grow smaller and darker in a direction; lengths are pixels. */
    private void flame(
            AffineTransform place, double dx, double dy, double x, double y, double radius) {
        for (int i = 4; i >= 0; i--) {
            double size = radius * (1 - 0.15 * i);
            double away = 1.3 * radius * i;
            var disc =
                    new Ellipse2D.Double(
                            x + dx * away - size, y + dy * away - size, 2 * size, 2 * size);
            canvas.fill(
                    place.createTransformedShape(disc),
                    new Color(255 - 30 * i, 128 - 18 * i, 128 - 18 * i));
        }
    }
}
