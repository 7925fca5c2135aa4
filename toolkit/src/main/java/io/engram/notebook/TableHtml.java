package io.engram.notebook;

import io.engram.show.HtmlTable;
import tech.tablesaw.api.Table;

/** A Tablesaw table as HTML, in the colours of the page that it stands in. */
public final class TableHtml {
    /** The rows that are printed of a longer table where there is no HTML. */
    static final int ROWS = 20;

    private TableHtml() {}

    /**
     * A table as {@link HtmlTable} draws it: one of more than 20 rows is scrolled, and tells how
     * many it has.
     *
     * @param table the table
     * @return a fragment of HTML
     */
    public static String of(Table table) {
        return HtmlTable.of(table);
    }
}
