package io.engram.plot;

import io.engram.show.Canvas;
import io.engram.show.Picture;
import io.engram.show.Resize;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One episode along its steps: some of its frames, each above its own step, and below them panels
 * over the same axis, of lines or of colours. It is readable on white and on black, and twice as
 * fine as it is wide in the page.
 *
 * <pre>{@code
 * new EpisodePlot(200, frames, List.of(new EpisodePlot.Lines("value", List.of(value)))).draw("…")
 * }</pre>
 */
public final class EpisodePlot {
    private static final int WIDTH = MetricGrid.WIDTH;
    private static final int LEFT = 46;
    private static final int RIGHT = WIDTH - 10;
    private static final int TOP = 2;
    private static final int HIGHEST_FRAME = 120;
    private static final int FRAME_GAP = 12;
    private static final int GAP = 10;
    private static final int AXIS_HEIGHT = 30;
    private static final int TICKS = 6;
    private static final double WIDE = 2;
    private static final double LANDSCAPE = 1.2;
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

    /** The widest that a frame is drawn, in pixels. */
    public static final int FRAME_PIXELS = 320;

    private final int steps;
    private final List<Frame> frames;
    private final List<Panel> panels;
    private final Scale horizontal;

    /**
     * What was seen at a step.
     *
     * @param step how many actions had been taken
     * @param picture the state
     */
    public record Frame(int step, BufferedImage picture) {}

    /** What is below the frames. */
    public sealed interface Panel permits Lines, HeatMap {
        /**
         * What stands above it.
         *
         * @return its title
         */
        String title();
    }

    /**
     * Lines over the steps.
     *
     * @param title what stands above
     * @param curves the lines, whose names stand beside the title if there are several
     * @param bounds the ends of the axis, two numbers; empty for those of the curves
     * @param marks for each step the number of the curve in whose colour it is marked below, or -1
     *     for none; empty without marks
     */
    public record Lines(String title, List<Curve> curves, List<Double> bounds, List<Integer> marks)
            implements Panel {
        /**
         * Copies the lists.
         *
         * @param title what stands above
         * @param curves the lines
         * @param bounds the ends of the axis, or empty
         * @param marks for each step the number of a curve or -1, or empty
         */
        public Lines {
            curves = List.copyOf(curves);
            bounds = List.copyOf(bounds);
            marks = List.copyOf(marks);
        }

        /**
         * Lines without marks, over an axis that fits them.
         *
         * @param title what stands above
         * @param curves the lines
         */
        public Lines(String title, List<Curve> curves) {
            this(title, curves, List.of(), List.of());
        }
    }

    /**
     * A row of colours for each of several numbers, over the steps. Nothing is drawn where a number
     * is 0; the further it is from there, the less is seen of the page: blue below 0, orange above.
     *
     * @param title what stands above
     * @param rows the numbers of each row, one for each step; the first row is the uppermost
     * @param names what each row is called; as many are written to the left as there is room for
     * @param most the number, above 0, whose colour is the fullest, as is that of what is beyond
     * @param signed whether there are numbers below 0; without, colours are blue
     */
    public record HeatMap(
            String title, List<float[]> rows, List<String> names, double most, boolean signed)
            implements Panel {
        /**
         * Copies the lists.
         *
         * @param title what stands above
         * @param rows the numbers of each row
         * @param names what each row is called
         * @param most the number whose colour is the fullest
         * @param signed whether there are numbers below 0
         * @throws IllegalArgumentException if there are not as many names as rows
         */
        public HeatMap {
            rows = List.copyOf(rows);
            names = List.copyOf(names);
            if (names.size() != rows.size()) {
                throw new IllegalArgumentException(
                        "the map '%s' has %d rows but %d names"
                                .formatted(title, rows.size(), names.size()));
            }
        }
    }

