package io.engram.sweep;

import io.engram.checkpoint.CheckpointException;
import io.engram.evaluation.Policy;
import io.engram.notebook.LiveCell;
import io.engram.notebook.Notebook;
import io.engram.plot.LearningCurve;
import io.engram.show.Picture;
import io.engram.show.Showable;
import io.engram.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.Table;

/**
 * Many runs of one task: settings times seeds, as many at once as there are processors.
 *
 * <pre>{@code
 * var sweep = Sweep.builder("lr").base(Path.of("configs/cartpole-masked.yaml"))
 *         .grid("learningRate", 1e-3, 3e-4)
 *         .random("entropyCoef", Sampling.logUniform(1e-4, 1e-1)).draws(4)
 *         .seeds(1, 2, 3, 4, 5)
 *         .run();
 * sweep.settings();            // a row for each setting
 * sweep.curves();              // a line and a band for each setting
 * sweep.importance().chart();  // what mattered
 * sweep.best()                 // a policy
 * }</pre>
 *
 * <p>Each run is an ordinary one, in a folder of its own, {@code checkpoints/lr/lr-1-seed-1}: the
 * same bits as alone, however many are trained beside it. A run that fails is told, and the others
 * go on. An interrupt saves all, and {@code run()} goes on with all; so does the same sweep in
 * another process, after this one was killed.
 */
public final class Sweep implements Showable {
    private static final long REDRAW_MILLISECONDS = 500;

    private final String name;
    private final Common common;
    private final SweepPlace place;
    private final int atOnce;
    private final Halving halving;
    private final SweepFile file;
    private final List<Setting> settings;
    private final List<Job> jobs = new ArrayList<>();
    private final SweepReport report;

    /**
     * What the runs have in common.
     *
     * @param text of the file; empty if it is code
     * @param base begins a run
     * @param updates how many updates the runs of a setting make
     * @param drawn how names are drawn that are not in the grid
     */
    record Common(
            String text,
            SweepBase base,
            ToIntFunction<Setting> updates,
            Map<String, Sampling> drawn) {}

    Sweep(
            String name,
            List<Map<String, Object>> values,
            long[] seeds,
            Common common,
            Integer atOnce,
            Halving halving,
            SweepPlace place) {
        this.name = name;
        this.common = common;
        this.place = place;
        this.atOnce = atOnce != null ? atOnce : place.atOnce(halving != null);
        this.halving = halving;
        file = new SweepFile(place);
        SweepFile.Content earlier =
                file.read().orElse(new SweepFile.Content(common.text(), List.of(), List.of()));
        settings = numbered(values, earlier);
        Map<String, SweepFile.Row> rows = new TreeMap<>();
        earlier.runs().forEach(row -> rows.put(runName(row.setting(), row.seed()), row));
        Set<Long> all = new LinkedHashSet<>();
        for (long seed : seeds) {
            all.add(seed);
        }
        earlier.runs().forEach(row -> all.add(row.seed()));
        for (long seed : all) {
            for (Setting setting : settings) {
                var order =
                        new RunOrder(
                                runName(setting.number(), seed),
                                setting,
                                seed,
                                common.updates().applyAsInt(setting),
                                common.base());
                var job = new Job(order, place);
                if (rows.containsKey(job.name)) {
                    job.recall(rows.get(job.name));
                }
                jobs.add(job);
            }
        }
        report = new SweepReport(name, settings, common.drawn(), jobs, place);
    }

    /**
     * A sweep.
     *
     * @param name its name, also of its folders and the beginning of those of its runs: letters,
     *     digits, dots, dashes, underscores
     * @return a builder
     */
    public static SweepBuilder builder(String name) {
        return new SweepBuilder(name);
    }

    /**
     * A sweep that a file tells, which a cluster reads, too:
     *
     * <pre>{@code
     * name: lr
     * base: cartpole-masked.yaml     # beside this file, or what it would say
     * grid: {learning_rate: [1e-3, 3e-4]}
     * random: {entropy_coef: {log_uniform: [1e-4, 1e-1]}}
     * draws: 4
     * seeds: [1, 2, 3, 4, 5]
     * }</pre>
     *
     * <p>All it may say: {@code name}, {@code base}, {@code grid}, {@code random} with {@code
     * uniform}, {@code log_uniform}, {@code integers} or {@code one_of}, {@code draws}, {@code
     * seed}, {@code seeds}, {@code updates}, {@code at_once}, {@code halving} with {@code
     * first_updates} and {@code reduction}.
     *
     * @param file YAML
     * @return a builder that was told all that
     * @throws IllegalArgumentException if a key is unknown or missing, or a value is of the wrong
     *     kind or out of range
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static SweepBuilder read(Path file) {
        return SweepYaml.read(file);
    }

    private String runName(int setting, long seed) {
        return "%s-%d-seed-%d".formatted(name, setting, seed);
    }

    /** Settings of an earlier sweep keep their numbers. */
    private List<Setting> numbered(List<Map<String, Object>> values, SweepFile.Content earlier) {
        if (!FileBase.completed(earlier.base()).equals(common.text())) {
            throw new IllegalArgumentException(
                    "the sweep '%s' in %s was made with another base; give this one another name, or remove that folder"
                            .formatted(name, place));
        }
        Map<Map<String, String>, Map<String, Object>> byText = new LinkedHashMap<>();
        values.forEach(each -> byText.put(text(each), each));
        var numbered = new ArrayList<Setting>();
        for (Map<String, String> before : earlier.settings()) {
            Map<String, Object> same = byText.remove(before);
            if (same == null) {
                throw new IllegalArgumentException(
                        "the sweep '%s' in %s has the setting %s, which this one has not; add it, give this sweep another name, or remove that folder"
                                .formatted(name, place, before));
            }
            numbered.add(new Setting(numbered.size() + 1, same));
        }
        byText.values().forEach(each -> numbered.add(new Setting(numbered.size() + 1, each)));
        return List.copyOf(numbered);
    }

