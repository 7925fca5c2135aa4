package io.engram.training;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The records of a CSV file one after the other, however long the file is. */
final class CsvRecords implements AutoCloseable {
    private static final int LONGEST = 1 << 20;

    private final InputStream stream;
    private long position;

    CsvRecords(Path file) throws IOException {
        stream = new BufferedInputStream(new FileInputStream(file.toFile()));
    }

    /** The next record with its end, or null if none is whole, or it is longer than any is. */
    String next() throws IOException {
        var record = new ByteArrayOutputStream();
        boolean quoted = false;
        for (int each = stream.read(); each >= 0; each = stream.read()) {
            record.write(each);
            quoted ^= each == '"';
            if (each == '\n' && !quoted) {
                position += record.size();
                return record.toString(StandardCharsets.UTF_8);
            }
            if (record.size() == LONGEST) {
                return null;
            }
        }
        return null;
    }

    /** How many bytes the records so far have. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
