package io.engram.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of which nothing is trusted: what is no file, or is too large, is not opened. */
final class BoundedFile {
    private BoundedFile() {}

    /**
     * The size of a regular file.
     *
     * @param most how many bytes it may have
     * @throws IllegalArgumentException if it is no regular file or larger; the message says so
     */
    static long size(Path file, long most) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString());
        }
        // A pipe would be waited for, a device read for ever.
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("it is not a regular file");
        }
        long size = Files.size(file);
        if (size > most) {
            throw new IllegalArgumentException(
                    "it has %d bytes, but at most %d are read".formatted(size, most));
        }
        return size;
    }

    /** All bytes of a regular file, under the conditions of {@link #size}. */
    static byte[] read(Path file, long most) throws IOException {
        long size = size(file, most);
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(Math.toIntExact(size));
        }
    }
}