    private static Map<String, String> text(Map<String, Object> values) {
        var text = new TreeMap<String, String>();
        values.forEach((what, value) -> text.put(what, value.toString()));
        return text;
    }

    /**
     * Trains what is not trained yet, and shows how it goes. Runs that failed are tried again.
     *
     * <p>An interrupt ends it after the present updates, which are saved; the thread's interrupt
     * flag is set again. Calling it again goes on.
     *
     * @return this sweep
     * @throws CheckpointException if what is written down of it cannot be saved
     * @throws IllegalStateException if it cannot be trained where it shall be
     */
    public Sweep run() {
        var plan = new SweepPlan(jobs, halving);
        jobs.forEach(Job::mayGoOn);
        place.begin();
        try {
            train(plan);
        } finally {
            place.end();
        }
        return this;
    }

    private void train(SweepPlan plan) {
        save();
        var team = new SweepTeam(name, plan, Math.min(atOnce, jobs.size()), this::save);
        boolean isInterrupted = false;
        try (LiveCell cell = Notebook.live()) {
            CountDownLatch end = team.start();
            while (!isOver(end, isInterrupted)) {
                cell.update(panel(isInterrupted ? "saving" : ""));
                if (Thread.interrupted()) {
                    isInterrupted = true;
                    plan.stop();
                    jobs.forEach(Job::stop);
                }
            }
            cell.update(
                    panel(
                            isInterrupted
                                    ? "interrupted, saved; call run() again to go on"
                                    : "done"));
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        team.requireSaved();
    }

    /** After a moment; an interrupt is still there afterwards. */
    private static boolean isOver(CountDownLatch end, boolean isInterrupted) {
        try {
            return end.await(REDRAW_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            if (!isInterrupted) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    private synchronized void save() {
        file.write(
                new SweepFile.Content(
                        common.text(),
                        settings.stream().map(each -> text(each.values())).toList(),
                        jobs.stream().map(Job::row).toList()));
    }

    private SweepPanel panel(String note) {
        return new SweepPanel(name, runs(), note);
    }

    /**
     * How each run stands.
     *
     * @return the runs, by seed and then by setting
     */
    public List<SweepRun> runs() {
        return jobs.stream().map(Job::now).toList();
    }

    /**
     * How each run stands, as a table.
     *
     * @return one row for each run: its name, what is set, its seed, state, updates, the mean
     *     return of its latest episodes, the return of its best policy, and what went wrong
     */
    public Table table() {
        return report.table();
    }

    /**
     * What each setting amounts to.
     *
     * @return one row for each setting, the best first: what is set, how many of its runs are done
     *     and how many failed, and over the best returns of its runs the interquartile mean with an
     *     interval of 95 % by bootstrap, the least and the greatest
     */
    public Table settings() {
        return report.ranking();
    }

    /**
     * The runs grouped by setting, to be drawn and compared.
     *
     * @return a study of the runs that have made updates
     * @throws IllegalStateException if none has
     */
    public Study study() {
        return report.study();
    }

    /**
     * The return over environment steps, for each setting the interquartile mean of its runs in the
     * band of its interval.
     *
     * @return a chart
     * @throws IllegalStateException if no run has made an update
     */
    public LearningCurve curves() {
        return study().curves();
    }

    /**
     * A line for each setting that has a score, across an axis for each name that the sweep sets,
     * to the interquartile mean of its runs: blue is the worst, orange the best. Dots beside the
     * last axis are the runs. Drawn numbers lie as they are drawn, those of {@link
     * Sampling#logUniform} on a logarithmic axis; what has few values lies in equal distances.
     *
     * @return the picture
     * @throws IllegalStateException if no policy was judged yet, or the sweep sets nothing
     */
    public Picture parallelCoordinates() {
        return report.parallelCoordinates();
    }

    /**
     * Which share of the variance of the runs' scores each name explains, see {@link Importance}.
     * With {@link Halving} a run's score is that at which it was left.
     *
     * @return a table and a chart
     * @throws IllegalStateException if no policy was judged yet, all have the same score, or there
     *     are too few runs to tell
     */
    public Importance importance() {
        return report.importance();
    }

    /**
     * The best run of the best setting: that of which the interquartile mean over its runs is the
     * greatest. What is kept elsewhere of it is brought here.
     *
     * @return the run
     * @throws IllegalStateException if no policy was judged yet
     */
    public SweepRun bestRun() {
        SweepRun best = report.bestRun();
        place.fetch(best.name());
        return best;
    }

    /**
     * The best policy of {@link #bestRun}.
     *
     * @return the policy
     * @throws IllegalStateException if none was judged yet
     * @throws IllegalArgumentException if its network is the user's own; {@code
     *     Policy.load(sweep.bestRun().checkpoints().resolve("best"), network)} loads it
     */
    public Policy best() {
        return Policy.load(bestRun().checkpoints().resolve("best"));
    }

    @Override
    public String toHtml() {
        return panel(null).toHtml();
    }

    @Override
    public String toString() {
        return panel(null).toText();
    }
}
