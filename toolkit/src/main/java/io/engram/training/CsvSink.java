package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import io.engram.disk.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code metrics.csv}: one row for each update; rows of undone updates are taken out again. A file
 * that somebody removes comes back whole with the next row.
 */
final class CsvSink implements MetricSink {
    private final Path file;
    private List<String> columns = List.of();

    /** How long the file is; of another length it was changed or removed by somebody else. */
    private long size;

    CsvSink(Path folder) {
        file = folder.resolve("metrics.csv");
    }

    @Override
    public void begin(MetricHistory history) {
        rewrite(history);
    }

    @Override
    public void write(MetricRow row, MetricHistory history) {
        if (columns.equals(history.columns()) && file.toFile().length() == size) {
            append(MetricHistory.csvLine(history.rows().get(history.rows().size() - 1)));
        } else {
            rewrite(history);
        }
    }

    private void append(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        put(() -> Disk.append(file, bytes));
        size += bytes.length;
    }

    /** Whole or not at all, and never through a link that lies in the file's place. */
    private void rewrite(MetricHistory history) {
        byte[] bytes = history.toCsv().getBytes(StandardCharsets.UTF_8);
        put(
                () -> {
                    Disk.createFolders(file.toAbsolutePath().getParent());
                    Disk.replace(file, bytes);
                });
        columns = history.columns();
        size = bytes.length;
    }

    private void put(LogFile.Writing writing) {
        LogFile.put("metrics", file, writing);
    }

    @Override
    public void close() {}
}
