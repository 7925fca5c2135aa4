package io.engram.show;

import java.util.List;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Tables as HTML, in the colours of the page that they stand in. One of more than 20 rows stands in
 * a box of that height, in which it is scrolled, and below it is how many rows it has; of one with
 * more than 100 rows the first and the last 50 are in the box. One that is too wide is scrolled
 * sideways in its box too.
 */
public final class HtmlTable {
    /** The rows of a longer table that are seen at once. */
    public static final int SEEN = 20;

    /** The rows at either end of a table of which not all are in the page. */
    static final int AT_EITHER_END = 50;

    private static final String CELL = "padding:3px 12px;border:none;";
    private static final String HEAD = CELL + "border-bottom:1px solid rgba(128,128,128,.6);";

    private HtmlTable() {}

    /** What stands in the cells. */
    public interface Cells {
        /**
         * The text of a cell.
         *
         * @param row from 0
         * @param column from 0
         * @return any text; it is escaped
         */
        String at(int row, int column);
    }

    /**
     * A table of text, aligned to the left.
     *
     * @param names what stands above the columns; any text
     * @param rows one text for each column
     * @return a fragment of HTML
     */
    public static String of(List<String> names, List<List<String>> rows) {
        return of(
                names,
                new boolean[names.size()],
                rows.size(),
                (row, column) -> rows.get(row).get(column));
    }

    /**
     * A Tablesaw table. Numbers stand on the right, with the figures that matter; what is missing
     * is blank.
     *
     * @param table the table
     * @return a fragment of HTML
     */
    public static String of(Table table) {
        var right = new boolean[table.columnCount()];
        for (int i = 0; i < right.length; i++) {
            right[i] = table.column(i) instanceof NumberColumn;
        }
        return of(
                table.columnNames(),
                right,
                table.rowCount(),
                (row, column) -> cell(table.column(column), row));
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        Object value = column.get(row);
        if (value instanceof Double || value instanceof Float) {
            return Figures.of(((Number) value).doubleValue());
        }
        return value instanceof Number whole
                ? Figures.of(whole.longValue())
                : String.valueOf(value);
    }

    /**
     * Any table.
     *
     * @param names what stands above the columns; any text
     * @param right for each column, whether it is aligned to the right
     * @param rows the number of rows
     * @param cells what stands in the cells
     * @return a fragment of HTML
     */
    public static String of(List<String> names, boolean[] right, int rows, Cells cells) {
        var html = new StringBuilder();
        boolean isLong = rows > SEEN;
        html.append("<div style=\"overflow:auto");
        html.append(isLong ? ";max-height:36em\">" : "\">");
        html.append(
                "<table style=\"border-collapse:collapse;margin:0;font-variant-numeric:tabular-nums\">");
        html.append("<thead><tr>");
        for (int column = 0; column < right.length; column++) {
            html.append("<th style=\"").append(HEAD).append(align(right[column])).append("\">");
            html.append(HtmlText.escape(names.get(column))).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        boolean isCut = rows > 2 * AT_EITHER_END;
        append(html, right, 0, isCut ? AT_EITHER_END : rows, cells);
        if (isCut) {
            html.append("<tr><td colspan=\"").append(right.length).append("\" style=\"");
            html.append(CELL).append("text-align:left\">… ");
            html.append(Figures.of(rows - 2L * AT_EITHER_END)).append(" more rows</td></tr>");
            append(html, right, rows - AT_EITHER_END, rows, cells);
        }
        html.append("</tbody></table></div>");
        if (isLong) {
            html.append("<div style=\"padding:3px 12px\">").append(Figures.of(rows));
            html.append(" rows").append(isCut ? ", of which 100 are here" : "").append("</div>");
        }
        return html.toString();
    }

    private static void append(StringBuilder html, boolean[] right, int from, int to, Cells cells) {
        for (int row = from; row < to; row++) {
            html.append("<tr>");
            for (int column = 0; column < right.length; column++) {
                html.append("<td style=\"").append(CELL).append(align(right[column])).append("\">");
                html.append(HtmlText.escape(cells.at(row, column))).append("</td>");
            }
            html.append("</tr>");
        }
    }

    private static String align(boolean right) {
        return right ? "text-align:right" : "text-align:left";
    }
}
