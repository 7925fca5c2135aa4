package io.engram.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** Files and folders that are there whole or not at all, also after the power fails. */
final class Disk {
    private Disk() {}

    static void write(Path file, byte[] bytes) throws IOException {
        // Not a channel: an interrupt, which is how a notebook stops a cell, would close it.
        try (var stream = new FileOutputStream(file.toFile())) {
            stream.write(bytes);
            stream.getFD().sync();
        }
    }

    /** Brings a folder's own entries to the disk, where the system allows it. */
    static void force(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders; there, the rename itself is what the system offers.
            return;
        }
    }

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var entries = Files.walk(directory)) {
            for (Path path : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static void deleteQuietly(Path directory) {
        try {
            delete(directory);
        } catch (IOException e) {
            // What is left over is hidden or old, and the next save tries again.
            return;
        }
    }
}
