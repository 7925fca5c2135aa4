package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import io.engram.events.EventWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * TensorBoard events. The step is the number of updates made before, and the tags of what the
 * reference system logs too are its own, so that curves lie on top of each other.
 */
final class EventSink implements MetricSink {
    private static final Map<String, String> TAGS = tags();

    private final Path folder;
    private EventWriter writer;
    private MetricHistory known;

    EventSink(Path folder) {
        this.folder = folder;
    }

    private static Map<String, String> tags() {
        var tags = new HashMap<String, String>();
        tags.put("episode_return_mean", "episode/reward_mean");
        tags.put("episode_return_std", "episode/reward_std");
        tags.put("episode_length_mean", "episode/length_mean");
        tags.put(MetricLog.EVALUATION, "evaluation/return_mean");
        tags.put("loss", "losses/loss");
        tags.put("policy_objective", "losses/policy_loss");
        tags.put("value_loss", "losses/value_loss");
        tags.put("entropy", "losses/entropy");
        for (String name :
                new String[] {
                    "sequence_length",
                    "value_mean",
                    "advantage_mean",
                    "clip_fraction",
                    "explained_variance",
                    "gradient_norm",
                    "first_ratio",
                    "padding_share",
                    "learning_rate",
                    "epsilon_clip",
                    "entropy_coef",
                    "environment_steps",
                    "steps_per_second"
                }) {
            tags.put(name, "training/" + name);
        }
        tags.put("approximate_kl", "training/kl");
        return Map.copyOf(tags);
    }

    @Override
    public void begin(MetricHistory history) {
        close();
        known = history;
        writer = EventWriter.open(folder, history.rows().size());
    }

    @Override
    public void write(MetricRow row) {
        if (!Files.exists(writer.file())) {
            startOver();
        }
        known = MetricLog.append(known, row);
        put(row);
        writer.flush();
    }

    /** Somebody removed the file: what is known already is written again. */
    private void startOver() {
        close();
        writer = EventWriter.open(folder, 0);
        for (double[] row : known.rows()) {
            var values = new LinkedHashMap<String, Double>();
            for (int i = 0; i < row.length; i++) {
                values.put(known.columns().get(i), row[i]);
            }
            put(
                    new MetricRow(
                            values.get(MetricLog.UPDATE).longValue(),
                            values.get(MetricLog.STEPS).longValue(),
                            values));
        }
    }

    private void put(MetricRow row) {
        var scalars = new LinkedHashMap<String, Float>();
        row.values()
                .forEach(
                        (name, value) -> {
                            String tag = tag(name);
                            if (tag != null && !value.isNaN()) {
                                scalars.put(tag, value.floatValue());
                            }
                        });
        Double success = row.values().get(MetricLog.SUCCESS);
        if (success != null && !success.isNaN()) {
            scalars.put("episode/success_percent", success.floatValue());
        }
        writer.scalars(row.update() - 1, System.currentTimeMillis() / 1e3, scalars);
    }

    private static String tag(String name) {
        String tag = TAGS.get(name);
        if (tag == null && name.startsWith("episode_")) {
            return "episode/" + name.substring("episode_".length());
        }
        return tag;
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
