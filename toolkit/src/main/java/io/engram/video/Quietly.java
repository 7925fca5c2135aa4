package io.engram.video;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cleaning up where a failure changes nothing any more. */
final class Quietly {
    private Quietly() {}

    static void close(Closeable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (IOException | RuntimeException e) {
            // What matters was closed, and checked, before.
        }
    }

    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // A temporary file that stays behind does no harm.
        }
    }
}
