package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import io.engram.disk.Disk;
import io.engram.disk.WriteFailure;
import io.engram.show.Columns;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * {@code episodes.csv}: one row for each finished episode of training, in the order in which they
 * ended. The rows of updates that were undone are cut off again.
 *
 * <p>Nothing of it is kept in memory or in checkpoints, since episodes may be millions: what
 * somebody removes of the file does not come back.
 */
final class EpisodeLog {
    static final String FILE = "episodes.csv";

    private final Path file;
    private List<String> columns = List.of();

    /** How long the file is; of another length it was changed or removed by somebody else. */
    private long size = -1;

    EpisodeLog(Path folder) {
        file = folder.resolve(FILE);
    }

    /**
     * What stays of a file.
     *
     * @param columns its columns
     * @param bytes how long it is up to the last row that stays
     * @param pure whether the rest is nothing but rows of later updates and the beginning of a row
     */
    private record Kept(List<String> columns, long bytes, boolean pure) {}

    /**
     * Begins, or begins again: the rows of later updates go. A file that somebody wrote in is kept
     * under another name.
     */
    void begin(long update) {
        put(
                () -> {
                    Kept kept =
                            scan(file, update, row -> {})
                                    .orElse(new Kept(EpisodeRow.COLUMNS, 0, false));
                    if (!kept.pure() || update == 0) {
                        String rows = kept.bytes() == 0 || update == 0 ? "" : rows(kept);
                        if (!kept.pure() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                            Disk.move(file, free(1));
                        }
                        rewrite(update == 0 ? EpisodeRow.COLUMNS : kept.columns(), rows);
                        return;
                    }
                    columns = kept.columns();
                    size = kept.bytes();
                    if (Files.size(file) > size) {
                        Disk.cut(file, size);
                    }
                });
    }

    /** A name that no file has. */
    private Path free(int number) {
        Path other = file.resolveSibling("episodes-%d.csv".formatted(number));
        return Files.exists(other, LinkOption.NOFOLLOW_LINKS) ? free(number + 1) : other;
    }

    /** The rows of the file that stay. */
    private String rows(Kept kept) throws IOException {
        try (var stream = new FileInputStream(file.toFile())) {
            byte[] bytes = stream.readNBytes(Math.toIntExact(kept.bytes()));
            return new String(bytes, StandardCharsets.UTF_8)
                    .substring(header(kept.columns()).length());
        }
    }

    /** The episodes that ended in an update, before the update counts as made. */
    void write(long update, List<EpisodeRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (file.toFile().length() != size) {
            begin(update - 1);
        }
        var names = new TreeSet<String>();
        rows.forEach(row -> names.addAll(row.measurements().keySet()));
        names.removeAll(columns);
        put(
                () -> {
                    if (!names.isEmpty()) {
                        widen(names);
                    }
                    byte[] bytes =
                            MetricHistory.csvLines(rows.stream().map(this::cells).toList())
                                    .getBytes(StandardCharsets.UTF_8);
                    Disk.append(file, bytes);
                    size += bytes.length;
                });
    }

    private double[] cells(EpisodeRow row) {
        double[] numbers = row.numbers();
        var measurements = row.measurements();
        var cells = new double[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] =
                    i < numbers.length
                            ? numbers[i]
                            : measurements.getOrDefault(columns.get(i), Double.NaN);
        }
        return cells;
    }

    /** More columns, which are empty in the rows so far. */
    private void widen(TreeSet<String> names) throws IOException {
        var more = new ArrayList<>(columns);
        more.addAll(names);
        String rows = rows(new Kept(columns, size, true));
        rewrite(more, rows.replace("\n", ",".repeat(names.size()) + "\n"));
    }

    private static String header(List<String> columns) {
        return new MetricHistory(columns, List.of()).toCsv();
    }

    /** Whole or not at all, and never through a link that lies in the file's place. */
    private void rewrite(List<String> names, String rows) throws IOException {
        byte[] bytes = (header(names) + rows).getBytes(StandardCharsets.UTF_8);
        Disk.createFolders(file.toAbsolutePath().getParent());
        Disk.replace(file, bytes);
        columns = List.copyOf(names);
        size = bytes.length;
    }

    /**
     * Reads the rows up to those of an update.
     *
     * @return what was read, or empty if there is no such file
     */
    private static Optional<Kept> scan(Path file, long update, Consumer<double[]> each)
            throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var records = new CsvRecords(file)) {
            List<String> columns = columns(records.next());
            if (columns.isEmpty()) {
                return Optional.empty();
            }
            long end = records.position();
            String record = records.next();
            double[] row = row(record, columns.size());
            while (row != null && row[0] <= update) {
                each.accept(row);
                end = records.position();
                record = records.next();
                row = row(record, columns.size());
            }
            return Optional.of(new Kept(columns, end, record == null || row != null));
        }
    }

    /** The columns of a header, or none if it is that of another file. */
    private static List<String> columns(String header) {
        if (header == null) {
            return List.of();
        }
        try {
            List<String> columns = MetricHistory.ofCsv(header).columns();
            int own = EpisodeRow.COLUMNS.size();
            boolean known =
                    columns.size() >= own && columns.subList(0, own).equals(EpisodeRow.COLUMNS);
            return known && header(columns).equals(header) ? columns : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** The numbers of a row, or null if there is no whole row any more. */
    private static double[] row(String record, int columns) {
        if (record == null) {
            return null;
        }
        String[] cells = record.substring(0, record.length() - 1).split(",", -1);
        if (cells.length != columns) {
            return null;
        }
        var row = new double[columns];
        for (int i = 0; i < columns; i++) {
            try {
                row[i] = cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return row;
    }

    /** The episodes that ended by an update, as far as the file has them. */
    static Table table(String name, Path folder, long update) {
        Path file = folder.resolve(FILE);
        var rows = new ArrayList<double[]>();
        List<String> columns;
        try {
            columns = scan(file, update, rows::add).map(Kept::columns).orElse(EpisodeRow.COLUMNS);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the episodes in %s: %s".formatted(file, WriteFailure.reason(e)),
                    e);
        }
        Table table = Table.create(name);
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            // A table takes two names for one that differ in their case only.
            while (table.containsColumn(column)) {
                column += "_";
            }
            addColumn(table, column, i, rows);
        }
        return table;
    }

    private static void addColumn(Table table, String name, int index, List<double[]> rows) {
        switch (name) {
            case "update", "environment_steps" ->
                    table.addColumns(
                            LongColumn.create(
                                    name, rows.stream().mapToLong(row -> (long) row[index])));
            case "environment", "length" ->
                    table.addColumns(
                            IntColumn.create(
                                    name,
                                    rows.stream().mapToInt(row -> (int) row[index]).toArray()));
            default ->
                    table.addColumns(
                            Columns.numbers(
                                    name, rows.stream().mapToDouble(row -> row[index]).toArray()));
        }
    }

    private void put(LogFile.Writing writing) {
        LogFile.put("episodes", file, writing);
    }
}
