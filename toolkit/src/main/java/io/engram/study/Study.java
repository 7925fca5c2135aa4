package io.engram.study;

import io.engram.plot.Curve;
import io.engram.plot.LearningCurve;
import io.engram.show.Columns;
import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.statistics.Interval;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Many runs, grouped by what was set otherwise, compared as Agarwal et al. (2021) recommend: by the
 * interquartile mean of each group, with an interval of 95 % by stratified bootstrap.
 *
 * <pre>{@code
 * var study = Study.of("CartPole without velocities")
 *         .group("LSTM", lstm1, lstm2, lstm3)                       // runs of this notebook
 *         .group("GRU", Path.of("logs"), "cartpole-gru-*")          // what runs have logged
 *         .group("SB3", Path.of("sb3"), "ppo_*");                   // also of another system
 * study.curves();                                                   // a chart
 * study.table();                                                    // the numbers
 * study.profile()                                                   // how many runs reach what
 * }</pre>
 *
 * <p><b>Steps.</b> Runs need not have values at the same steps. The value of a run between two of
 * its points is on the straight line between them, and there is none before its first or after its
 * last point. The curve of a group has 200 points at equal distances, from the step at which the
 * last of its runs has its first value to the step at which the first of its runs ends: every point
 * is over all runs of the group. So give runs that were trained equally long; one that was ended
 * early, since it had learned, ends the curve of its group.
 *
 * <p><b>Several tasks.</b> Where a group has runs of several tasks, returns become {@linkplain
 * #scores scores}, the mean is over the runs of all tasks, and each sample of the bootstrap has as
 * many runs of each task as there are.
 *
 * <p>The same runs and {@linkplain #seed seed} give the same numbers.
 */
public final class Study {
    private static final String ONE_TASK = "";
    private static final int THRESHOLDS = 101;

    private final String title;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, double[]> scores = new LinkedHashMap<>();
    private String valueLabel = "episode return";
    private long seed = 1;

    private Study(String title) {
        this.title = title;
    }

    /**
     * A study without runs yet.
     *
     * @param title what stands above its charts; may be empty
     * @return the study
     */
    public static Study of(String title) {
        return new Study(title);
    }

    /**
     * Adds runs, by the mean return of their latest episodes.
     *
     * @param name of the group; given again, runs are added to it
     * @param runs the runs, each of which has made an update
     * @return this study
     * @throws IllegalArgumentException if no episode of a run has ended yet
     */
    public Study group(String name, TrainingRun... runs) {
        return group(name, Arrays.stream(runs).map(Study::curve).toList());
    }

    private static Curve curve(TrainingRun run) {
        Table metrics = run.metrics();
        return metrics.rowCount() == 0
                ? new Curve(run.description().name(), new double[0], new double[0])
                : new Curve(
                        run.description().name(),
                        metrics.numberColumn("environment_steps").asDoubleArray(),
                        metrics.numberColumn("episode_return_mean").asDoubleArray());
    }

    /**
     * Adds what runs have logged, by the return, see {@link RunLog#curve()}.
     *
     * @param name of the group; given again, runs are added to it
     * @param folder the folder in which the files or folders of the runs are
     * @param pattern which of them, as for {@link RunLog#readAll}
     * @return this study
     * @throws IllegalArgumentException as {@link RunLog#readAll} and {@link RunLog#curve()}
     */
    public Study group(String name, Path folder, String pattern) {
        return group(name, RunLog.readAll(folder, pattern).stream().map(RunLog::curve).toList());
    }

    /**
     * Adds runs by curves of any kind.
     *
     * <pre>{@code
     * study.group("PPO", RunLog.readAll(Path.of("runs"), "ppo-*").stream()
     *         .map(log -> log.curve("charts/episodic_return").smoothed(100)).toList())
     * }</pre>
     *
     * @param name of the group; given again, runs are added to it
     * @param runs one curve for each run; what is not finite is left out, and bands are not looked
     *     at
     * @return this study
     * @throws IllegalArgumentException if a curve has no finite value
     */
    public Study group(String name, List<Curve> runs) {
        return group(name, ONE_TASK, runs);
    }

    /**
     * Adds runs of one of several tasks.
     *
     * @param name of the group; given again, runs are added to it
     * @param task what the runs were trained in; {@link #scores} says what its returns are worth
     * @param runs one curve for each run
     * @return this study
     * @throws IllegalArgumentException if a curve has no finite value
     */
    public Study group(String name, String task, List<Curve> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(
                    "the group '%s' needs at least 1 run".formatted(name));
        }
        Group group = groups.computeIfAbsent(name, Group::new);
        runs.forEach(run -> group.add(task, run));
        return this;
    }

    /**
     * Says which returns of a task are the scores 0 and 1, so that tasks can be compared.
     *
     * @param task the task
     * @param zero for example the return of random actions
     * @param one another return, for example that at which the task is solved
     * @return this study
     * @throws IllegalArgumentException if both are equal or one is not finite
     */
    public Study scores(String task, double zero, double one) {
        if (!Double.isFinite(zero) || !Double.isFinite(one) || zero == one) {
            throw new IllegalArgumentException(
                    "the scores 0 and 1 of '%s' must be two different returns, but are %s and %s"
                            .formatted(task, zero, one));
        }
        scores.put(task, new double[] {zero, one});
        return this;
    }

    /**
     * What the values are called in charts.
     *
     * @param label {@code episode return} unless set
     * @return this study
     */
    public Study label(String label) {
        valueLabel = label;
        return this;
    }

    /**
     * The source of the bootstrap's chance.
     *
     * @param value any number; 1 unless set
     * @return this study
     */
    public Study seed(long value) {
        seed = value;
        return this;
    }

    /**
     * The interquartile mean of each group over the environment steps, in the band of its interval.
     * A group of one run has no band.
     *
     * @return a chart
     * @throws IllegalStateException if there is no group, or tasks have no {@linkplain #scores
     *     scores}
     * @throws IllegalArgumentException if the runs of a group have no step in common
     */
    public LearningCurve curves() {
        var chart =
                LearningCurve.builder(title)
                        .labels("environment steps", "IQM of the " + values())
                        .bandsOfAll();
        scored().forEach(group -> chart.curve(group.curve(seed)));
        return chart.build();
    }

    /**
     * What each group amounts to at the last step that all runs of all groups have a value at.
     *
     * @return as {@link #table(double)}
     * @throws IllegalStateException as {@link #curves}
     * @throws IllegalArgumentException if the runs have no step in common
     */
    public Table table() {
        return table(last());
    }

    /**
     * What each group amounts to at a step.
     *
     * @param step a step that all runs have a value at, or a value before and one after
     * @return one row for each group: the number of runs, the step, the interquartile mean and its
     *     interval of 95 %, the mean, the least and the greatest value
     * @throws IllegalStateException as {@link #curves}
     * @throws IllegalArgumentException if a run has no value there
     */
    public Table table(double step) {
        Table table =
                Table.create(
                        title,
                        StringColumn.create("group"),
                        IntColumn.create("runs"),
                        Columns.numbers("steps"),
                        Columns.numbers("iqm"),
                        Columns.numbers("low 95 %"),
                        Columns.numbers("high 95 %"),
                        Columns.numbers("mean"),
                        Columns.numbers("min"),
                        Columns.numbers("max"));
        for (Group group : scored()) {
            requireWithin(group, step);
            double[] all = group.allAt(step);
            Interval interval = Bootstrap.interval(group.at(step), Aggregate::iqm, seed);
            double[] numbers = {
                step,
                Aggregate.iqm(all),
                interval.low(),
                interval.high(),
                Aggregate.mean(all),
                Aggregate.quantile(all, 0),
                Aggregate.quantile(all, 1)
            };
            table.stringColumn(0).append(group.name());
            table.intColumn(1).append(group.size());
            for (int i = 0; i < numbers.length; i++) {
                table.doubleColumn(i + 2).append(numbers[i]);
            }
        }
        return table;
    }

    private static void requireWithin(Group group, double step) {
        if (!(step >= group.begin() && step <= group.end())) {
            throw new IllegalArgumentException(
                    "step must be %.0f to %.0f, where all runs of the group '%s' have values, but is %s"
                            .formatted(group.begin(), group.end(), group.name(), step));
        }
    }

    /**
     * The performance profile: which share of the runs of each group is above which value, at the
     * last step that all runs have a value at. A curve that is above another everywhere is of the
     * better group; where two cross, one group has more good runs, and the other fewer bad ones.
     *
     * @return a chart
     * @throws IllegalStateException as {@link #curves}
     * @throws IllegalArgumentException if the runs have no step in common
     */
    public LearningCurve profile() {
        double step = last();
        List<Group> all = scored();
        all.forEach(group -> requireWithin(group, step));
        double[] values =
                all.stream().flatMapToDouble(group -> Arrays.stream(group.allAt(step))).toArray();
        double low = Aggregate.quantile(values, 0);
        double high = Aggregate.quantile(values, 1);
        double[] thresholds = new double[THRESHOLDS];
        Arrays.setAll(thresholds, i -> low + (high - low) * i / (THRESHOLDS - 1));
        var chart = LearningCurve.builder(title).labels(values(), "share of runs above");
        all.forEach(group -> chart.curve(profile(group, step, thresholds)));
        return chart.build();
    }

    private Curve profile(Group group, double step, double[] thresholds) {
        var share = new double[thresholds.length];
        var low = new double[thresholds.length];
        var high = new double[thresholds.length];
        for (int i = 0; i < thresholds.length; i++) {
            double threshold = thresholds[i];
            share[i] = Aggregate.shareAbove(group.allAt(step), threshold);
            Interval interval =
                    Bootstrap.interval(
                            group.at(step), each -> Aggregate.shareAbove(each, threshold), seed);
            low[i] = interval.low();
            high[i] = interval.high();
        }
        return group.size() == 1
                ? new Curve(group.name(), thresholds, share)
                : new Curve(group.name(), thresholds, share, low, high);
    }

    private double last() {
        return scored().stream().mapToDouble(Group::end).min().orElseThrow();
    }

    private String values() {
        return scores.isEmpty() ? valueLabel : "score";
    }

    /** The groups, their returns made scores where there are several tasks. */
    private List<Group> scored() {
        if (groups.isEmpty()) {
            throw new IllegalStateException(
                    "the study '%s' has no group yet; call group(…)".formatted(title));
        }
        Set<String> tasks = new TreeSet<>();
        groups.values().forEach(group -> tasks.addAll(group.runsByTask().keySet()));
        if (scores.isEmpty() && tasks.size() == 1) {
            return List.copyOf(groups.values());
        }
        tasks.removeAll(scores.keySet());
        if (!tasks.isEmpty()) {
            throw new IllegalStateException(
                    "returns of several tasks are compared by scores, which %s %s not; say scores(task, zero, one)"
                            .formatted(tasks, tasks.size() == 1 ? "has" : "have"));
        }
        return groups.values().stream().map(this::scored).toList();
    }

    private Group scored(Group group) {
        var scored = new Group(group.name());
        group.runsByTask()
                .forEach(
                        (task, runs) ->
                                runs.forEach(
                                        run -> scored.add(task, scored(run, scores.get(task)))));
        return scored;
    }

    private static Curve scored(Curve run, double[] ends) {
        double[] y = run.y().clone();
        Arrays.setAll(y, i -> (y[i] - ends[0]) / (ends[1] - ends[0]));
        return new Curve(run.name(), run.x(), y);
    }

    @Override
    public String toString() {
        return "Study(%s, %s)".formatted(title, groups.keySet());
    }
}
