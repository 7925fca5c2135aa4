package io.engram.commands;

import java.io.PrintWriter;
import java.util.List;

/** Rows of words whose columns stand below each other. */
final class TextTable {
    private TextTable() {}

    /**
     * Prints rows.
     *
     * @param rows each with as many cells as the first
     */
    static void print(List<List<String>> rows, PrintWriter out) {
        var widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(String.format("%-" + Math.max(1, widths[i]) + "s  ", row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
