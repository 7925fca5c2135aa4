package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import io.engram.events.EventWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/**
 * TensorBoard events: every metric that is a number, under its {@link MetricTags tag}. The step is
 * the number of updates made before.
 */
final class EventSink implements MetricSink {
    private final Path folder;
    private EventWriter writer;

    EventSink(Path folder) {
        this.folder = folder;
    }

    @Override
    public void begin(MetricHistory history) {
        close();
        writer = EventWriter.open(folder, history.rows().size());
    }

    @Override
    public void write(MetricRow row, MetricHistory history) {
        if (Files.exists(writer.file())) {
            put(row);
        } else {
            startOver(history);
        }
        writer.flush();
    }

    /** Somebody removed the file: the whole history is written again. */
    private void startOver(MetricHistory history) {
        close();
        writer = EventWriter.open(folder, 0);
        for (double[] row : history.rows()) {
            var values = new LinkedHashMap<String, Double>();
            for (int i = 0; i < row.length; i++) {
                values.put(history.columns().get(i), row[i]);
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
                            if (!value.isNaN()) {
                                scalars.put(MetricTags.of(name), value.floatValue());
                            }
                        });
        Double success = row.values().get(MetricLog.SUCCESS);
        if (success != null && !success.isNaN()) {
            scalars.put("episode/success_percent", success.floatValue());
        }
        writer.scalars(row.update() - 1, System.currentTimeMillis() / 1e3, scalars);
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
