package io.engram.evaluation;

import io.engram.network.ActionSampler;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a policy thinks of its actions, in cells below a picture: a bar for each choice, a scale for
 * each real number. Each branch begins in a row of its own.
 */
final class ActionPanel {
    static final int MOST_CHOICES = 12;
    private static final int GAP = 4;
    private static final int MARK_WIDTH = 3;
    private static final int INSET = 5;

    private final Ink ink;
    private final int width;
    private final FontMetrics metrics;
    private final ActionSpace space;
    private final List<String> names;
    private final ActionSampler bounds;
    private final boolean squashed;
    private final int roomiest;

    /**
     * A panel.
     *
     * @param names of all choices and real numbers; empty if they have none
     * @param squashed whether real numbers are squashed into their bounds
     */
    ActionPanel(Ink ink, int width, ActionSpace space, List<String> names, boolean squashed) {
        this.ink = ink;
        this.width = width;
        this.space = space;
        this.names = names;
        this.squashed = squashed;
        metrics = ink.metrics();
        bounds = new ActionSampler(space, squashed);
        roomiest = roomiest();
    }

    /** The width of a cell in which each name and number has room. */
    private int roomiest() {
        String number = space.low().length == 0 ? "100 %" : squashed ? "-0.00" : "-0.00 ± 0.00";
        int label = metrics.stringWidth(space.branches().length > 1 ? "0: 00" : "00");
        for (String name : names) {
            label = Math.max(label, metrics.stringWidth(name));
        }
        return label + metrics.stringWidth(number) + 3 * INSET;
    }

    int height() {
        int rows = 0;
        for (int count : groups()) {
            rows += rows(count);
        }
        return rows * (cellHeight() + GAP) + GAP;
    }

    private int cellHeight() {
        return ink.lineHeight() + 2;
    }

    /** The number of cells of each branch, and of the real numbers. */
    private List<Integer> groups() {
        var groups = new ArrayList<Integer>();
        for (int choices : space.branches()) {
            groups.add(Math.min(choices, MOST_CHOICES));
        }
        if (space.low().length > 0) {
            groups.add(space.low().length);
        }
        return groups;
    }

    private int rows(int cells) {
        int fit = Math.max(1, (width - 2 * ink.margin() + GAP) / (roomiest + GAP));
        return (cells + fit - 1) / fit;
    }

    /** Draws from a height on; without a decision, cells are empty. */
    void draw(Graphics2D graphics, int top, Optional<Decision> decision) {
        graphics.setColor(Ink.GROUND);
        graphics.fillRect(0, top, width, height());
        int y = top + GAP;
        int name = 0;
        int[] branches = space.branches();
        for (int branch = 0; branch < branches.length; branch++) {
            List<Integer> shown = shown(branch, branches[branch], decision);
            for (int i = 0; i < shown.size(); i++) {
                int choice = shown.get(i);
                String number = branches.length == 1 ? "" : "%d: ".formatted(branch + 1);
                String label = names.isEmpty() ? number + choice : names.get(name + choice);
                choice(graphics, cell(y, i, shown.size()), label, branch, choice, decision);
            }
            y += rows(shown.size()) * (cellHeight() + GAP);
            name += branches[branch];
        }
        int dimensions = space.low().length;
        for (int i = 0; i < dimensions; i++) {
            String label = names.isEmpty() ? Integer.toString(i + 1) : names.get(name + i);
            scale(graphics, cell(y, i, dimensions), label, i, decision);
        }
    }

    /** All choices of a branch, or the likeliest, in their order. */
    private static List<Integer> shown(int branch, int choices, Optional<Decision> decision) {
        var all = IntStream.range(0, choices).boxed();
        if (choices <= MOST_CHOICES || decision.isEmpty()) {
            return all.limit(MOST_CHOICES).toList();
        }
        List<Double> probabilities = decision.get().probabilities().get(branch);
        return all.sorted(Comparator.comparing(probabilities::get, Comparator.reverseOrder()))
                .limit(MOST_CHOICES)
                .sorted()
                .toList();
    }

