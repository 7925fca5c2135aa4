package io.engram.notebook;

import io.engram.show.Figures;
import io.engram.show.HtmlText;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML, in the colours of the page that it stands in. */
public final class TableHtml {
    /** The rows that are shown of a longer table. */
    static final int ROWS = 20;

    private static final String CELL = "padding:3px 12px;border:none;";
    private static final String HEAD = CELL + "border-bottom:1px solid rgba(128,128,128,.6);";

    private TableHtml() {}

    /**
     * A table as HTML. Of a longer table the first 20 rows are shown, and how many more there are.
     *
     * @param table the table
     * @return a fragment with all that it needs inside
     */
    public static String of(Table table) {
        var html = new StringBuilder();
        html.append("<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">");
        html.append("<thead><tr>");
        for (Column<?> column : table.columns()) {
            html.append("<th style=\"").append(HEAD).append(align(column)).append("\">");
            html.append(HtmlText.escape(column.name())).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        int shown = Math.min(ROWS, table.rowCount());
        for (int row = 0; row < shown; row++) {
            html.append("<tr>");
            for (Column<?> column : table.columns()) {
                html.append("<td style=\"").append(CELL).append(align(column)).append("\">");
                html.append(cell(column, row)).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        int left = table.rowCount() - shown;
        if (left > 0) {
            html.append("<div style=\"padding:3px 12px;opacity:.7\">… ");
            html.append(Figures.of(left)).append(left == 1 ? " more row" : " more rows");
            html.append("</div>");
        }
        return html.toString();
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        Object value = column.get(row);
        if (value instanceof Double || value instanceof Float) {
            return HtmlText.escape(Figures.of(((Number) value).doubleValue()));
        }
        if (value instanceof Number whole) {
            return HtmlText.escape(Figures.of(whole.longValue()));
        }
        return HtmlText.escape(String.valueOf(value));
    }

    private static String align(Column<?> column) {
        boolean number = column instanceof NumberColumn;
        return number ? "text-align:right" : "text-align:left";
    }
}
