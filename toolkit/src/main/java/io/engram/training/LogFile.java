package io.engram.training;

import io.engram.disk.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What is done to a file of a run's logs, and how it is told if the disk does not take it. */
final class LogFile {
    /** Something that writes. */
    interface Writing {
        /** Writes. */
        void write() throws IOException;
    }

    private LogFile() {}

    /**
     * Writes.
     *
     * @param what is written, for example {@code metrics}
     * @throws UncheckedIOException if that fails; the message says what to do
     */
    static void put(String what, Path file, Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the %s to %s %s"
                            .formatted(what, file, WriteFailure.text(e, file, "logs(…)")),
                    e);
        }
    }
}
