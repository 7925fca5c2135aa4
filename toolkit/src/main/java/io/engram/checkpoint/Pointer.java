package io.engram.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** A file in a run's folder that names one of its checkpoints. */
record Pointer(Path folder, String name) {
    static final String LATEST = "latest";
    static final String BEST = "best";

    /** Whether a path has the name of a pointer and is not a folder of that name. */
    static boolean isPointer(Path path) {
        return List.of(LATEST, BEST).contains(String.valueOf(path.getFileName()))
                && !Files.isDirectory(path);
    }

    /** The checkpoint that it names, or empty if there is no pointer or it names none of these. */
    Optional<Path> among(List<Path> checkpoints) {
        try {
            String named = Files.readString(folder.resolve(name)).trim();
            return checkpoints.stream()
                    .filter(each -> each.getFileName().toString().equals(named))
                    .findAny();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Names another checkpoint: wholly or not at all, whatever happens meanwhile. */
    void moveTo(Path checkpoint) throws IOException {
        Path partial = folder.resolve("." + name + ".partial");
        Files.deleteIfExists(partial);
        Disk.write(partial, (checkpoint.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(
                partial,
                folder.resolve(name),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        Disk.force(folder);
    }

    void delete() throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }
}
