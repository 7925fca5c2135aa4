package io.engram.training;

import io.engram.agent.UpdateStatistics;
import io.engram.checkpoint.MetricHistory;
import io.engram.environment.Episode;
import io.engram.show.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** Turns what an update did into a row, and rows into a table. */
final class MetricLog {
    static final String UPDATE = "update";
    static final String STEPS = "environment_steps";
    static final String SECONDS = "seconds";
    static final String STEPS_PER_SECOND = "steps_per_second";
    static final String SUCCESS = "episode_success_mean";
    static final String ENTROPY = "entropy";
    static final String RETURN_MEAN = "episode_return_mean";
    static final String RETURN_STD = "episode_return_std";
    static final String LENGTH = "episode_length_mean";
    static final String KL = "approximate_kl";
    static final String CLIP_FRACTION = "clip_fraction";
    static final String EXPLAINED_VARIANCE = "explained_variance";
    static final String POLICY_OBJECTIVE = "policy_objective";
    static final String VALUE_LOSS = "value_loss";
    static final String RAW_REWARD = "intrinsic_reward_raw_mean";
    static final String LEARNING_RATE = "learning_rate";
    static final String EVALUATION = "evaluation_return_mean";

    private MetricLog() {}

    static MetricRow row(
            long update,
            long environmentSteps,
            int finishedEpisodes,
            List<Episode> recent,
            UpdateStatistics statistics,
            double seconds,
            double stepsPerSecond) {
        var values = new LinkedHashMap<String, Double>();
        values.put(UPDATE, (double) update);
        values.put(STEPS, (double) environmentSteps);
        values.put("episodes", (double) finishedEpisodes);
        putEpisodes(values, recent);
        values.put(POLICY_OBJECTIVE, statistics.policyObjective());
        values.put(VALUE_LOSS, statistics.valueLoss());
        if (statistics.rnd() != null) {
            values.put("intrinsic_value_loss", statistics.rnd().intrinsicValueLoss());
            values.put("rnd_predictor_loss", statistics.rnd().predictorLoss());
            values.put(RAW_REWARD, statistics.rnd().rawReward());
            values.put("intrinsic_reward_mean", statistics.rnd().reward());
        }
        values.put(ENTROPY, statistics.entropy());
        values.put("loss", statistics.loss());
        values.put(KL, statistics.approximateKl());
        values.put(CLIP_FRACTION, statistics.clipFraction());
        values.put(EXPLAINED_VARIANCE, statistics.explainedVariance());
        values.put("gradient_norm", statistics.gradientNorm());
        values.put("first_ratio", statistics.firstRatio());
        values.put("value_mean", statistics.meanValue());
        values.put("advantage_mean", statistics.meanAdvantage());
        values.put("sequences", (double) statistics.sequences());
        values.put("sequence_length", (double) statistics.sequenceLength());
        values.put("padding_share", statistics.paddingShare());
        values.put("mini_batches", (double) statistics.miniBatches());
        if (!Double.isNaN(statistics.hiddenStateDrift())) {
            values.put("hidden_state_drift", statistics.hiddenStateDrift());
        }
        values.put(LEARNING_RATE, statistics.learningRate());
        values.put("epsilon_clip", statistics.epsilonClip());
        values.put("entropy_coef", statistics.entropyCoef());
        values.put(SECONDS, seconds);
        values.put(STEPS_PER_SECOND, stepsPerSecond);
        return new MetricRow(update, environmentSteps, values);
    }

    /**
     * The row of a run whose policy is evaluated every so many updates.
     *
     * @param meanReturn what the evaluation found, or NaN if there was none after this update
     */
    static MetricRow withEvaluation(MetricRow row, double meanReturn) {
        var values = new LinkedHashMap<>(row.values());
        values.put(EVALUATION, meanReturn);
        return new MetricRow(row.update(), row.environmentSteps(), values);
    }

    static double meanReturn(List<Episode> episodes) {
        return mean(episodes, Episode::totalReward);
    }

    private static void putEpisodes(Map<String, Double> values, List<Episode> recent) {
        values.put(RETURN_MEAN, meanReturn(recent));
        values.put(RETURN_STD, deviation(recent, Episode::totalReward));
        values.put(LENGTH, mean(recent, Episode::length));
        var names = new TreeMap<String, Boolean>();
        recent.forEach(episode -> episode.info().keySet().forEach(name -> names.put(name, true)));
        for (String name : names.keySet()) {
            List<Episode> measured =
                    recent.stream().filter(each -> each.info().containsKey(name)).toList();
            String column = "episode_" + name + "_mean";
            values.put(
                    // Return and length are Engram's own.
                    values.containsKey(column) ? "episode_info_" + name + "_mean" : column,
                    mean(measured, each -> each.info().get(name)));
        }
    }

    private static double mean(List<Episode> episodes, ToDoubleFunction<Episode> measure) {
        return episodes.stream().mapToDouble(measure).average().orElse(Double.NaN);
    }

    private static double deviation(List<Episode> episodes, ToDoubleFunction<Episode> measure) {
        double mean = mean(episodes, measure);
        return Math.sqrt(
                episodes.stream()
                        .mapToDouble(each -> Math.pow(measure.applyAsDouble(each) - mean, 2))
                        .average()
                        .orElse(Double.NaN));
    }

    /** The history with one more row; a name that was never seen before becomes a new column. */
    static MetricHistory append(MetricHistory history, MetricRow row) {
        MetricHistory wide = history;
        if (!history.columns().containsAll(row.values().keySet())) {
            List<String> columns = merged(history.columns(), List.copyOf(row.values().keySet()));
            var widening = new Widening(history.columns(), columns);
            wide =
                    new MetricHistory(
                            columns, history.rows().stream().map(widening::widen).toList());
        }
        return wide.with(
                wide.columns().stream()
                        .mapToDouble(name -> row.values().getOrDefault(name, Double.NaN))
                        .toArray());
    }

    private record Widening(List<String> from, List<String> to) {
        double[] widen(double[] row) {
            var wide = new double[to.size()];
            for (int i = 0; i < wide.length; i++) {
                int index = from.indexOf(to.get(i));
                wide[i] = index < 0 ? Double.NaN : row[index];
            }
            return wide;
        }
    }

    /** The new row's order, with columns that only older rows have at the end. */
    private static List<String> merged(List<String> old, List<String> now) {
        var all = new ArrayList<>(now);
        old.stream().filter(name -> !now.contains(name)).forEach(all::add);
        return all;
    }

    static double[] column(MetricHistory history, String name) {
        int index = history.columns().indexOf(name);
        return history.rows().stream()
                .mapToDouble(row -> index < 0 ? Double.NaN : row[index])
                .toArray();
    }

    static Map<String, Double> latest(MetricHistory history) {
        var latest = new LinkedHashMap<String, Double>();
        if (!history.rows().isEmpty()) {
            double[] row = history.rows().get(history.rows().size() - 1);
            for (int i = 0; i < row.length; i++) {
                latest.put(history.columns().get(i), row[i]);
            }
        }
        return latest;
    }

    static Table table(String name, MetricHistory history) {
        Table table = Table.create(name);
        for (String column : history.columns()) {
            table.addColumns(Columns.numbers(column, column(history, column)));
        }
        return table;
    }
}
