package io.engram.environments.classic;

import io.engram.environments.picture.Canvas;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** The cart, the pole, its axle and the track. */
final class CartPolePicture {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 400;
    private static final double PIXELS_PER_METRE = WIDTH / 4.8;
    private static final double TRACK = 300;
    private static final double CART_WIDTH = 50;
    private static final double CART_HEIGHT = 30;
    private static final double POLE_WIDTH = 10;
    private static final double AXLE_ABOVE_TRACK = CART_HEIGHT / 4;
    private static final Color CART = new Color(20, 20, 24);
    private static final Color POLE = new Color(202, 152, 101);
    private static final Color AXLE = new Color(129, 132, 203);
    private static final Color RAIL = new Color(70, 70, 76);

    private CartPolePicture() {}

    static BufferedImage of(double position, double angle, double poleLength) {
        var canvas = new Canvas(WIDTH, HEIGHT, Color.WHITE);
        double x = WIDTH / 2.0 + position * PIXELS_PER_METRE;
        double axle = TRACK - AXLE_ABOVE_TRACK;
        canvas.draw(new Line2D.Double(0, TRACK, WIDTH, TRACK), RAIL, 1.5);
        canvas.fill(
                new RoundRectangle2D.Double(
                        x - CART_WIDTH / 2, TRACK - CART_HEIGHT / 2, CART_WIDTH, CART_HEIGHT, 4, 4),
                CART);
        var pole =
                new RoundRectangle2D.Double(
                        -POLE_WIDTH / 2,
                        -poleLength * PIXELS_PER_METRE,
                        POLE_WIDTH,
                        poleLength * PIXELS_PER_METRE + POLE_WIDTH / 2,
                        4,
                        4);
        var placed = AffineTransform.getTranslateInstance(x, axle);
        placed.rotate(angle);
        canvas.fill(placed.createTransformedShape(pole), POLE);
        double radius = POLE_WIDTH / 2;
        canvas.fill(new Ellipse2D.Double(x - radius, axle - radius, 2 * radius, 2 * radius), AXLE);
        return canvas.finish();
    }
}
