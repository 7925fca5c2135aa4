package io.engram.show;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Columns of tables that print as people read them, also outside notebooks. */
public final class Columns {
    private static final NumberColumnFormatter FIGURES =
            new NumberColumnFormatter() {
                @Override
                public String format(double value) {
                    return Double.isNaN(value) ? "" : Figures.plain(value);
                }
            };

    private Columns() {}

    /**
     * A column of numbers. They are kept whole; what is printed of them are the figures that
     * matter.
     *
     * @param name the name of the column
     * @param values the numbers
     * @return the column
     */
    public static DoubleColumn numbers(String name, double... values) {
        DoubleColumn column = DoubleColumn.create(name, values);
        column.setPrintFormatter(FIGURES);
        return column;
    }
}
