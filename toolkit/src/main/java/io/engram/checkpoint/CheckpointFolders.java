package io.engram.checkpoint;

import io.engram.disk.Disk;
import io.engram.disk.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The folders in a run's folder: which of them are checkpoints, and what a killed process left. */
record CheckpointFolders(Path folder) {
    private static final Pattern NAME = Pattern.compile("update-(\\d{6,18})");

    /** Whether a path is called as checkpoints are. */
    static boolean isName(Path path) {
        return NAME.matcher(String.valueOf(path.getFileName())).matches();
    }

    /** The number of updates in a checkpoint's name, or -1 if it has another name. */
    static long updateOf(Path checkpoint) {
        var matcher = NAME.matcher(HiddenFolder.OLD.visible(checkpoint.getFileName().toString()));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /** The checkpoints, oldest first. */
    List<Path> list() {
        try {
            return entries().stream()
                    .filter(CheckpointFolders::counts)
                    .sorted(Comparator.comparingLong(CheckpointFolders::updateOf))
                    .toList();
        } catch (IOException e) {
            throw new CheckpointException(
                    "cannot list the folder %s: %s".formatted(folder, WriteFailure.reason(e)), e);
        }
    }

    private List<Path> entries() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Whether a folder is a checkpoint, or one that a killed process was about to replace. */
    private static boolean counts(Path entry) {
        String name = entry.getFileName().toString();
        String visible = HiddenFolder.OLD.visible(name);
        return NAME.matcher(visible).matches()
                && Files.exists(entry.resolve(CheckpointStore.MANIFEST))
                && (name.equals(visible)
                        || !Files.exists(
                                entry.resolveSibling(visible).resolve(CheckpointStore.MANIFEST)));
    }

    /** Ends what a killed process had begun: a replacement, a removal. */
    void tidy() throws IOException {
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            Path visible = folder.resolve(HiddenFolder.OLD.visible(name));
            if (NAME.matcher(name).matches()) {
                removeIfEmpty(entry);
            } else if (HiddenFolder.OLD.isNameOf(name, NAME)) {
                removeIfEmpty(visible);
                if (Files.exists(visible, LinkOption.NOFOLLOW_LINKS)) {
                    CheckpointWriter.remove(visible, entry);
                } else {
                    Disk.move(entry, visible);
                }
            } else if (HiddenFolder.GONE.isNameOf(name, NAME)
                    || HiddenFolder.PARTIAL.isNameOf(name, NAME)) {
                Disk.deleteQuietly(entry);
            }
        }
    }

    private static void removeIfEmpty(Path entry) throws IOException {
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var inside = Files.list(entry)) {
            if (inside.findAny().isPresent()) {
                return;
            }
        }
        Disk.deleteQuietly(entry);
    }
}
