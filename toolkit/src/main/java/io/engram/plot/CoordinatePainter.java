package io.engram.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Draws {@link ParallelCoordinates}. */
final class CoordinatePainter {
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
    private static final int SMALLEST_TITLE = 9;
    private static final int SMALLEST_TICK = 8;
    private static final int TITLE_HEIGHT = 20;
    private static final int TITLE_GAP = 12;
    private static final int BOTTOM = 10;
    private static final int TICK_GAP = 6;
    private static final int WIDEST_TICK = 110;
    private static final double LABEL_SHARE = 0.45;
    private static final int BAR = 6;
    private static final double DOT = 5;
    private static final int FEW = 30;
    private static final int MANY = 120;
    private static final int CLEAR_ALPHA = 230;
    private static final int FAINT_ALPHA = 140;
    private static final int FAINTEST_ALPHA = 80;
    private static final Color MIDDLE = new Color(0x909090);

    private final Graphics2D graphics;
    private final ParallelCoordinates.Numbers score;
    private final List<ParallelCoordinates.Axis> all;
    private final List<List<Double>> dots;
    private final int[] order;
    private double[] x;
    private Scale heights;
    private List<CoordinateAxis> axes;

    CoordinatePainter(
            Graphics2D graphics,
            List<ParallelCoordinates.Axis> all,
            ParallelCoordinates.Numbers score,
            List<List<Double>> dots) {
        this.graphics = graphics;
        this.all = all;
        this.score = score;
        this.dots = dots;
        order = CoordinateAxis.order(score.values());
    }

    void paint(int width, int height) {
        int top = TITLE_HEIGHT + TITLE_GAP;
        int bottom = height - BOTTOM;
        double[] range = ParallelCoordinates.range(score, dots);
        heights = CoordinateAxis.scale(score, range, top, bottom);
        axes = new ArrayList<>();
        for (ParallelCoordinates.Axis axis : all) {
            axes.add(
                    axis instanceof ParallelCoordinates.Numbers numbers
                            ? CoordinateAxis.of(
                                    numbers,
                                    ParallelCoordinates.range(numbers, List.of()),
                                    top,
                                    bottom)
                            : CoordinateAxis.of(
                                    (ParallelCoordinates.Categories) axis, order, top, bottom));
        }
        axes.add(CoordinateAxis.of(score, range, top, bottom));
        place(width);
        for (int line : order) {
            paintLine(line, line == order[order.length - 1]);
        }
        for (int i = 0; i < axes.size(); i++) {
            boolean isScore = i == axes.size() - 1;
            paintTicks(i, isScore);
            if (isScore) {
                paintBar(top, bottom);
            } else {
                graphics.setColor(ChartStyle.INK);
                graphics.setStroke(new BasicStroke(1));
                graphics.draw(new Line2D.Double(x[i], top, x[i], bottom));
            }
            paintTitle(i, width);
        }
        paintDots();
    }

    /** Room for what is written left of the first axis and right of the last. */
    private void place(int width) {
        graphics.setFont(TICK);
        double left = TICK_GAP + widest(axes.get(0)) + 2;
        double right = width - beside() - widest(axes.get(axes.size() - 1)) - 2;
        x = new double[axes.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = left + i * (right - left) / (x.length - 1);
        }
    }

    /** From the last axis to its numbers. */
    private double beside() {
        return BAR + TICK_GAP + (dots.isEmpty() ? 0 : DOT + 1);
    }

    private double widest(CoordinateAxis axis) {
        FontMetrics metrics = graphics.getFontMetrics();
        return axis.ticks().stream()
                .mapToInt(tick -> Math.min(WIDEST_TICK, metrics.stringWidth(tick.text())))
                .max()
                .orElse(0);
    }

