package io.engram.sweep;

import io.engram.checkpoint.CheckpointException;
import io.engram.concurrent.Threads;
import io.engram.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** This process and its disk. */
record LocalPlace(Path checkpoints, Path logs) implements SweepPlace {
    private Path file() {
        return checkpoints.resolve(SweepFile.NAME);
    }

    @Override
    public Optional<byte[]> read() {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file()));
        } catch (IOException e) {
            throw new CheckpointException("%s cannot be read: %s".formatted(file(), e), e);
        }
    }

    @Override
    public void write(byte[] content) {
        try {
            Disk.createFolders(file().toAbsolutePath().getParent());
            Disk.replace(file(), content);
        } catch (IOException e) {
            throw new CheckpointException("%s cannot be written: %s".formatted(file(), e), e);
        }
    }

    @Override
    public RunTrainer trainer(RunOrder order) {
        return order.trainer(checkpoints, logs, () -> {});
    }

    @Override
    public int atOnce(boolean isHalved) {
        return Threads.count();
    }

    /** For people to read. */
    @Override
    public String toString() {
        return checkpoints.toString();
    }
}
