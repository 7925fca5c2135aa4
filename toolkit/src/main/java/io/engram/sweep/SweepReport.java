package io.engram.sweep;

import io.engram.plot.ParallelCoordinates;
import io.engram.show.Columns;
import io.engram.show.Figures;
import io.engram.show.Picture;
import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.statistics.Interval;
import io.engram.study.RunLog;
import io.engram.study.Study;
import io.engram.sweep.SweepRun.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What came of the runs of a sweep: tables, charts and the best.
 *
 * @param name of the sweep
 * @param settings of the sweep
 * @param drawn how names are drawn that are not in the grid
 * @param jobs the runs, by seed and then by setting
 * @param place where it was trained
 */
record SweepReport(
        String name,
        List<Setting> settings,
        Map<String, Sampling> drawn,
        List<Job> jobs,
        SweepPlace place) {

    Table table() {
        List<SweepRun> runs = jobs.stream().map(Job::now).toList();
        var table = Table.create(name, StringColumn.create("run"));
        runs.forEach(run -> table.stringColumn(0).append(run.name()));
        addSettings(table, runs.stream().map(SweepRun::setting).toList());
        var seed = LongColumn.create("seed");
        var state = StringColumn.create("state");
        var updates = LongColumn.create("updates");
        var last = Columns.numbers("return");
        var best = Columns.numbers("best");
        var note = StringColumn.create("note");
        for (SweepRun run : runs) {
            seed.append(run.seed());
            state.append(run.state().toString());
            updates.append(run.update());
            last.append(run.lastReturn().orElse(Double.NaN));
            best.append(run.score().orElse(Double.NaN));
            note.append(run.note());
        }
        return table.addColumns(seed, state, updates, last, best, note);
    }

    Table ranking() {
        List<Setting> ranked =
                settings.stream()
                        .sorted(
                                Comparator.comparingDouble(
                                                (Setting each) -> SweepPlan.score(jobsOf(each)))
                                        .reversed())
                        .toList();
        var number = IntColumn.create("setting");
        ranked.forEach(each -> number.append(each.number()));
        var table = Table.create(name, number);
        addSettings(table, ranked);
        var done = IntColumn.create("done");
        var failed = IntColumn.create("failed");
        var iqm = Columns.numbers("iqm");
        var low = Columns.numbers("low 95 %");
        var high = Columns.numbers("high 95 %");
        var min = Columns.numbers("min");
        var max = Columns.numbers("max");
        for (Setting each : ranked) {
            List<Job> runs = jobsOf(each);
            done.append(count(runs, State.DONE));
            failed.append(count(runs, State.FAILED));
            double[] scores = scores(runs);
            boolean isNone = scores.length == 0;
            Interval interval =
                    isNone
                            ? new Interval(Double.NaN, Double.NaN)
                            : Bootstrap.interval(scores, Aggregate::iqm, 1);
            iqm.append(isNone ? Double.NaN : Aggregate.iqm(scores));
            low.append(interval.low());
            high.append(interval.high());
            min.append(isNone ? Double.NaN : Aggregate.quantile(scores, 0));
            max.append(isNone ? Double.NaN : Aggregate.quantile(scores, 1));
        }
        return table.addColumns(done, failed, iqm, low, high, min, max);
    }

    private static int count(List<Job> runs, State state) {
        return (int) runs.stream().filter(job -> job.state() == state).count();
    }

    private static double[] scores(List<Job> runs) {
        return runs.stream()
                .filter(job -> job.score().isPresent())
                .mapToDouble(job -> job.score().getAsDouble())
                .toArray();
    }

    private List<Job> jobsOf(Setting setting) {
        return jobs.stream().filter(job -> job.setting.equals(setting)).toList();
    }

    private static void addSettings(Table table, List<Setting> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(each -> names.addAll(each.values().keySet()));
        for (String each : names) {
            boolean isNumber =
                    rows.stream().allMatch(row -> row.values().get(each) instanceof Number);
            if (isNumber) {
                var column = Columns.numbers(each);
                rows.forEach(row -> column.append(row.number(each)));
                table.addColumns(column);
            } else {
                var column = StringColumn.create(each);
                rows.forEach(row -> column.append(String.valueOf(row.values().get(each))));
                table.addColumns(column);
            }
        }
    }

    Study study() {
        var study = Study.of(name);
        boolean isAny = false;
        for (Setting setting : settings) {
            for (Job job : jobsOf(setting)) {
                if (job.lastReturn().isPresent()) {
                    isAny = true;
                    place.fetch(job.name);
                    Path log = place.logs().resolve(job.name);
                    study.group(setting.toString(), List.of(RunLog.read(log).curve()));
                }
            }
        }
        if (!isAny) {
            throw new IllegalStateException(
                    "no run of the sweep '%s' has finished an episode yet".formatted(name));
        }
        return study;
    }

    SweepRun bestRun() {
        Setting best =
                settings.stream()
                        .filter(each -> scores(jobsOf(each)).length > 0)
                        .max(Comparator.comparingDouble(each -> SweepPlan.score(jobsOf(each))))
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no policy of the sweep '%s' was judged yet"
                                                        .formatted(name)));
        return jobsOf(best).stream()
                .filter(job -> job.score().isPresent())
                .max(Comparator.comparingDouble(job -> job.score().getAsDouble()))
                .orElseThrow()
                .now();
    }

    Importance importance() {
        List<Decomposition.Scored> runs =
                jobs.stream()
                        .filter(job -> job.score().isPresent())
                        .map(
                                job ->
                                        new Decomposition.Scored(
                                                job.setting.values(),
                                                job.seed,
                                                job.score().getAsDouble()))
                        .toList();
        if (runs.stream().mapToDouble(Decomposition.Scored::score).distinct().count() < 2) {
            throw new IllegalStateException(
                    "there is nothing to explain in the sweep '%s': %s"
                            .formatted(
                                    name,
                                    runs.isEmpty()
                                            ? "no policy was judged yet"
                                            : "every run has the score "
                                                    + Figures.plain(runs.get(0).score())));
        }
        var importance =
                new Importance(name, new Decomposition(runs, drawn.keySet()).shares(), runs.size());
        if (importance.shares().stream().noneMatch(each -> each.isSet() && each.value() >= 0)) {
            throw new IllegalStateException(
                    "the %d runs of the sweep '%s' that have a score are too few to tell what matters; add seeds(…), draws(…) or values of grid(…)"
                            .formatted(runs.size(), name));
        }
        return importance;
    }

    Picture parallelCoordinates() {
        List<Setting> judged =
                settings.stream().filter(each -> scores(jobsOf(each)).length > 0).toList();
        if (judged.isEmpty()) {
            throw new IllegalStateException(
                    "no policy of the sweep '%s' was judged yet".formatted(name));
        }
        var axes = new ArrayList<ParallelCoordinates.Axis>();
        for (String each : judged.get(0).values().keySet()) {
            axes.add(axis(each, judged.stream().map(one -> one.values().get(each)).toList()));
        }
        if (axes.isEmpty()) {
            throw new IllegalStateException(
                    "the sweep '%s' sets nothing; give it grid(…) or random(…)".formatted(name));
        }
        double[] iqm =
                judged.stream().mapToDouble(each -> Aggregate.iqm(scores(jobsOf(each)))).toArray();
        List<List<Double>> each =
                judged.stream()
                        .map(one -> Arrays.stream(scores(jobsOf(one))).boxed().toList())
                        .toList();
        String text =
                "chart of %d settings of %s across %s to the IQM of the return; the best is %s with %s"
                        .formatted(
                                judged.size(),
                                name,
                                String.join(", ", judged.get(0).values().keySet()),
                                bestRun().setting(),
                                Figures.plain(Arrays.stream(iqm).max().orElseThrow()));
        return new ParallelCoordinates(
                        axes, new ParallelCoordinates.Numbers("IQM of return", iqm, false), each)
                .draw(text);
    }

    /** Drawn numbers lie where they are; all else in equal distances, numbers in their order. */
    private ParallelCoordinates.Axis axis(String title, List<Object> values) {
        Sampling sampling = drawn.get(title);
        if (sampling != null && sampling.spacing() != Sampling.Spacing.NONE) {
            return new ParallelCoordinates.Numbers(
                    title,
                    values.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray(),
                    sampling.spacing() == Sampling.Spacing.LOGARITHMIC);
        }
        List<Object> different = values.stream().distinct().toList();
        if (different.stream().allMatch(Number.class::isInstance)) {
            different =
                    different.stream()
                            .sorted(
                                    Comparator.comparingDouble(
                                            each -> ((Number) each).doubleValue()))
                            .toList();
        }
        return new ParallelCoordinates.Categories(
                title,
                different.stream().map(Setting::text).toList(),
                values.stream().map(different::indexOf).toList());
    }
}
