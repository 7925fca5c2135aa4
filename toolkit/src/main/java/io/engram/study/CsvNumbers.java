package io.engram.study;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a CSV file. Columns without any number are left out; where a number is missing, or
 * is none, is a gap. Lines that begin with {@code #} are comments.
 */
record CsvNumbers(Map<String, double[]> columns) implements RunLog.Numbers {
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    static CsvNumbers read(Path file) {
        try {
            return parse(file);
        } catch (CsvParseException | MalformedInputException e) {
            throw new IllegalArgumentException(
                    "%s is no CSV file: %s".formatted(file, e.getMessage()), e);
        } catch (UncheckedIOException | IOException e) {
            throw new UncheckedIOException(
                    "cannot read %s: %s".formatted(file, e.getMessage()),
                    e instanceof IOException io ? io : ((UncheckedIOException) e).getCause());
        }
    }

    private static CsvNumbers parse(Path file) throws IOException {
        List<String> names = List.of();
        var rows = new ArrayList<double[]>();
        try (CsvReader<CsvRecord> records =
                CsvReader.builder()
                        .fieldSeparator(separator(file))
                        .commentStrategy(CommentStrategy.SKIP)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(file)) {
            for (CsvRecord record : records) {
                if (names.isEmpty()) {
                    names = record.getFields().stream().map(String::strip).toList();
                } else {
                    rows.add(row(record, names.size()));
                }
            }
        }
        var columns = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            double[] numbers = rows.stream().mapToDouble(row -> row[column]).toArray();
            if (Arrays.stream(numbers).anyMatch(Double::isFinite)) {
                columns.putIfAbsent(names.get(i), numbers);
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no column of numbers; its first line must be the names of the columns"
                            .formatted(file));
        }
        return new CsvNumbers(columns);
    }

    /** That of the header: the one that is there most often. */
    private static char separator(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            while (line != null && line.startsWith("#")) {
                line = lines.readLine();
            }
            String header = line == null ? "" : line;
            char best = SEPARATORS.get(0);
            for (char each : SEPARATORS) {
                best = count(header, each) > count(header, best) ? each : best;
            }
            return best;
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(each -> each == wanted).count();
    }

    private static double[] row(CsvRecord record, int columns) {
        var row = new double[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = i < record.getFieldCount() ? number(record.getField(i)) : Double.NaN;
        }
        return row;
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public List<String> metrics() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public List<String> positions() {
        return metrics();
    }

    @Override
    public List<double[]> points(String position, String metric) {
        double[] x = columns.get(position);
        double[] y = columns.get(metric);
        var points = new ArrayList<double[]>();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                points.add(new double[] {x[i], y[i]});
            }
        }
        return points;
    }
}
