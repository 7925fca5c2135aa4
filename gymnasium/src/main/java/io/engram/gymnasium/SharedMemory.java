package io.engram.gymnasium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory that Java and Python both map, little-endian. Its file goes as soon as both have, so that
 * nothing is left however they end.
 */
final class SharedMemory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int PIECE = 1 << 16;

    private final Path file;
    private final ByteBuffer bytes;

    private SharedMemory(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static SharedMemory of(int size) {
        if (Files.isWritable(MEMORY)) {
            try {
                return in(Files.createTempFile(MEMORY, "engram-", ".memory"), size);
            } catch (IOException e) {
                // It may be small, as in a container; a file elsewhere does too.
            }
        }
        try {
            return in(Files.createTempFile("engram-", ".memory"), size);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make the memory of %,d bytes that Python shares".formatted(size), e);
        }
    }

    /** Writes the file in full: a page for which there is no room later ends the process. */
    private static SharedMemory in(Path file, int size) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(Math.min(size, PIECE));
            for (int left = size; left > 0; ) {
                zeros.clear().limit(Math.min(left, PIECE));
                left -= channel.write(zeros);
            }
            return new SharedMemory(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    Path file() {
        return file;
    }

    /** All of it. */
    ByteBuffer bytes() {
        return bytes;
    }

    ByteBuffer part(int from, int length) {
        return bytes.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The other side has mapped it, or never will. */
    void deleteFile() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Where an open file cannot go, it goes with this process.
            file.toFile().deleteOnExit();
        }
    }
}
