package io.engram.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws the panels of an {@link EpisodePlot}. */
final class EpisodePanels {
    private static final int TITLE_HEIGHT = 20;
    private static final int LINES_HEIGHT = 84;
    private static final int MARKS_HEIGHT = 8;
    private static final int ROW_HEIGHT = 3;
    private static final int LOWEST_MAP = 40;
    private static final int HIGHEST_MAP = 208;
    private static final int HIGHEST_ROW = 12;
    private static final int MOST_POINTS = 1_200;
    private static final int MOST_NAMED_ROWS = 20;
    private static final int TICKS = 3;
    private static final int BAR_WIDTH = 70;
    private static final int FULL = 255;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

    private final Graphics2D graphics;
    private final Scale horizontal;

    EpisodePanels(Graphics2D graphics, Scale horizontal) {
        this.graphics = graphics;
        this.horizontal = horizontal;
    }

    static int height(EpisodePlot.Panel panel) {
        if (panel instanceof EpisodePlot.HeatMap map) {
            return TITLE_HEIGHT + mapHeight(map);
        }
        boolean isMarked = !((EpisodePlot.Lines) panel).marks().isEmpty();
        return TITLE_HEIGHT + LINES_HEIGHT + (isMarked ? MARKS_HEIGHT : 0);
    }

    /** The same whole number of the page's pixels for each row, if there are not too many rows. */
    private static int mapHeight(EpisodePlot.HeatMap map) {
        int rows = Math.max(1, map.rows().size());
        int each = Math.min(HIGHEST_ROW, Math.max(ROW_HEIGHT, LOWEST_MAP / rows));
        return Math.min(HIGHEST_MAP, each * rows);
    }

    void paint(EpisodePlot.Panel panel, int top) {
        if (panel instanceof EpisodePlot.HeatMap map) {
            paintTitle(map.title(), List.of(), top);
            paintMap(map, top + TITLE_HEIGHT);
        } else {
            var lines = (EpisodePlot.Lines) panel;
            paintTitle(lines.title(), lines.curves(), top);
            paintLines(lines, top + TITLE_HEIGHT);
        }
    }

    private void paintTitle(String title, List<Curve> curves, int top) {
        graphics.setFont(TITLE);
        graphics.setColor(ChartStyle.INK);
        float y = top + TITLE_HEIGHT - 6;
        float x = (float) horizontal.begin();
        graphics.drawString(title, x, y);
        x += graphics.getFontMetrics().stringWidth(title) + 14;
        for (int i = 0; i < curves.size() && curves.size() > 1; i++) {
            graphics.setColor(ChartStyle.colour(i));
            graphics.drawString(curves.get(i).name(), x, y);
            x += graphics.getFontMetrics().stringWidth(curves.get(i).name()) + 10;
        }
    }

    private void paintLines(EpisodePlot.Lines lines, int top) {
        List<Curve> curves =
                lines.curves().stream().map(each -> Curves.thin(each, MOST_POINTS)).toList();
        double[] range = AxisRange.of(curves);
        double low = lines.bounds().isEmpty() ? range[0] : lines.bounds().get(0);
        double high = lines.bounds().isEmpty() ? range[1] : lines.bounds().get(1);
        var vertical = new Scale(low, high, top + LINES_HEIGHT - 3, top + 3);
        for (double tick : AxisRange.ticks(low, high, TICKS)) {
            double y = vertical.at(tick);
            graphics.setColor(ChartStyle.GRID);
            graphics.setStroke(new BasicStroke(1));
            graphics.draw(new Line2D.Double(horizontal.begin(), y, horizontal.end(), y));
            paintTick(TickLabels.of(tick), y);
        }
        var pen = new CurvePen(horizontal, vertical);
        // The first is drawn last: it is the main one.
        for (int i = curves.size() - 1; i >= 0; i--) {
            pen.draw(graphics, curves.get(i), ChartStyle.colour(i), false);
        }
        paintMarks(lines.marks(), top + LINES_HEIGHT + 2);
    }

    /** One rectangle for each stretch of equal marks, so that there are no seams. */
    private void paintMarks(List<Integer> marks, int top) {
        int from = 0;
        while (from < marks.size()) {
            int mark = marks.get(from);
            int to = from + 1;
            while (to < marks.size() && marks.get(to) == mark) {
                to++;
            }
            if (mark >= 0) {
                double left = horizontal.at(from);
                graphics.setColor(ChartStyle.colour(mark));
                graphics.fill(
                        new Rectangle2D.Double(
                                left, top, horizontal.at(to) - left, MARKS_HEIGHT - 3));
            }
            from = to;
        }
    }

