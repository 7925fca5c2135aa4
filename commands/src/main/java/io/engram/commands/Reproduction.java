package io.engram.commands;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.EvaluationResult;
import io.engram.evaluation.Policy;
import io.engram.settings.ConfigFile;
import io.engram.sweep.Sweep;
import io.engram.sweep.SweepBuilder;
import io.engram.sweep.SweepRun;
import io.engram.training.TrainingRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/** Trains, tests and films a row of the results. Runs that are done are not trained again. */
final class Reproduction {
    private static final String RUNS = "reproduce";

    private final String name;
    private final ResultRow row;
    private final List<ConfigFile> lessons;
    private final ConfigFile file;
    private final Places places;
    private final Path target;
    private final PrintWriter out;
    private final int atOnce;

    /**
     * A row to be reproduced.
     *
     * @param places where the runs are
     * @param target where policy, film and numbers are written: the user's folder or the project
     */
    Reproduction(
            String name, ResultRow row, Places places, Path target, int atOnce, PrintWriter out) {
        this.name = name;
        this.row = row;
        this.places = places;
        this.target = target;
        this.atOnce = atOnce;
        this.out = out;
        Path configs = places.project().resolve("configs");
        lessons =
                row.configs(name).stream()
                        .map(each -> ConfigFile.read(configs.resolve(each)))
                        .toList();
        file = lessons.get(lessons.size() - 1);
    }

    /**
     * Its runs, as far as they have come: a sweep for each lesson, the last one of the row itself.
     */
    List<Sweep> sweeps() {
        var sweeps = new ArrayList<Sweep>();
        for (int i = 0; i < lessons.size() - 1; i++) {
            sweeps.add(sweep("%s-lesson-%d".formatted(name, i + 1), lessons.get(i), sweeps));
        }
        sweeps.add(sweep(name, file, sweeps));
        return sweeps;
    }

    private Sweep sweep(String sweepName, ConfigFile lesson, List<Sweep> before) {
        long[] seeds = row.seeds().stream().mapToLong(Long::longValue).toArray();
        SweepBuilder builder =
                Sweep.builder(sweepName)
                        .seeds(seeds)
                        .atOnce(atOnce)
                        .checkpoints(places.checkpoints().resolve(RUNS))
                        .logs(places.logs().resolve(RUNS));
        if (before.isEmpty() && row.from() == null) {
            return builder.base(lesson).build();
        }
        Function<String, Policy> beginning = beginning(before);
        return builder.base(
                        (setting, run) ->
                                TrainingRun.builder(run, lesson).from(beginning.apply(run)))
                .updates(lesson.updates())
                .build();
    }

    /** From which policy a run goes on: of the lesson before, or of the row that is named. */
    private Function<String, Policy> beginning(List<Sweep> before) {
        if (before.isEmpty()) {
            Policy policy = Policy.load(places.find(Path.of("checkpoints", row.from())));
            return run -> policy;
        }
        Sweep last = before.get(before.size() - 1);
        return run -> policyOf(last, run);
    }

