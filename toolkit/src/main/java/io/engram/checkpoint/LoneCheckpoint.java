package io.engram.checkpoint;

import io.engram.disk.Disk;
import io.engram.disk.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A checkpoint that a user saves somewhere: beside the folders of runs, under any name. Nothing but
 * an older checkpoint is ever replaced by it.
 */
final class LoneCheckpoint {
    private final Path folder;

    LoneCheckpoint(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Writes it.
     *
     * @throws CheckpointException if something else is in its place, it lies in the folder of a
     *     run, or it cannot be written
     */
    void write(RunDescription run, RunState state) {
        if (folder.getParent() == null) {
            throw refused("is the root of a disk");
        }
        if (isOfRun(folder.getParent())) {
            throw refused(
                    "lies in the folder of a run, which keeps and removes its own checkpoints there");
        }
        try {
            settle();
            requireNothingElse();
            new CheckpointWriter(folder).write(run, state);
        } catch (IOException e) {
            throw new CheckpointException(
                    "cannot write the checkpoint %s %s"
                            .formatted(folder, WriteFailure.text(e, folder, "save(path)")),
                    e);
        }
    }

    private CheckpointException refused(String why) {
        return new CheckpointException(
                "cannot save a checkpoint as %s, since that %s; choose another folder, such as %s"
                        .formatted(folder, why, Path.of("kept", "before-the-change")));
    }

    private static boolean isOfRun(Path parent) {
        return Files.isRegularFile(parent.resolve(Pointer.LATEST))
                || !new CheckpointStore(parent).list().isEmpty();
    }

    /** Ends a replacement that a killed process had begun. */
    private void settle() throws IOException {
        Path old = HiddenFolder.OLD.of(folder);
        if (!isCheckpoint(old)) {
            return;
        }
        if (CheckpointStore.isCheckpoint(folder)) {
            Disk.delete(old);
        } else if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Disk.move(old, folder);
        }
    }

    private void requireNothingElse() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw refused("is there and no folder");
        }
        List<String> strange = names(folder);
        if (strange.isEmpty()) {
            Disk.delete(folder);
            return;
        }
        if (!isCheckpoint(folder)) {
            throw refused("is there and no checkpoint");
        }
        strange.removeAll(CheckpointFiles.ALL);
        strange.remove(CheckpointStore.MANIFEST);
        if (!strange.isEmpty()) {
            throw refused("holds more than a checkpoint, for example " + strange.get(0));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return new ArrayList<>(
                    entries.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    private static boolean isCheckpoint(Path folder) {
        if (!CheckpointStore.isCheckpoint(folder)) {
            return false;
        }
        try {
            CheckpointReader.manifest(folder);
            return true;
        } catch (CheckpointException e) {
            return false;
        }
    }
}
