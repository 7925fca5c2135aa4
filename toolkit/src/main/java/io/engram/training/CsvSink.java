package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** {@code metrics.csv}: one row for each update; rows of undone updates are taken out again. */
final class CsvSink implements MetricSink {
    private final Path file;
    private List<String> columns = List.of();
    private final List<double[]> rows = new ArrayList<>();

    CsvSink(Path folder) {
        file = folder.resolve("metrics.csv");
    }

    @Override
    public void begin(MetricHistory history) {
        columns = history.columns();
        rows.clear();
        rows.addAll(history.rows());
        rewrite();
    }

    @Override
    public void write(MetricRow row) {
        boolean sameColumns = columns.equals(List.copyOf(row.values().keySet()));
        MetricHistory history = MetricLog.append(new MetricHistory(columns, rows), row);
        double[] added = history.rows().get(history.rows().size() - 1);
        if (sameColumns) {
            rows.add(added);
            put(MetricHistory.csvLine(added), StandardOpenOption.APPEND);
        } else {
            columns = history.columns();
            rows.clear();
            rows.addAll(history.rows());
            rewrite();
        }
    }

    private void rewrite() {
        put(new MetricHistory(columns, rows).toCsv(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void put(String text, StandardOpenOption how) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the metrics to %s (%s); free some space or choose another folder with logs(…)"
                            .formatted(file, e),
                    e);
        }
    }

    @Override
    public void close() {}
}
