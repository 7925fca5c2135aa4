package io.engram.training;

import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run writes.
 *
 * @param checkpoints the folder of its checkpoints
 * @param logs the folder of its metrics and events
 */
record RunPlaces(Path checkpoints, Path logs) {
    private static final System.Logger LOG = System.getLogger(RunPlaces.class.getName());

    /**
     * Where a resumed run goes on writing: where the caller says; otherwise in the folder in which
     * its checkpoint lies, with the logs where they were, as long as that is beside it.
     *
     * @param checkpointsRoot the folder for the checkpoints of all runs, or null
     * @param logsRoot the folder for the logs of all runs, or null
     */
    static RunPlaces of(Checkpoint checkpoint, Path checkpointsRoot, Path logsRoot) {
        String name = checkpoint.description().name();
        Path run =
                checkpointsRoot == null
                        ? checkpoint.runFolder().orElseThrow(() -> isCopy(checkpoint))
                        : checkpointsRoot.resolve(name);
        if (checkpointsRoot != null) {
            requireSameRun(run, checkpoint);
        }
        return new RunPlaces(
                run,
                logsRoot == null ? logs(checkpoint.description(), run) : logsRoot.resolve(name));
    }

    private static CheckpointException isCopy(Checkpoint checkpoint) {
        return new CheckpointException(
                "%s is a checkpoint of the run '%s' outside of its folder, so it is not known where the run would go on writing; say it with TrainingRun.resuming(path).checkpoints(folder).build(), which writes to folder/%s"
                        .formatted(
                                checkpoint.folder(),
                                checkpoint.description().name(),
                                checkpoint.description().name()));
    }

    /** A run goes on in its own folder or in an empty one. */
    private static void requireSameRun(Path run, Checkpoint checkpoint) {
        var there = new CheckpointStore(run).newest();
        if (there.isPresent() && !isOf(checkpoint.description(), there.get())) {
            throw new CheckpointException(
                    "there is another run '%s' in %s; choose another folder with checkpoints(…)"
                            .formatted(checkpoint.description().name(), run));
        }
    }

    private static boolean isOf(RunDescription description, Path checkpoint) {
        RunDescription other = CheckpointStore.load(checkpoint).description();
        return other.name().equals(description.name())
                && other.seed() == description.seed()
                && other.config().equals(description.config())
                && other.observationSpace().equals(description.observationSpace())
                && other.actionSpace().equals(description.actionSpace());
    }

    /**
     * The folder that the description names, if it is the run's and lies below the folder in which
     * that of all checkpoints is; otherwise {@code logs} in that one. A description comes from a
     * file, which may have been moved or made by anybody.
     */
    private static Path logs(RunDescription description, Path run) {
        Path root = run.toAbsolutePath().normalize().getParent();
        Path base = root == null || root.getParent() == null ? root : root.getParent();
        Path own = base == null ? run : base.resolve("logs").resolve(description.name());
        Path said = Path.of(description.settings().logs());
        if (base != null && isBelow(said, base, description.name())) {
            return said;
        }
        if (!real(said).equals(real(own))) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the logs of the run '%s' go to %s, since %s, which its checkpoint names, is not below %s; TrainingRun.resuming(path).logs(…) says otherwise"
                            .formatted(description.name(), own, said, base));
        }
        return own;
    }

    private static boolean isBelow(Path said, Path base, String name) {
        Path folder = real(said);
        Path roof = real(base);
        // Below the root of all files lies everything.
        int least = roof.getNameCount() == 0 ? folder.getNameCount() - 2 : 0;
        return folder.startsWith(roof)
                && least <= 0
                && folder.endsWith(name)
                && !folder.equals(roof);
    }

    /** The path without links, as far as it exists. */
    private static Path real(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        Path there = whole;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(whole));
        } catch (IOException e) {
            return whole;
        }
    }
}
