package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * How the steps of a rollout are cut into pieces, and how the pieces lie below each other in a
 * batch. It is readable on white and on black, and twice as fine as it is wide in the page.
 *
 * <pre>{@code
 * new SequencePlot(done, List.of(new SequencePlot.Piece(0, 0, 4, true))).draw("…")
 * }</pre>
 */
public final class SequencePlot {
    /** So many pieces are drawn in the batch; the rest is told in words. */
    static final int MOST_PIECES = 60;

    private static final int WIDTH = MetricGrid.WIDTH;
    private static final int LEFT = 96;
    private static final int RIGHT = WIDTH - 6;
    private static final int TITLE = 20;
    private static final int GAP = 14;
    private static final int CELL_HEIGHT = 20;
    private static final int ROW = CELL_HEIGHT + 6;
    private static final int WIDEST_CELL = 32;
    private static final int NARROWEST_NUMBERED = 14;
    private static final int ROOMY = 18;
    private static final int LABEL = 20;
    private static final int STATE = 22;
    private static final int COLUMN_GAP = 18;
    private static final int FEWEST_ROWS = 6;
    private static final double DOT = 8;
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 12);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font NARROW_NUMBER = new Font(Font.SANS_SERIF, Font.PLAIN, 9);
    private static final Font NUMBER = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

    private final boolean[][] done;
    private final List<Piece> pieces;
    private final int steps;
    private final int longest;
    private final double cell;
    private final int columns;
    private final int rows;

    /**
     * A piece of a rollout.
     *
     * @param row the environment, counted from 0
     * @param start its first step, counted from 0
     * @param length its number of steps, at least 1
     * @param fresh whether an episode begins with it
     */
    public record Piece(int row, int start, int length, boolean fresh) {}

    /**
     * A plot.
     *
     * @param done N rows of T flags, both at least 1: an episode ended with this step
     * @param pieces at least one piece, in the order of the batch
     */
    public SequencePlot(boolean[][] done, List<Piece> pieces) {
        this.done = done;
        this.pieces = List.copyOf(pieces);
        steps = done[0].length;
        longest = pieces.stream().mapToInt(Piece::length).max().orElseThrow();
        // No cell is so wide that the longest piece would not fit.
        cell =
                Math.min(
                        Math.min(WIDEST_CELL, (double) (RIGHT - LEFT) / steps),
                        (double) (RIGHT - LABEL - STATE) / longest);
        int drawn = Math.min(MOST_PIECES, pieces.size());
        int most = (int) ((RIGHT + COLUMN_GAP) / columnWidth());
        columns = Math.max(1, Math.min(most, drawn / FEWEST_ROWS));
        rows = (drawn + columns - 1) / columns;
    }

    private double columnWidth() {
        return LABEL + STATE + longest * cell + COLUMN_GAP;
    }

    /**
     * Draws everything.
     *
     * @param description what is on it, for those who do not see it
     * @return the picture
     */
    public Picture draw(String description) {
        int batch = TITLE + done.length * ROW + GAP;
        int legend = batch + TITLE + rows * ROW + GAP;
        int height = legend + 2 * ROW;
        return Canvas.draw(
                WIDTH,
                height,
                description,
                graphics -> {
                    paintRollout(graphics);
                    paintBatch(graphics, batch);
                    paintLegend(graphics, legend);
                });
    }

    private void paintRollout(Graphics2D graphics) {
        write(
                graphics,
                BOLD,
                "the rollout: %s, %s"
                        .formatted(count(done.length, "environment"), count(steps, "step")),
                0,
                TITLE - 8);
        for (int n = 0; n < done.length; n++) {
            write(graphics, PLAIN, "environment " + n, 0, TITLE + n * ROW + CELL_HEIGHT - 6);
        }
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            paintCells(graphics, piece, i, LEFT + piece.start() * cell, TITLE + piece.row() * ROW);
        }
        graphics.setColor(ChartStyle.INK);
        for (int n = 0; n < done.length; n++) {
            for (int t = 0; t < steps; t++) {
                if (done[n][t]) {
                    paintEnd(graphics, LEFT + (t + 1) * cell, TITLE + n * ROW);
                }
            }
        }
    }

    private void paintBatch(Graphics2D graphics, int top) {
        String padded =
                "the batch: %s, padded to %s"
                        .formatted(count(pieces.size(), "sequence"), count(longest, "step"));
        int drawn = Math.min(MOST_PIECES, pieces.size());
        int more = pieces.size() - drawn;
        String rest = more == 0 ? "" : "; the first %d are drawn".formatted(drawn);
        write(graphics, BOLD, padded + rest, 0, top + TITLE - 8);
        for (int i = 0; i < drawn; i++) {
            Piece piece = pieces.get(i);
            double x = i / rows * columnWidth();
            double y = top + TITLE + i % rows * ROW;
            String name = Integer.toString(i);
            graphics.setFont(PLAIN);
            double wide = graphics.getFontMetrics().stringWidth(name);
            write(graphics, PLAIN, name, x + LABEL - wide, y + CELL_HEIGHT - 6);
            paintState(graphics, colour(i), x + LABEL + 8, y + CELL_HEIGHT / 2.0, piece.fresh());
            double from = x + LABEL + STATE;
            paintCells(graphics, piece, i, from, y);
            for (int l = piece.length(); l < longest; l++) {
                paintPadding(graphics, from + l * cell, y);
            }
        }
    }

    private void paintLegend(Graphics2D graphics, int top) {
        double middle = top + CELL_HEIGHT / 2.0;
        paintState(graphics, ChartStyle.INK, 8, middle, false);
        write(graphics, PLAIN, "begins with the memory that was stored", 20, middle + 4);
        paintState(graphics, ChartStyle.INK, 288, middle, true);
        write(graphics, PLAIN, "begins with an empty one: an episode begins", 300, middle + 4);
        paintPadding(graphics, 0, top + ROW, 16);
        write(graphics, PLAIN, "padding: it has weight 0", 20, middle + 4 + ROW);
        graphics.setColor(ChartStyle.INK);
        paintEnd(graphics, 288, top + ROW);
        write(graphics, PLAIN, "an episode ended", 300, middle + 4 + ROW);
    }

    private void paintCells(Graphics2D graphics, Piece piece, int index, double x, double y) {
        Color colour = colour(index);
        var whole = new Rectangle2D.Double(x + 1, y, piece.length() * cell - 2, CELL_HEIGHT);
        graphics.setColor(ChartStyle.faint(colour));
        graphics.fill(whole);
        graphics.setStroke(new BasicStroke(1));
        if (cell >= NARROWEST_NUMBERED) {
            for (int l = 1; l < piece.length(); l++) {
                double at = x + l * cell;
                graphics.draw(new Line2D.Double(at, y, at, y + CELL_HEIGHT));
            }
        }
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(1.5f));
        graphics.draw(whole);
        Font font = cell < ROOMY ? NARROW_NUMBER : NUMBER;
        for (int l = 0; l < piece.length() && cell >= NARROWEST_NUMBERED; l++) {
            String number = Integer.toString(piece.start() + l);
            graphics.setFont(font);
            double wide = graphics.getFontMetrics().stringWidth(number);
            write(graphics, font, number, x + (l + 0.5) * cell - wide / 2, y + CELL_HEIGHT - 6);
        }
    }

    private static Color colour(int index) {
        return ChartStyle.colour(index);
    }

    private void paintPadding(Graphics2D graphics, double x, double y) {
        paintPadding(graphics, x, y, cell);
    }

    /** A cell of slanted lines. */
    private static void paintPadding(Graphics2D graphics, double x, double y, double wide) {
        var there = (Graphics2D) graphics.create();
        there.clip(new Rectangle2D.Double(x + 1, y, wide - 2, CELL_HEIGHT));
        there.setColor(ChartStyle.GRID);
        there.setStroke(new BasicStroke(1.5f));
        for (double from = x - CELL_HEIGHT; from < x + wide; from += 6) {
            there.draw(new Line2D.Double(from, y + CELL_HEIGHT, from + CELL_HEIGHT, y));
        }
        there.dispose();
    }

    private static void paintState(
            Graphics2D graphics, Color colour, double x, double y, boolean empty) {
        var dot = new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT);
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(dot);
        if (!empty) {
            graphics.fill(dot);
        }
    }

    private static void paintEnd(Graphics2D graphics, double x, double y) {
        graphics.setStroke(new BasicStroke(3));
        graphics.draw(new Line2D.Double(x, y - 1, x, y + CELL_HEIGHT + 1));
    }

    private static void write(Graphics2D graphics, Font font, String text, double x, double y) {
        graphics.setFont(font);
        graphics.setColor(ChartStyle.INK);
        graphics.drawString(text, (float) x, (float) y);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
