package io.engram.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of numbers under named columns, one row for each update.
 *
 * @param columns the names
 * @param rows one number for each column; NaN where there is none
 */
public record MetricHistory(List<String> columns, List<double[]> rows) {

    /**
     * Takes copies of the lists.
     *
     * @param columns the names
     * @param rows one number for each column; NaN where there is none
     */
    public MetricHistory {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * These rows as CSV. Numbers are written so that they are read back to the same bits.
     *
     * @return a header and one line for each row; NaN is an empty cell
     */
    public String toCsv() {
        var text = new StringBuilder(String.join(",", columns)).append('\n');
        for (double[] row : rows) {
            appendRow(text, row);
        }
        return text.toString();
    }

    /**
     * One row as a line of CSV.
     *
     * @param row one number for each column
     * @return the line, with its end
     */
    public static String csvLine(double[] row) {
        var text = new StringBuilder();
        appendRow(text, row);
        return text.toString();
    }

    private static void appendRow(StringBuilder text, double[] row) {
        for (int i = 0; i < row.length; i++) {
            text.append(i == 0 ? "" : ",");
            long whole = (long) row[i];
            // Not == for doubles, under which -0.0 is 0.
            if (Double.compare(row[i], whole) == 0 && Math.abs(row[i]) < 1e15) {
                text.append(whole);
            } else if (!Double.isNaN(row[i])) {
                text.append(row[i]);
            }
        }
        text.append('\n');
    }

    /**
     * The rows of a CSV text.
     *
     * @param csv what {@link #toCsv} gave
     * @return the history
     * @throws IllegalArgumentException if the text is not such a table
     */
    public static MetricHistory ofCsv(String csv) {
        String[] lines = csv.split("\n");
        if (lines.length == 0 || lines[0].isEmpty()) {
            return new MetricHistory(List.of(), List.of());
        }
        List<String> columns = List.of(lines[0].split(","));
        var rows = new ArrayList<double[]>();
        for (int line = 1; line < lines.length; line++) {
            String[] cells = lines[line].split(",", -1);
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(
                        "line %d has %d cells under %d columns"
                                .formatted(line + 1, cells.length, columns.size()));
            }
            var row = new double[cells.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]);
            }
            rows.add(row);
        }
        return new MetricHistory(columns, rows);
    }
}