    /** Of the run of the lesson before that has the same seed. */
    private static Policy policyOf(Sweep before, String run) {
        return before.runs().stream()
                .filter(each -> run.endsWith("-seed-" + each.seed()))
                .map(each -> Policy.load(each.checkpoints()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether all runs have come to their end. */
    static boolean isDone(Sweep sweep) {
        return sweep.runs().stream().allMatch(each -> each.state() == SweepRun.State.DONE);
    }

    /** Tests the best policy of each run, and keeps that which does best in other episodes. */
    void test(List<Sweep> sweeps) {
        List<List<SweepRun>> taught = sweeps.stream().map(Sweep::runs).toList();
        List<SweepRun> runs = taught.get(taught.size() - 1);
        double[] means = runs.stream().mapToDouble(this::meanOfOthers).toArray();
        SweepRun best = runs.get(indexOfMost(means));
        var files = new ResultFiles(target.resolve("results").resolve(name));
        for (int i = 0; i < means.length; i++) {
            SweepRun run = runs.get(i);
            boolean ships = run == best;
            Policy policy = bestPolicy(run);
            int which = i;
            files.add(
                    taught.stream().map(each -> each.get(which)).toList(),
                    ships,
                    means[i],
                    atOnce,
                    policy);
            var results = new ArrayList<EvaluationResult>();
            for (ResultRow.Test test : row.allTests()) {
                EvaluationResult result = evaluation(policy, test, ResultRow.TEST_SEED).run();
                files.add(run, ships, test, result);
                tell(run, ships, test, result);
                results.add(result);
            }
            if (ships) {
                keep(policy, results.get(0));
            }
        }
        files.write();
        out.printf("%s%n", places.told(target.resolve("results").resolve(name)));
        out.flush();
    }

    private static Policy bestPolicy(SweepRun run) {
        return Policy.load(run.checkpoints().resolve("best"));
    }

    private static int indexOfMost(double[] numbers) {
        int most = 0;
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] > numbers[most]) {
                most = i;
            }
        }
        return most;
    }

    /** What the best policy of a run does in ten times as many episodes as the first test has. */
    private double meanOfOthers(SweepRun run) {
        ResultRow.Test test = row.allTests().get(0);
        Evaluation episodes =
                evaluation(bestPolicy(run), test, ResultRow.CHOICE_SEED)
                        .episodes(10 * test.count());
        return mean(episodes.run().summary());
    }

    private double mean(Table summary) {
        String measure = row.measureOrReturn();
        Table found = summary.where(summary.stringColumn("measure").isEqualTo(measure));
        if (found.isEmpty()) {
            throw new CommandException(
                    "%s: the measure of %s is %s, but the task measures %s"
                            .formatted(
                                    "results.yaml",
                                    name,
                                    measure,
                                    summary.stringColumn("measure").asList()));
        }
        return found.doubleColumn("mean").getDouble(0);
    }

    private Evaluation evaluation(Policy policy, ResultRow.Test test, long seed) {
        EnvironmentSpec where = test.environment(file);
        var evaluation =
                Evaluation.of(policy, () -> Environments.make(where))
                        .anotherTask()
                        .episodes(test.count())
                        .seed(seed);
        return test.isSampled() ? evaluation.sampled() : evaluation.greedy();
    }

    private void tell(SweepRun run, boolean ships, ResultRow.Test test, EvaluationResult result) {
        Table summary = result.summary();
        var numbers = new StringJoiner("; ");
        for (int i = 0; i < summary.rowCount(); i++) {
            numbers.add(
                    String.format(
                            Locale.ROOT,
                            "%s %.4g (%.4g to %.4g)",
                            summary.getString(i, "measure"),
                            summary.doubleColumn("mean").getDouble(i),
                            summary.doubleColumn("low 95 %").getDouble(i),
                            summary.doubleColumn("high 95 %").getDouble(i)));
        }
        out.printf(
                "seed %d%s, %d %s episodes %s: %s%n",
                run.seed(),
                ships ? ", which ships" : "",
                test.count(),
                test.isSampled() ? "sampled" : "greedy",
                test.title(),
                numbers);
        out.flush();
    }

    private void keep(Policy policy, EvaluationResult result) {
        Path kept = target.resolve("checkpoints").resolve(name);
        policy.save(kept);
        ResultRow.Film film = row.filmOrDefault();
        Path video = target.resolve("videos").resolve(name + ".mp4");
        var episodes =
                result.episodes().subList(0, Math.min(film.episodes(), result.episodes().size()));
        EvaluationResult styled = result.filmStyle(film.style());
        if (film.together()) {
            styled.filmTogether(episodes, video);
        } else {
            styled.film(episodes, video);
        }
        out.printf("%s%n%s%n", places.told(kept), places.told(video));
    }
}
