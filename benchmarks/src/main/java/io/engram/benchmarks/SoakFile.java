package io.engram.benchmarks;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of a soak, each in the file as soon as it was measured. */
final class SoakFile implements AutoCloseable {
    private final CsvWriter writer;

    /** Begins a file with the names of the columns; an older one is replaced. */
    SoakFile(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        writer =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(file, StandardCharsets.UTF_8);
        writer.writeRecord(SoakSample.columns());
        writer.flush();
    }

    void add(SoakSample sample) throws IOException {
        writer.writeRecord(sample.cells());
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
