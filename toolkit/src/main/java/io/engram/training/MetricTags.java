package io.engram.training;

import java.util.HashMap;
import java.util.Map;

/**
 * What each metric is called in TensorBoard: the tags of what the reference system logs too are its
 * own, so that curves lie on top of each other. The table is in {@code docs/tensorboard.md}.
 */
final class MetricTags {
    private static final String EPISODE = "episode_";
    private static final Map<String, String> TAGS = tags();

    private MetricTags() {}

    private static Map<String, String> tags() {
        var tags = new HashMap<String, String>();
        tags.put(MetricLog.RETURN_MEAN, "episode/reward_mean");
        tags.put(MetricLog.RETURN_STD, "episode/reward_std");
        tags.put("episode_length_mean", "episode/length_mean");
        tags.put(MetricLog.EVALUATION, "evaluation/return_mean");
        tags.put("loss", "losses/loss");
        tags.put("policy_objective", "losses/policy_loss");
        tags.put("value_loss", "losses/value_loss");
        tags.put("intrinsic_value_loss", "losses/intrinsic_value_loss");
        tags.put("rnd_predictor_loss", "losses/rnd_predictor_loss");
        tags.put(MetricLog.ENTROPY, "losses/entropy");
        tags.put("approximate_kl", "training/kl");
        return Map.copyOf(tags);
    }

    /**
     * The tag of a metric; every metric has one, and no two have the same.
     *
     * @param metric the name of a column
     */
    static String of(String metric) {
        String known = TAGS.get(metric);
        if (known != null) {
            return known;
        }
        if (!metric.startsWith(EPISODE)) {
            return "training/" + metric;
        }
        String tag = "episode/" + metric.substring(EPISODE.length());
        // A measurement of the user's own may be called as something is here.
        return TAGS.containsValue(tag) ? "episode/" + metric : tag;
    }
}
