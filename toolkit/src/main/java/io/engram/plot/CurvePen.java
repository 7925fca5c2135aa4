package io.engram.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Draws curves with their bands where two scales put them. */
record CurvePen(Scale horizontal, Scale vertical) {
    private static final float LINE_WIDTH = 1.75f;
    private static final int DOT = 5;

    /**
     * Draws a curve.
     *
     * @param dots whether each point is a dot as well
     */
    void draw(Graphics2D graphics, Curve curve, Color colour, boolean dots) {
        if (curve.hasBand()) {
            graphics.setColor(ChartStyle.faint(colour));
            graphics.fill(band(curve));
        }
        graphics.setColor(colour);
        graphics.setStroke(
                new BasicStroke(LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var path = new Path2D.Double();
        boolean down = false;
        for (int i = 0; i < curve.x().length; i++) {
            double y = curve.y()[i];
            if (!Double.isFinite(y)) {
                down = false;
                continue;
            }
            double px = horizontal.at(curve.x()[i]);
            double py = vertical.at(y);
            if (down) {
                path.lineTo(px, py);
            } else {
                path.moveTo(px, py);
                path.lineTo(px, py);
            }
            down = true;
            if (dots) {
                graphics.fill(new Ellipse2D.Double(px - DOT / 2.0, py - DOT / 2.0, DOT, DOT));
            }
        }
        graphics.draw(path);
    }

    private Path2D band(Curve curve) {
        var path = new Path2D.Double();
        Points points = Points.band(curve);
        double[] x = points.x();
        double[] y = points.y();
        boolean down = false;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(y[i])) {
                path.closePath();
                down = false;
            } else if (down) {
                path.lineTo(horizontal.at(x[i]), vertical.at(y[i]));
            } else {
                path.moveTo(horizontal.at(x[i]), vertical.at(y[i]));
                down = true;
            }
        }
        return path;
    }
}
