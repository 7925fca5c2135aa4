package io.engram.checkpoint;

import io.engram.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file in a run's folder that names one of its checkpoints. */
record Pointer(Path folder, String name) {
    static final String LATEST = "latest";
    static final String BEST = "best";

    /** More than any name of a checkpoint has. */
    private static final long MOST_BYTES = 1 << 10;

    /** Whether a path has the name of a pointer and is not a folder of that name. */
    static boolean isPointer(Path path) {
        return List.of(LATEST, BEST).contains(String.valueOf(path.getFileName()))
                && !Files.isDirectory(path);
    }

    /** The checkpoint that it names, or empty if there is no pointer or it names none of these. */
    Optional<Path> among(List<Path> checkpoints) {
        try {
            byte[] bytes = BoundedFile.read(folder.resolve(name), MOST_BYTES);
            String named = new String(bytes, StandardCharsets.UTF_8).trim();
            return checkpoints.stream()
                    .filter(
                            each ->
                                    HiddenFolder.OLD
                                            .visible(each.getFileName().toString())
                                            .equals(named))
                    .findAny();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Names another checkpoint: wholly or not at all, whatever happens meanwhile. */
    void moveTo(Path checkpoint) throws IOException {
        Disk.replace(
                folder.resolve(name),
                (checkpoint.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
        Disk.force(folder);
    }

    void delete() throws IOException {
        Path file = folder.resolve(name);
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "a folder is where a file must be");
        }
        Disk.delete(file);
    }
}
