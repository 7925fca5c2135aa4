package io.engram.evaluation;

import io.engram.evaluation.MemoryParts.Part;
import io.engram.plot.Curve;
import io.engram.plot.EpisodePlot;
import io.engram.plot.EpisodePlot.Frame;
import io.engram.plot.EpisodePlot.HeatMap;
import io.engram.plot.EpisodePlot.Lines;
import io.engram.plot.EpisodePlot.Panel;
import io.engram.show.Columns;
import io.engram.show.Picture;
import io.engram.show.Showable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What a policy saw, thought and remembered in each step of one episode.
 *
 * <pre>{@code
 * var trace = test.trace(test.worst());
 * trace.chart();               // value, entropy and probabilities below frames of the episode
 * trace.memory();              // every unit of the memory as a row of colours
 * trace.table()                // the numbers
 * }</pre>
 */
public final class EpisodeTrace implements Showable {
    /** More lines than colours cannot be told apart. */
    private static final int MOST_LINES = 7;

    private final String title;
    private final List<Part> parts;
    private final List<Moment> moments;
    private final List<Frame> frames;
    private final double totalReward;

    /**
     * One step.
     *
     * @param decision what the policy decided, and what it thought
     * @param entropy of the policy, in nats
     * @param memory after it had seen what it decided on
     * @param reward what the action brought
     */
    record Moment(Decision decision, double entropy, float[] memory, double reward) {}

    EpisodeTrace(
            String title,
            List<Part> parts,
            List<Moment> moments,
            List<Frame> frames,
            double totalReward) {
        this.title = title;
        this.parts = List.copyOf(parts);
        this.moments = List.copyOf(moments);
        this.frames = List.copyOf(frames);
        this.totalReward = totalReward;
    }

    /**
     * The length of the episode.
     *
     * @return the number of actions, T, at least 1
     */
    public int steps() {
        return moments.size();
    }

    /**
     * What the episode brought.
     *
     * @return its return, as the task gives it
     */
    public double totalReward() {
        return totalReward;
    }

    /**
     * What the policy decided in each step.
     *
     * @return T decisions, with values and probabilities
     */
    public List<Decision> decisions() {
        return moments.stream().map(Moment::decision).toList();
    }

    /**
     * What each action brought.
     *
     * @return T rewards
     */
    public double[] rewards() {
        return column(Moment::reward);
    }

    /**
     * What the policy expected in each step.
     *
     * @return T values, in the units that training saw; see {@link Decision#value}
     */
    public double[] values() {
        return column(moment -> moment.decision().value());
    }

    /**
     * How undecided the policy was in each step.
     *
     * @return T entropies of all branches and numbers together, in nats
     */
    public double[] entropies() {
        return column(Moment::entropy);
    }

    private double[] column(ToDoubleFunction<Moment> number) {
        return moments.stream().mapToDouble(number).toArray();
    }

    /**
     * The memory in each step, after it had taken in what was seen and before the action.
     *
     * @return {@code (T, D·layers · H)}, in the order of {@link PolicySession#hiddenState()}
     */
    public float[][] hiddenStates() {
        return moments.stream().map(each -> each.memory().clone()).toArray(float[][]::new);
    }

    /**
     * The numbers of each step: reward, value, entropy, log-probability of the action, and the
     * action; then of each choice the probability, of each real number mean and deviation. Where
     * there is one branch of choices it has no number: {@code probability_1} is that of choice 1,
     * {@code probability_0_1} that of choice 1 of branch 0.
     *
     * @return a table with one row for each step
     */
    public Table table() {
        Table table = Table.create(title);
        table.addColumns(
                IntColumn.create("step", IntStream.range(0, steps()).toArray()),
                Columns.numbers("reward", rewards()),
                Columns.numbers("value", values()),
                Columns.numbers("entropy", entropies()),
                Columns.numbers(
                        "log_probability", column(each -> each.decision().logProbability())));
        int branches = first().probabilities().size();
        for (int branch = 0; branch < branches; branch++) {
            String name = branches == 1 ? "" : "_" + branch;
            int here = branch;
            table.addColumns(
                    IntColumn.create(
                            "choice" + name,
                            decisions().stream()
                                    .mapToInt(each -> each.action().choice(here))
                                    .toArray()));
            for (int choice = 0; choice < first().probabilities().get(branch).size(); choice++) {
                table.addColumns(
                        Columns.numbers(
                                "probability%s_%d".formatted(name, choice),
                                probabilities(branch, choice)));
            }
        }
        for (int i = 0; i < first().means().size(); i++) {
            int here = i;
            table.addColumns(
                    Columns.numbers(
                            "number_" + i, column(each -> each.decision().action().value(here))),
                    Columns.numbers("mean_" + i, means(i)),
                    Columns.numbers("deviation_" + i, deviations(i)));
        }
        return table;
    }

    private Decision first() {
        return moments.get(0).decision();
    }

    private double[] probabilities(int branch, int choice) {
        return column(each -> each.decision().probabilities().get(branch).get(choice));
    }

    private double[] means(int number) {
        return column(each -> each.decision().means().get(number));
    }

    private double[] deviations(int number) {
        return column(each -> each.decision().deviations().get(number));
    }