    private void paintTick(String label, double y) {
        graphics.setFont(TICK);
        graphics.setColor(ChartStyle.INK);
        FontMetrics metrics = graphics.getFontMetrics();
        float x = (float) horizontal.begin() - 5 - metrics.stringWidth(label);
        graphics.drawString(label, x, (float) y + 3.5f);
    }

    private void paintMap(EpisodePlot.HeatMap map, int top) {
        if (map.rows().isEmpty()) {
            return;
        }
        int rows = map.rows().size();
        int height = mapHeight(map);
        BufferedImage image = image(map);
        int left = (int) horizontal.begin();
        int width = (int) horizontal.end() - left;
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, left, top, width, height, null);
        graphics.setColor(ChartStyle.GRID);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Rectangle2D.Double(left - 0.5, top - 0.5, width + 1, height + 1));
        double each = (double) height / rows;
        boolean isNamed = rows <= MOST_NAMED_ROWS;
        for (int row = 0; row < rows; row++) {
            if (isNamed && each >= HIGHEST_ROW - 2 || row == 0 || row == rows - 1) {
                paintTick(Integer.toString(isNamed ? row : row + 1), top + each * (row + 0.5));
            }
        }
        paintKey(map, top - TITLE_HEIGHT);
    }

    /** The colours and what they mean, at the right end of the title's line. */
    private void paintKey(EpisodePlot.HeatMap map, int top) {
        graphics.setFont(TICK);
        FontMetrics metrics = graphics.getFontMetrics();
        String high = TickLabels.of(map.most());
        String low = map.signed() ? TickLabels.of(-map.most()) : "0";
        float y = top + TITLE_HEIGHT - 7;
        double right = horizontal.end() - metrics.stringWidth(high);
        double left = right - 5 - BAR_WIDTH;
        graphics.setColor(ChartStyle.INK);
        graphics.drawString(high, (float) right, y);
        graphics.drawString(low, (float) left - 5 - metrics.stringWidth(low), y);
        double middle = map.signed() ? left + BAR_WIDTH / 2.0 : left;
        if (map.signed()) {
            fill(left, middle, y, new Color(colour(-1), true), new Color(colour(-0.0), true));
        }
        Color strongest = new Color(map.signed() ? colour(1) : colour(-1), true);
        fill(middle, left + BAR_WIDTH, y, ChartStyle.withAlpha(strongest, 0), strongest);
        graphics.setColor(ChartStyle.GRID);
        graphics.draw(new Rectangle2D.Double(left - 0.5, y - 8.5, BAR_WIDTH + 1, 9));
    }

    private void fill(double from, double to, float y, Color first, Color last) {
        Paint before = graphics.getPaint();
        graphics.setPaint(new GradientPaint((float) from, 0, first, (float) to, 0, last));
        graphics.fill(new Rectangle2D.Double(from, y - 8, to - from, 8));
        graphics.setPaint(before);
    }

    /** A pixel for each row and step, or for each stretch of steps if there are very many. */
    private static BufferedImage image(EpisodePlot.HeatMap map) {
        int steps = map.rows().get(0).length;
        int columns = Math.min(steps, MOST_POINTS);
        int rows = map.rows().size();
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < rows; row++) {
            float[] numbers = map.rows().get(row);
            for (int column = 0; column < columns; column++) {
                int from = (int) ((long) column * steps / columns);
                int to = (int) ((long) (column + 1) * steps / columns);
                double sum = 0;
                for (int step = from; step < to; step++) {
                    sum += numbers[step];
                }
                double share = sum / (to - from) / map.most();
                image.setRGB(column, row, colour(map.signed() ? share : -share));
            }
        }
        return image;
    }

    /** From -1, blue, over nothing to 1, orange. */
    private static int colour(double share) {
        double size = Math.min(1, Math.abs(share));
        // Zero may have either sign, and either colour is then without any cover.
        Color full = ChartStyle.colour(share > 0 ? 1 : 0);
        return ChartStyle.withAlpha(full, (int) Math.round(FULL * size)).getRGB();
    }
}
