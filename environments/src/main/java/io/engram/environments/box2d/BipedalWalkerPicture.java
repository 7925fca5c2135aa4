package io.engram.environments.box2d;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The sky with clouds, the ground, one of the rays, the robot, and the flag at the start. */
final class BipedalWalkerPicture {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final double VIEW = WIDTH / Scene.SCALE;
    private static final Color SKY = new Color(215, 215, 255);
    private static final Color SOIL = new Color(102, 153, 76);
    private static final Color GRASS = new Color(76, 255, 76);
    private static final Color DARK_GRASS = new Color(76, 204, 76);
    private static final Color BLOCK_EDGE = new Color(153, 153, 153);
    private static final Color RAY = Color.RED;
    private static final Color FLAG = new Color(230, 51, 0);
    private static final double POLE = 50;
    private static final double HALF_PIXEL = 0.5;
    private static final double CLOTH_LENGTH = 25;
    private static final double CLOTH_HEIGHT = 10;

    // In the order in which the parts are made: the hull, then upper and lower leg of each side.
    private static final Color[] FILLS = {
        new Color(127, 51, 229),
        new Color(178, 101, 152),
        new Color(178, 101, 152),
        new Color(128, 51, 102),
        new Color(128, 51, 102)
    };
    private static final Color[] EDGES = {
        new Color(76, 76, 127),
        new Color(127, 76, 101),
        new Color(127, 76, 101),
        new Color(77, 26, 51),
        new Color(77, 26, 51)
    };

    private final Canvas canvas = new Canvas(WIDTH, HEIGHT, SKY);
    private final double scroll;
    private final AffineTransform pixels;

    private BipedalWalkerPicture(double scroll) {
        this.scroll = scroll;
        pixels = placed(scroll);
    }

    private static AffineTransform placed(double scroll) {
        return new AffineTransform(Scene.SCALE, 0, 0, -Scene.SCALE, -scroll * Scene.SCALE, HEIGHT);
    }

    /** Draws a scene, a fifth of which is behind the hull; each step shows another ray. */
    static BufferedImage of(WalkerTerrain terrain, List<Part> parts, WalkerRays rays, int step) {
        var hull = parts.get(0);
        var picture = new BipedalWalkerPicture(Math.max(0, hull.x() - VIEW / 5));
        picture.clouds(terrain);
        picture.ground(terrain);
        picture.ray(hull, rays.end(step % WalkerRays.count(), hull));
        picture.blocks(terrain);
        for (int i = 1; i <= parts.size(); i++) {
            // The hull comes last, over the legs.
            int each = i % parts.size();
            var outline = picture.pixels.createTransformedShape(parts.get(each).outline());
            picture.canvas.fill(outline, FILLS[each]);
            picture.canvas.draw(outline, EDGES[each], 1);
        }
        picture.flag();
        return picture.canvas.finish();
    }

    /** Clouds go by at half the speed. */
    private void clouds(WalkerTerrain terrain) {
        for (double[] cloud : terrain.clouds()) {
            canvas.fill(placed(scroll / 2).createTransformedShape(polygon(cloud)), Color.WHITE);
        }
    }

    private void ground(WalkerTerrain terrain) {
        double[][] points = terrain.points();
        var soil = new Path2D.Double();
        soil.moveTo(points[0][0], 0);
        for (double[] point : points) {
            soil.lineTo(point[0], point[1]);
        }
        soil.lineTo(points[points.length - 1][0], 0);
        canvas.fill(pixels.createTransformedShape(soil), SOIL);
        for (int i = 0; i + 1 < points.length; i++) {
            line(points[i], points[i + 1], i % 2 == 0 ? GRASS : DARK_GRASS);
        }
    }

    private void blocks(WalkerTerrain terrain) {
        for (double[] block : terrain.blocks()) {
            var outline = pixels.createTransformedShape(polygon(block));
            canvas.fill(outline, Color.WHITE);
            canvas.draw(outline, BLOCK_EDGE, 1);
        }
    }

    private void ray(Part hull, double[] end) {
        line(new double[] {hull.x(), hull.y()}, end, RAY);
    }

    private void line(double[] from, double[] to, Color color) {
        var line = new Line2D.Double(from[0], from[1], to[0], to[1]);
        canvas.draw(pixels.createTransformedShape(line), color, 1);
    }

    private void flag() {
        double x = (WalkerTerrain.STEP * 3 - scroll) * Scene.SCALE + HALF_PIXEL;
        double foot = HEIGHT - WalkerTerrain.START_HEIGHT * Scene.SCALE;
        double top = foot - POLE;
        canvas.draw(new Line2D.Double(x, foot, x, top), Color.BLACK, 1);
        var cloth =
                polygon(x, top, x, top + CLOTH_HEIGHT, x + CLOTH_LENGTH, top + CLOTH_HEIGHT / 2);
        canvas.fill(cloth, FLAG);
        canvas.draw(cloth, Color.BLACK, 1);
    }

    private static Path2D polygon(double... corners) {
        var polygon = new Path2D.Double();
        polygon.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            polygon.lineTo(corners[i], corners[i + 1]);
        }
        polygon.closePath();
        return polygon;
    }
}