    private void paintLine(int line, boolean isBest) {
        var path = new Path2D.Double();
        path.moveTo(x[0], axes.get(0).y()[line]);
        for (int i = 1; i < x.length; i++) {
            double middle = (x[i - 1] + x[i]) / 2;
            double from = axes.get(i - 1).y()[line];
            double to = axes.get(i).y()[line];
            path.curveTo(middle, from, middle, to, x[i], to);
        }
        graphics.setColor(colour(line, isBest ? CLEAR_ALPHA : alpha()));
        graphics.setStroke(
                new BasicStroke(
                        isBest ? 3f : 1.75f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    private int alpha() {
        return order.length <= FEW
                ? CLEAR_ALPHA
                : order.length <= MANY ? FAINT_ALPHA : FAINTEST_ALPHA;
    }

    private Color colour(int line, int alpha) {
        double at = axes.get(axes.size() - 1).y()[line];
        double share = (heights.begin() - at) / (heights.begin() - heights.end());
        return ChartStyle.withAlpha(colour(share), alpha);
    }

    /** From 0, blue, over grey to 1, orange. */
    static Color colour(double share) {
        return share < 0.5
                ? between(ChartStyle.colour(0), MIDDLE, 2 * share)
                : between(MIDDLE, ChartStyle.colour(1), 2 * share - 1);
    }

    private static Color between(Color first, Color last, double share) {
        return new Color(
                mixed(first.getRed(), last.getRed(), share),
                mixed(first.getGreen(), last.getGreen(), share),
                mixed(first.getBlue(), last.getBlue(), share));
    }

    private static int mixed(int first, int last, double share) {
        return (int) Math.round(first + share * (last - first));
    }

    /** Takes away what was drawn under the texts: on a page of any colour they stand free. */
    private void paintTicks(int axis, boolean isScore) {
        double last = Double.POSITIVE_INFINITY;
        double room = axis == 0 || isScore ? WIDEST_TICK : LABEL_SHARE * (x[axis] - x[axis - 1]);
        for (CoordinateAxis.Tick tick : axes.get(axis).ticks()) {
            String text = TextFit.fit(graphics, tick.text(), TICK, SMALLEST_TICK, room);
            FontMetrics metrics = graphics.getFontMetrics();
            double wide = metrics.stringWidth(text);
            double y = isBetween(axis) ? tick.free() : tick.middle();
            if (last - y < metrics.getAscent()) {
                continue;
            }
            last = y;
            double left = isScore ? x[axis] + beside() : x[axis] - TICK_GAP - wide;
            clear(new Rectangle2D.Double(left - 2, y - 6.5, wide + 4, 13));
            graphics.setColor(ChartStyle.INK);
            graphics.drawString(text, (float) left, (float) y + 3.5f);
            if (tick.low() != tick.high()) {
                paintBracket(x[axis], tick);
            } else if (!isScore) {
                graphics.setStroke(new BasicStroke(1));
                graphics.draw(
                        new Line2D.Double(x[axis] - 3, tick.middle(), x[axis], tick.middle()));
            }
        }
    }

    private boolean isBetween(int axis) {
        return axis > 0 && axis < axes.size() - 1;
    }

    /** The lines between its ends have one value. */
    private void paintBracket(double at, CoordinateAxis.Tick tick) {
        graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(at, tick.low(), at, tick.high()));
    }

    private void clear(Rectangle2D place) {
        Composite before = graphics.getComposite();
        graphics.setComposite(AlphaComposite.Clear);
        graphics.fill(place);
        graphics.setComposite(before);
    }

    private void paintTitle(int axis, int width) {
        double room = x[1] - x[0] - TITLE_GAP;
        String title = TextFit.name(graphics, axes.get(axis).title(), TITLE, SMALLEST_TITLE, room);
        double wide = graphics.getFontMetrics().stringWidth(title);
        double left = Math.max(2, Math.min(width - 2 - wide, x[axis] - wide / 2));
        graphics.setColor(ChartStyle.INK);
        graphics.drawString(title, (float) left, TITLE_HEIGHT - 6);
    }

    /** The last axis is the key to the colours. */
    private void paintBar(int top, int bottom) {
        double middle = (top + bottom) / 2.0;
        double left = x[x.length - 1];
        clear(new Rectangle2D.Double(left, top, BAR, bottom - top));
        fade(left, middle, bottom, 0.5, 0);
        fade(left, top, middle, 1, 0.5);
    }

    private void fade(double left, double from, double to, double first, double last) {
        graphics.setPaint(
                new GradientPaint(0, (float) from, colour(first), 0, (float) to, colour(last)));
        graphics.fill(new Rectangle2D.Double(left, from, BAR, to - from));
    }

    /** Beside the bar, in the colours of their lines. */
    private void paintDots() {
        double middle = x[x.length - 1] + BAR + 1 + DOT / 2;
        for (int line : dots.isEmpty() ? new int[0] : order) {
            graphics.setColor(colour(line, CLEAR_ALPHA));
            for (double value : dots.get(line)) {
                double y = heights.at(score.logarithmic() ? Math.log10(value) : value);
                graphics.fill(new Ellipse2D.Double(middle - DOT / 2, y - DOT / 2, DOT, DOT));
            }
        }
    }
}
