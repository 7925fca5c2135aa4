package io.engram.benchmarks;

import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What some trials of one configuration of a task amount to, in words. */
final class TrialSummary {
    /** Of the bootstrap, so that the same trials have the same interval. */
    private static final long SEED = 1;

    private final Goal goal;
    private final List<Trial> trials;

    /**
     * A summary.
     *
     * @param goal what the task is judged by
     * @param trials trials of the same task and configuration, at least one
     */
    TrialSummary(Goal goal, List<Trial> trials) {
        this.goal = goal;
        this.trials = List.copyOf(trials);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        Trial first = trials.get(0);
        long seeds = trials.stream().map(Trial::seed).distinct().count();
        lines.add(
                "%s, configuration %s (%s): %d seeds"
                        .formatted(
                                first.task(),
                                first.configuration(),
                                first.purpose().label(),
                                seeds));
        lines.add("  goal: " + goal);
        lines.add("  in all " + numbers(trials));
        var kinds = new TreeMap<String, List<Trial>>();
        trials.forEach(
                each -> kinds.computeIfAbsent(kind(each), any -> new ArrayList<>()).add(each));
        if (kinds.size() > 1) {
            kinds.forEach((kind, some) -> lines.add("  %s: %s".formatted(kind, numbers(some))));
        }
        Trial worst = worst();
        lines.add(format("  worst: %.4g (seed %d, %s)", worst.score(), worst.seed(), kind(worst)));
        String processors =
                trials.stream()
                        .map(Trial::processor)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString();
        lines.add("  processors: " + processors.substring(1, processors.length() - 1));
        lines.addAll(sameBits());
        return lines;
    }

    private static String kind(Trial trial) {
        return "%s kernels, %d thread%s"
                .formatted(
                        trial.kernels().label(), trial.threads(), trial.threads() > 1 ? "s" : "");
    }

    private String numbers(List<Trial> some) {
        int solved = (int) some.stream().filter(Trial::solved).count();
        double[] scores = some.stream().mapToDouble(Trial::score).toArray();
        Interval share = Interval.ofShare(solved, some.size());
        Interval middle = Bootstrap.interval(scores, Aggregate::iqm, SEED);
        return format(
                "%d of %d (95 %% interval %.0f to %.0f %%), IQM %.4g (%.4g to %.4g)",
                solved,
                some.size(),
                100 * share.low(),
                100 * share.high(),
                Aggregate.iqm(scores),
                middle.low(),
                middle.high());
    }

    private Trial worst() {
        return trials.stream()
                .reduce((a, b) -> goal.worse(a.score(), b.score()) == a.score() ? a : b)
                .orElseThrow();
    }

    /** Kinds that made the same parameters from the same seed are one kind, run twice. */
    private List<String> sameBits() {
        var kindsOfBits = new LinkedHashMap<String, TreeSet<String>>();
        for (Trial each : trials) {
            kindsOfBits
                    .computeIfAbsent(each.seed() + " " + each.parameters(), any -> new TreeSet<>())
                    .add(kind(each));
        }
        Map<TreeSet<String>, Long> same =
                kindsOfBits.values().stream()
                        .filter(kinds -> kinds.size() > 1)
                        .collect(Collectors.groupingBy(kinds -> kinds, Collectors.counting()));
        return same.entrySet().stream()
                .map(
                        entry ->
                                "  note: %s made the same bits from %d seeds: on this processor they are one kind, not %d"
                                        .formatted(
                                                String.join(" and ", entry.getKey()),
                                                entry.getValue(),
                                                entry.getKey().size()))
                .toList();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
