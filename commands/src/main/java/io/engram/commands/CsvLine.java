package io.engram.commands;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A line of a CSV file, in quotes where a cell needs them. */
final class CsvLine {
    private CsvLine() {}

    /** The line of these cells, without its end. */
    static String of(Object... cells) {
        var line = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
            csv.writeRecord(Arrays.stream(cells).map(Object::toString).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException("memory must be writable", e);
        }
        return line.toString().stripTrailing();
    }
}