    /**
     * Value, entropy, and the probability of each choice, below frames of the episode, if the
     * environment has a picture; each frame stands above its step. Of up to seven choices each is a
     * line, and the row of colours below tells which one was taken; of more, each is a row, the
     * bluer the likelier. Real numbers are lines of their means in bands of one deviation.
     *
     * @return the picture
     */
    public Picture chart() {
        var panels = new ArrayList<Panel>();
        panels.add(new Lines("value", List.of(curve("value", values()))));
        panels.add(new Lines("entropy", List.of(curve("entropy", entropies()))));
        int branches = first().probabilities().size();
        for (int branch = 0; branch < branches; branch++) {
            panels.add(choices(branch, branches == 1 ? "" : " of branch " + branch));
        }
        int numbers = first().means().size();
        for (int from = 0; from < numbers; from += MOST_LINES) {
            panels.add(numbers(from, Math.min(numbers, from + MOST_LINES)));
        }
        return new EpisodePlot(steps(), frames, panels).draw(description());
    }

    private String description() {
        return String.format(Locale.ROOT, "%s, %d steps, return %.4g", title, steps(), totalReward);
    }

    private Curve curve(String name, double[] y) {
        return new Curve(name, positions(), y);
    }

    private double[] positions() {
        return IntStream.range(0, steps()).asDoubleStream().toArray();
    }

    private Panel choices(int branch, String of) {
        int count = first().probabilities().get(branch).size();
        String name = "probability of each choice" + of;
        if (count > MOST_LINES) {
            var rows = new ArrayList<float[]>();
            for (int choice = 0; choice < count; choice++) {
                rows.add(floats(probabilities(branch, choice)));
            }
            return new HeatMap(name, rows, 1, false);
        }
        var curves = new ArrayList<Curve>();
        for (int choice = 0; choice < count; choice++) {
            curves.add(curve(Integer.toString(choice), probabilities(branch, choice)));
        }
        List<Integer> taken =
                decisions().stream().map(each -> each.action().choice(branch)).toList();
        return new Lines(name + ", below it what was taken", curves, List.of(0.0, 1.0), taken);
    }

    private Panel numbers(int from, int to) {
        var curves = new ArrayList<Curve>();
        for (int i = from; i < to; i++) {
            double[] mean = means(i);
            double[] deviation = deviations(i);
            double[] low = new double[mean.length];
            double[] high = new double[mean.length];
            Arrays.setAll(low, t -> mean[t] - deviation[t]);
            Arrays.setAll(high, t -> mean[t] + deviation[t]);
            curves.add(new Curve(Integer.toString(i), positions(), mean, low, high));
        }
        return new Lines("mean of each number, and its deviation", curves);
    }

    private static float[] floats(double[] numbers) {
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /**
     * The memory as a heat map, its units in the order of {@link UnitOrder#COMPONENT}.
     *
     * @return the picture
     * @throws IllegalStateException if the policy has no memory
     */
    public Picture memory() {
        return memory(UnitOrder.COMPONENT);
    }

    /**
     * The memory as a heat map below frames of the episode: a row for each unit, orange above 0 and
     * blue below, and nothing at 0. Each recurrent layer has a map of its own; of an LSTM its
     * output h, and below it the cells c of the same units in the same order.
     *
     * @param order from top to bottom
     * @return the picture
     * @throws IllegalStateException if the policy has no memory
     */
    public Picture memory(UnitOrder order) {
        if (parts.isEmpty()) {
            throw new IllegalStateException(
                    "the policy of %s has no memory to look at; it was trained by an algorithm that is not recurrent"
                            .formatted(title));
        }
        var panels = new ArrayList<Panel>();
        int[] units = {};
        for (Part part : parts) {
            List<float[]> rows =
                    IntStream.range(part.from(), part.from() + part.count())
                            .mapToObj(this::unit)
                            .toList();
            units = part.isCell() ? units : order.of(rows);
            List<float[]> ordered = Arrays.stream(units).mapToObj(rows::get).toList();
            String how = part.isCell() ? "in the same order" : order.words();
            panels.add(
                    new HeatMap(
                            "%s: %d units %s".formatted(part.name(), part.count(), how),
                            ordered,
                            most(ordered),
                            true));
        }
        return new EpisodePlot(steps(), frames, panels).draw("memory in " + description());
    }

    private float[] unit(int index) {
        var numbers = new float[steps()];
        for (int t = 0; t < numbers.length; t++) {
            numbers[t] = moments.get(t).memory()[index];
        }
        return numbers;
    }

    private static double most(List<float[]> rows) {
        double most = 0;
        for (float[] row : rows) {
            for (float number : row) {
                most = Math.max(most, Math.abs(number));
            }
        }
        if (most == 0) {
            return 1;
        }
        // Two figures are enough for a key of colours.
        double unit = Math.pow(10, Math.floor(Math.log10(most)) - 1);
        return Math.ceil(most / unit) * unit;
    }

    @Override
    public String toHtml() {
        return chart().toHtml();
    }

    @Override
    public String toString() {
        return "EpisodeTrace(%s)".formatted(description());
    }
}