    /** The place of one of so many cells that begin at a height: as wide as all others. */
    private Rectangle cell(int y, int index, int count) {
        int rows = rows(count);
        int across = (count + rows - 1) / rows;
        int room = width - 2 * ink.margin() + GAP;
        int left = ink.margin() + index % across * room / across;
        int right = ink.margin() + (index % across + 1) * room / across - GAP;
        return new Rectangle(
                left, y + index / across * (cellHeight() + GAP), right - left, cellHeight());
    }

    private void choice(
            Graphics2D graphics,
            Rectangle cell,
            String label,
            int branch,
            int choice,
            Optional<Decision> decision) {
        track(graphics, cell);
        if (decision.isEmpty()) {
            text(graphics, cell, label, "");
            return;
        }
        double probability = decision.get().probabilities().get(branch).get(choice);
        boolean isTaken = decision.get().action().choice(branch) == choice;
        graphics.setColor(isTaken ? Ink.TAKEN : Ink.LIKELY);
        graphics.fillRect(cell.x, cell.y, (int) Math.round(probability * cell.width), cell.height);
        text(graphics, cell, label, percent(probability));
    }

    private static String percent(double probability) {
        return probability > 0 && probability < 0.005
                ? "<1 %"
                : String.format(Locale.ROOT, "%.0f %%", 100 * probability);
    }

    /** Where between its bounds an action is, over the mean with a deviation to either side. */
    private void scale(
            Graphics2D graphics,
            Rectangle cell,
            String label,
            int dimension,
            Optional<Decision> decision) {
        track(graphics, cell);
        if (decision.isEmpty()) {
            text(graphics, cell, label, "");
            return;
        }
        Decision made = decision.get();
        double low = space.low()[dimension];
        double high = space.high()[dimension];
        float value = made.action().value(dimension);
        if (Double.isFinite(low) && Double.isFinite(high)) {
            double perUnit = (cell.width - MARK_WIDTH) / (high - low);
            int from = (int) Math.round((bounded(made, dimension, -1) - low) * perUnit);
            int to = (int) Math.round((bounded(made, dimension, 1) - low) * perUnit);
            graphics.setColor(Ink.LIKELY);
            graphics.fillRect(cell.x + from, cell.y, to - from + MARK_WIDTH, cell.height);
            graphics.setColor(Ink.MARK);
            int mark = (int) Math.round((value - low) * perUnit);
            graphics.fillRect(cell.x + mark, cell.y, MARK_WIDTH, cell.height);
        }
        // The mean of a number that is squashed is of the number before.
        String number =
                String.format(Locale.ROOT, "%.2f", squashed ? value : made.means().get(dimension));
        String spread =
                squashed
                        ? number
                        : String.format(
                                Locale.ROOT, "%s ± %.2f", number, made.deviations().get(dimension));
        text(graphics, cell, label, roomiest <= cell.width ? spread : number);
    }

    /** So many deviations from the mean, brought into the bounds as actions are. */
    private double bounded(Decision decision, int dimension, int deviations) {
        int dimensions = space.low().length;
        var parameters = new float[space.choices() + 2 * dimensions];
        for (int i = 0; i < dimensions; i++) {
            parameters[space.choices() + i] =
                    (float) (decision.means().get(i) + deviations * decision.deviations().get(i));
        }
        Action action = bounds.draw(parameters, 0, null);
        return action.value(dimension);
    }

    private static void track(Graphics2D graphics, Rectangle cell) {
        graphics.setColor(Ink.TRACK);
        graphics.fillRect(cell.x, cell.y, cell.width, cell.height);
    }

    private void text(Graphics2D graphics, Rectangle cell, String label, String number) {
        int baseline = cell.y + (cell.height + metrics.getAscent() - metrics.getDescent()) / 2;
        int numberWidth = metrics.stringWidth(number);
        graphics.setColor(number.isEmpty() ? Ink.FAINT : Ink.TEXT);
        int room = cell.width - numberWidth - 3 * INSET;
        graphics.drawString(Ink.fitted(label, room, metrics), cell.x + INSET, baseline);
        graphics.drawString(number, cell.x + cell.width - INSET - numberWidth, baseline);
    }
}
