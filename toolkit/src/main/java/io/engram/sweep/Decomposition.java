package io.engram.sweep;

import io.engram.statistics.Aggregate;
import io.engram.statistics.Interval;
import io.engram.statistics.VarianceShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes the variance of runs' scores apart, as {@link Importance} tells. */
final class Decomposition {
    /** Of more different numbers the ranks count. */
    private static final int MOST_GROUPS = 5;

    private static final int THIRDS = 3;
    private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    private final List<Scored> runs;
    private final Set<String> drawn;

    /**
     * A run that has a score.
     *
     * @param values what is set
     * @param seed its seed
     * @param score the more, the better
     */
    record Scored(Map<String, Object> values, long seed, double score) {}

    /**
     * Of runs that all set the same names.
     *
     * @param drawn the names that are drawn; all others are in a grid, whose every combination is
     *     trained with every draw
     */
    Decomposition(List<Scored> runs, Set<String> drawn) {
        this.runs = runs;
        this.drawn = drawn;
    }

    /**
     * The names that have several values, the most important first, then the seeds and the rest.
     */
    List<Importance.Share> shares() {
        var shares = new ArrayList<Importance.Share>();
        Set<String> names = runs.isEmpty() ? Set.of() : runs.get(0).values().keySet();
        for (String name : names) {
            if (values(name).size() > 1) {
                shares.add(share(name));
            }
        }
        shares.sort(
                Comparator.comparingDouble(each -> Double.isNaN(each.value()) ? 1 : -each.value()));
        double seeds = seeds();
        double explained =
                shares.stream().mapToDouble(Importance.Share::value).filter(Double::isFinite).sum();
        if (Double.isFinite(seeds)) {
            shares.add(new Importance.Share("seeds", seeds, UNKNOWN, "", false));
            explained += seeds;
        }
        shares.add(
                new Importance.Share("the rest", Math.max(0, 1 - explained), UNKNOWN, "", false));
        return shares;
    }

    private Importance.Share share(String name) {
        VarianceShare share = drawn.contains(name) ? ofDraws(name) : ofBlocks(name);
        return new Importance.Share(
                name, Math.max(0, share.value()), share.interval(), best(name), true);
    }

    private List<Object> values(String name) {
        return runs.stream().map(run -> run.values().get(name)).distinct().toList();
    }

    /** Only blocks that have a score for each value: a run that failed takes its block along. */
    private VarianceShare ofBlocks(String name) {
        List<Object> values = values(name);
        Map<List<Object>, double[]> blocks = new LinkedHashMap<>();
        for (Scored run : runs) {
            Map<String, Object> others = new HashMap<>(run.values());
            others.remove(name);
            double[] scores =
                    blocks.computeIfAbsent(
                            List.of(others, run.seed()),
                            key -> {
                                double[] empty = new double[values.size()];
                                Arrays.fill(empty, Double.NaN);
                                return empty;
                            });
            scores[values.indexOf(run.values().get(name))] = run.score();
        }
        return VarianceShare.ofBlocks(
                blocks.values().stream()
                        .filter(scores -> Arrays.stream(scores).allMatch(Double::isFinite))
                        .toArray(double[][]::new));
    }

    private VarianceShare ofDraws(String name) {
        Map<Map<String, Object>, List<Scored>> draws =
                runs.stream()
                        .collect(
                                Collectors.groupingBy(
                                        this::draw, LinkedHashMap::new, Collectors.toList()));
        List<double[]> scores = draws.values().stream().map(Decomposition::scores).toList();
        List<Object> each = draws.keySet().stream().map(draw -> draw.get(name)).toList();
        if (isRanked(name)) {
            return VarianceShare.ofNumbers(
                    scores, each.stream().mapToDouble(Decomposition::number).toArray());
        }
        List<Object> values = values(name);
        return VarianceShare.ofGroups(scores, each.stream().mapToInt(values::indexOf).toArray());
    }

    private Map<String, Object> draw(Scored run) {
        Map<String, Object> draw = new HashMap<>(run.values());
        draw.keySet().retainAll(drawn);
        return draw;
    }

    private boolean isRanked(String name) {
        List<Object> values = values(name);
        return drawn.contains(name)
                && values.size() > MOST_GROUPS
                && values.stream().allMatch(Number.class::isInstance);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double[] scores(List<Scored> runs) {
        return runs.stream().mapToDouble(Scored::score).toArray();
    }

    /** The variance among runs of equal settings; NaN if no setting has two. */
    private double seeds() {
        double within = 0;
        int freedom = 0;
        for (List<Scored> equal :
                runs.stream().collect(Collectors.groupingBy(Scored::values)).values()) {
            within += squares(scores(equal));
            freedom += equal.size() - 1;
        }
        double all = squares(scores(runs)) / runs.size();
        return freedom == 0 ? Double.NaN : Math.min(1, within / freedom / all);
    }

    private static double squares(double[] values) {
        double mean = Aggregate.mean(values);
        return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    }

    private String best(String name) {
        List<Object> values = values(name);
        if (!isRanked(name)) {
            return Setting.text(
                    values.stream()
                            .max(Comparator.comparingDouble(each -> mean(name, Set.of(each))))
                            .orElseThrow());
        }
        List<Object> sorted =
                values.stream().sorted(Comparator.comparingDouble(Decomposition::number)).toList();
        List<Object> best = List.of();
        for (int third = 0; third < THIRDS; third++) {
            List<Object> these =
                    sorted.subList(
                            third * sorted.size() / THIRDS, (third + 1) * sorted.size() / THIRDS);
            if (best.isEmpty()
                    || mean(name, new LinkedHashSet<>(these))
                            > mean(name, new LinkedHashSet<>(best))) {
                best = these;
            }
        }
        return "%s to %s"
                .formatted(Setting.text(best.get(0)), Setting.text(best.get(best.size() - 1)));
    }

    private double mean(String name, Set<Object> values) {
        return runs.stream()
                .filter(run -> values.contains(run.values().get(name)))
                .mapToDouble(Scored::score)
                .average()
                .orElseThrow();
    }
}
