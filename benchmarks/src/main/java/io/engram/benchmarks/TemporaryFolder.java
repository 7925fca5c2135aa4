package io.engram.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for runs of which nothing is kept. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /**
     * A new folder, which is removed when the process ends.
     *
     * @param name what its name begins with
     * @return the folder
     * @throws IOException if it cannot be made
     */
    static Path make(String name) throws IOException {
        Path folder = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAtTheEnd(folder), name));
        return folder;
    }

    private static void removeAtTheEnd(Path folder) {
        try {
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }

    /** Removes a folder and all that is in it, if it is still there. */
    static void remove(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