    /**
     * A plot.
     *
     * @param steps the length of the episode, at least 1
     * @param frames what was seen at some steps, of which as many are drawn as there is room for;
     *     none for no frames
     * @param panels what is below, from top to bottom
     * @throws IllegalArgumentException if {@code steps} is below 1
     */
    public EpisodePlot(int steps, List<Frame> frames, List<Panel> panels) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, but is " + steps);
        }
        this.steps = steps;
        this.frames = List.copyOf(frames);
        this.panels = List.copyOf(panels);
        horizontal = new Scale(0, steps, LEFT, RIGHT);
    }

    /**
     * Draws everything.
     *
     * @param description what is on it, for those who do not see it
     * @return the picture
     */
    public Picture draw(String description) {
        List<Frame> strip = strip(steps, frames);
        int slot = slot(strip);
        int stripHeight =
                strip.stream().mapToInt(each -> fitted(each.picture(), slot)[1]).max().orElse(0);
        int top = stripHeight == 0 ? 0 : TOP + stripHeight + GAP;
        int bottom = top + panels.stream().mapToInt(each -> EpisodePanels.height(each) + GAP).sum();
        String text = panels.stream().map(Panel::title).collect(Collectors.joining(", ", ": ", ""));
        return Canvas.draw(
                WIDTH,
                bottom + AXIS_HEIGHT,
                description + text,
                graphics -> {
                    for (Frame frame : strip) {
                        paintFrame(graphics, frame, slot, TOP + stripHeight, bottom);
                    }
                    paintPanels(graphics, top);
                    paintAxis(graphics, bottom);
                });
    }

    private void paintPanels(Graphics2D graphics, int top) {
        int y = top;
        for (Panel panel : panels) {
            new EpisodePanels(graphics, horizontal).paint(panel, y);
            y += EpisodePanels.height(panel) + GAP;
        }
    }

    /**
     * Which frames are drawn: those nearest to the middles of equal stretches, 4 if they are wide,
     * 6 if they are wider than high, and 8 otherwise.
     *
     * @param steps the length of the episode, at least 1
     * @param frames what was seen at some steps
     * @return some of the frames
     */
    public static List<Frame> strip(int steps, List<Frame> frames) {
        var strip = new ArrayList<Frame>();
        if (!frames.isEmpty()) {
            int most = most(frames.get(0).picture());
            for (int i = 0; i < most; i++) {
                double wanted = steps * (i + 0.5) / most;
                Frame nearest =
                        frames.stream()
                                .min(
                                        Comparator.comparingDouble(
                                                each -> Math.abs(each.step() - wanted)))
                                .orElseThrow();
                if (!strip.contains(nearest)) {
                    strip.add(nearest);
                }
            }
        }
        return strip;
    }

    /** How wide a frame may be: in a short episode, two of them may be near to each other. */
    private int slot(List<Frame> strip) {
        int slot = strip.isEmpty() ? 0 : (RIGHT - LEFT) / strip.size() - FRAME_GAP;
        for (int i = 1; i < strip.size(); i++) {
            double apart =
                    horizontal.at(strip.get(i).step()) - horizontal.at(strip.get(i - 1).step());
            slot = Math.min(slot, (int) apart - 2);
        }
        return Math.max(1, slot);
    }

    private static int most(BufferedImage picture) {
        double shape = (double) picture.getWidth() / picture.getHeight();
        return shape > WIDE ? 4 : shape > LANDSCAPE ? 6 : 8;
    }

    private static int[] fitted(BufferedImage picture, int slot) {
        double fit =
                Math.min(
                        (double) slot / picture.getWidth(),
                        (double) HIGHEST_FRAME / picture.getHeight());
        return new int[] {
            Math.max(1, (int) (fit * picture.getWidth())),
            Math.max(1, (int) (fit * picture.getHeight()))
        };
    }

    private void paintFrame(Graphics2D graphics, Frame frame, int slot, int strip, int bottom) {
        int[] size = fitted(frame.picture(), slot);
        double middle = horizontal.at(frame.step());
        int left = (int) Math.round(middle - size[0] / 2.0);
        left = Math.max(0, Math.min(WIDTH - size[0], left));
        int pixels = Canvas.SCALE * size[0];
        graphics.setColor(ChartStyle.GRID);
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Line2D.Double(middle, strip, middle, bottom));
        graphics.drawImage(
                Resize.toWidth(frame.picture(), pixels),
                left,
                strip - size[1],
                size[0],
                size[1],
                null);
        graphics.draw(
                new Rectangle2D.Double(
                        left - 0.5, strip - size[1] - 0.5, size[0] + 1, size[1] + 1));
    }

    private void paintAxis(Graphics2D graphics, int bottom) {
        graphics.setFont(TICK);
        graphics.setColor(ChartStyle.INK);
        FontMetrics metrics = graphics.getFontMetrics();
        for (double tick : AxisRange.ticks(0, steps, TICKS)) {
            if (tick != Math.rint(tick)) {
                continue;
            }
            String label = TickLabels.of(tick);
            float wide = metrics.stringWidth(label);
            float x = (float) Math.min(horizontal.at(tick) - wide / 2, WIDTH - wide);
            graphics.drawString(label, x, bottom + 10);
        }
        float wide = metrics.stringWidth("step");
        graphics.drawString("step", (LEFT + RIGHT - wide) / 2, bottom + 23);
    }
}
