package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import io.engram.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which metrics are drawn while a run trains: the first large, the others small below it. */
final class ShownMetrics {
    private static final Map<String, String> SHORT =
            Map.of(
                    "return", MetricLog.RETURN_MEAN,
                    "length", MetricLog.LENGTH,
                    "success", MetricLog.SUCCESS,
                    "kl", MetricLog.KL,
                    "evaluation", MetricLog.EVALUATION);

    private static final List<String> KNOWN =
            List.of(
                    "episodes",
                    MetricLog.RETURN_MEAN,
                    MetricLog.RETURN_STD,
                    MetricLog.LENGTH,
                    MetricLog.EVALUATION,
                    MetricLog.POLICY_OBJECTIVE,
                    MetricLog.VALUE_LOSS,
                    "intrinsic_value_loss",
                    "rnd_predictor_loss",
                    MetricLog.RAW_REWARD,
                    "intrinsic_reward_mean",
                    MetricLog.ENTROPY,
                    "loss",
                    MetricLog.KL,
                    MetricLog.CLIP_FRACTION,
                    MetricLog.EXPLAINED_VARIANCE,
                    "gradient_norm",
                    "first_ratio",
                    "value_mean",
                    "advantage_mean",
                    "sequences",
                    "sequence_length",
                    "padding_share",
                    "mini_batches",
                    "hidden_state_drift",
                    MetricLog.LEARNING_RATE,
                    "epsilon_clip",
                    "entropy_coef",
                    MetricLog.STEPS_PER_SECOND);

    private ShownMetrics() {}

    /**
     * The metrics that have a name whatever the task; the task's own begin with {@code episode_}.
     */
    static List<String> known() {
        return KNOWN;
    }

    /**
     * The columns that names mean.
     *
     * @param names columns of the metrics, or {@code return}, {@code length}, {@code success},
     *     {@code kl}, {@code evaluation}
     * @throws IllegalArgumentException if a name is no metric
     */
    static List<String> columns(String... names) {
        var columns = new ArrayList<String>();
        for (String name : names) {
            String column = SHORT.getOrDefault(name, name);
            if (!KNOWN.contains(column) && !column.startsWith("episode_")) {
                var all = new TreeSet<>(KNOWN);
                all.addAll(SHORT.keySet());
                throw new IllegalArgumentException(
                        "there is no metric '%s'; did you mean '%s'? There are %s, and those of the task, which begin with episode_"
                                .formatted(name, Nearest.to(name, all), String.join(", ", all)));
            }
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return List.copyOf(columns);
    }

    /** The chosen ones; if none was chosen, those that tell most of what the run has. */
    static List<String> of(List<String> chosen, MetricHistory metrics) {
        if (!chosen.isEmpty()) {
            return chosen;
        }
        List<String> has = metrics.columns();
        return List.of(
                MetricLog.RETURN_MEAN,
                has.contains(MetricLog.SUCCESS) ? MetricLog.SUCCESS : MetricLog.LENGTH,
                MetricLog.ENTROPY,
                MetricLog.KL,
                MetricLog.CLIP_FRACTION,
                MetricLog.EXPLAINED_VARIANCE,
                MetricLog.VALUE_LOSS,
                has.contains(MetricLog.RAW_REWARD)
                        ? MetricLog.RAW_REWARD
                        : MetricLog.POLICY_OBJECTIVE,
                MetricLog.LEARNING_RATE);
    }
}
