package io.engram.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the checkpoint that a path means, and an intact one in place of one that is damaged. */
final class CheckpointSearch {
    /** So often a checkpoint may be replaced while it is read. */
    private static final int MOST_REPLACED = 20;

    private CheckpointSearch() {}

    /**
     * Reads what a path means: see {@link CheckpointStore#load}. Whoever trains meanwhile puts
     * other checkpoints into their places, and what was found a moment ago may be gone: what is
     * wrong twice in the same way is wrong.
     */
    static Checkpoint load(Path path) {
        var before = "";
        for (int i = 1; i < MOST_REPLACED; i++) {
            try {
                return loadNow(path);
            } catch (CheckpointException e) {
                if (before.equals(e.getMessage())) {
                    throw e;
                }
                before = e.getMessage();
            }
        }
        return loadNow(path);
    }

    private static Checkpoint loadNow(Path path) {
        if (CheckpointStore.isCheckpoint(path)) {
            return read(path);
        }
        boolean missing = CheckpointFolders.isName(path) || !Files.exists(path);
        if (missing && CheckpointStore.isCheckpoint(HiddenFolder.OLD.of(path))) {
            return read(HiddenFolder.OLD.of(path));
        }
        boolean pointer = Pointer.isPointer(path);
        Path run = pointer ? path.toAbsolutePath().getParent() : path;
        var store = new CheckpointStore(run);
        Path newest =
                store.newest()
                        .orElseThrow(
                                () ->
                                        new CheckpointException(
                                                "there is no checkpoint in %s; a run's folder holds folders such as update-000100"
                                                        .formatted(path.toAbsolutePath())));
        if (pointer && path.endsWith(Pointer.BEST)) {
            return read(store.best().orElseThrow(() -> noBest(run)));
        }
        return read(newest);
    }

    private static CheckpointException noBest(Path run) {
        return new CheckpointException(
                "the run in %s has kept no best policy: none was judged before its last checkpoint, or what was kept is removed; load %s for the newest one"
                        .formatted(run, run));
    }

    private static Checkpoint read(Path checkpoint) {
        try {
            return CheckpointReader.read(checkpoint);
        } catch (CheckpointException e) {
            throw new CheckpointException(e.getMessage() + alternative(checkpoint), e.getCause());
        }
    }

    private static String alternative(Path damaged) {
        Path folder = damaged.toAbsolutePath();
        List<Path> others = new ArrayList<>(new CheckpointStore(folder.getParent()).list());
        others.removeIf(other -> other.toAbsolutePath().equals(folder));
        return newestReadable(others).map(". An intact checkpoint is "::concat).orElse("");
    }

    /** The last of some checkpoints that can be read as a whole. */
    static Optional<String> newestReadable(List<Path> checkpoints) {
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            try {
                CheckpointReader.read(checkpoints.get(i));
                return Optional.of(checkpoints.get(i).toString());
            } catch (CheckpointException e) {
                continue;
            }
        }
        return Optional.empty();
    }
}
