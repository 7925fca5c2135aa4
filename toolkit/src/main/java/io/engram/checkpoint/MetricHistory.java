package io.engram.checkpoint;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Rows of numbers under named columns, one row for each update.
 *
 * @param columns the names
 * @param rows one number for each column; NaN where there is none
 */
public record MetricHistory(List<String> columns, List<double[]> rows) {
    private static final CsvReader.CsvReaderBuilder READER =
            CsvReader.builder()
                    .skipEmptyLines(false)
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE);

    /**
     * Takes a copy of the names, and of the rows unless they are those of another history.
     *
     * @param columns the names
     * @param rows one number for each column; NaN where there is none
     * @throws IllegalArgumentException if two columns have one name
     */
    public MetricHistory {
        columns = List.copyOf(columns);
        rows = MetricRows.of(rows);
        var names = new HashSet<String>();
        for (String column : columns) {
            if (!names.add(column)) {
                throw new IllegalArgumentException("two columns are named '" + column + "'");
            }
        }
    }

    /**
     * This history with one more row. It takes the same time however long the history is.
     *
     * @param row one number for each column
     * @return the longer history; this one stays as it is
     */
    public MetricHistory with(double[] row) {
        return new MetricHistory(columns, MetricRows.of(rows).with(row));
    }

    /** Whether another history has the same columns and, to the bit, the same numbers. */
    boolean isSame(MetricHistory other) {
        return columns.equals(other.columns)
                && Arrays.deepEquals(rows.toArray(), other.rows.toArray());
    }

    /**
     * These rows as CSV. Numbers are written so that they are read back to the same bits.
     *
     * @return a header and one line for each row; NaN is an empty cell
     */
    public String toCsv() {
        var lines = new ArrayList<String[]>();
        lines.add(columns.toArray(String[]::new));
        rows.forEach(row -> lines.add(cells(row)));
        return csv(lines);
    }

    /**
     * One row as a line of CSV.
     *
     * @param row one number for each column
     * @return the line, with its end
     */
    public static String csvLine(double[] row) {
        return csvLines(List.of(row));
    }

    /**
     * Rows as lines of CSV.
     *
     * @param rows one number for each column
     * @return the lines, each with its end
     */
    public static String csvLines(List<double[]> rows) {
        return csv(rows.stream().map(MetricHistory::cells).toList());
    }

    private static String csv(List<String[]> lines) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            lines.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("memory must be writable", e);
        }
        return text.toString();
    }

    private static String[] cells(double[] row) {
        return Arrays.stream(row).mapToObj(MetricHistory::cell).toArray(String[]::new);
    }

    private static String cell(double value) {
        long whole = (long) value;
        // Not == for doubles, under which -0.0 is 0.
        if (Double.compare(value, whole) == 0 && Math.abs(value) < 1e15) {
            return Long.toString(whole);
        }
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /**
     * The rows of a CSV text.
     *
     * @param csv what {@link #toCsv} gave
     * @return the history
     * @throws IllegalArgumentException if the text is not such a table
     */
    public static MetricHistory ofCsv(String csv) {
        List<String> columns = List.of();
        var rows = new ArrayList<double[]>();
        try (CsvReader<CsvRecord> lines = READER.ofCsvRecord(csv)) {
            for (CsvRecord line : lines) {
                if (line.getStartingLineNumber() == 1) {
                    columns = line.getFields();
                } else {
                    rows.add(row(line, columns.size()));
                }
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("it is not CSV: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("memory must be readable", e);
        }
        // Before the first update there is nothing to name.
        return new MetricHistory(columns.equals(List.of("")) ? List.of() : columns, rows);
    }

    private static double[] row(CsvRecord line, int columns) {
        if (line.getFieldCount() != columns) {
            throw new IllegalArgumentException(
                    "line %d has %d cells under %d columns"
                            .formatted(
                                    line.getStartingLineNumber(), line.getFieldCount(), columns));
        }
        var row = new double[columns];
        for (int i = 0; i < columns; i++) {
            String cell = line.getField(i);
            row[i] = cell.isEmpty() ? Double.NaN : number(cell, line.getStartingLineNumber());
        }
        return row;
    }

    private static double number(String cell, long line) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "line %d has '%s', which is no number".formatted(line, cell), e);
        }
    }
}
