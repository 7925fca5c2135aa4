package io.engram.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A checkpoint that was read.
 *
 * @param folder where it lies
 * @param description what does not change in the run
 * @param state where the run stood
 */
public record Checkpoint(Path folder, RunDescription description, RunState state) {

    /**
     * The folder of its run, if it lies in that: under its own name, such as {@code update-000100},
     * beside a file {@code latest} or in a folder that is named after the run.
     *
     * @return the run's folder, or empty for a copy that lies elsewhere
     */
    public Optional<Path> runFolder() {
        Path parent = folder.toAbsolutePath().getParent();
        boolean ownName = CheckpointFolders.updateOf(folder.toAbsolutePath()) == state.update();
        return Optional.ofNullable(parent).filter(run -> ownName && isRunFolder(run));
    }

    private boolean isRunFolder(Path run) {
        return Files.isRegularFile(run.resolve(Pointer.LATEST)) || run.endsWith(description.name());
    }
}
