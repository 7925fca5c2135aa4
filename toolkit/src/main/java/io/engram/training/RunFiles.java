package io.engram.training;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import io.engram.disk.Disk;
import io.engram.disk.FolderLock;
import io.engram.disk.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Where a run writes: its checkpoints and its logs. May be used by two threads. */
final class RunFiles implements AutoCloseable {
    private final RunDescription description;
    private final CheckpointStore store;
    private final FolderLock lock;
    private volatile BooleanSupplier busy = () -> false;
    private boolean clearFirst;
    private Standing newest;
    private Optional<RunState> savedBest = Optional.empty();

    /**
     * The files of a run, whose folder nobody else writes in from now on.
     *
     * @param clearFirst whether the checkpoints of an older run are removed at the first save
     * @throws CheckpointException if somebody else writes there, or it is not writable
     */
    RunFiles(RunDescription description, Path folder, boolean clearFirst) {
        this.description = description;
        this.clearFirst = clearFirst;
        store = new CheckpointStore(folder);
        try {
            lock = FolderLock.take(folder, () -> busy.getAsBoolean());
        } catch (FolderLock.TakenException e) {
            throw taken(e);
        } catch (IOException e) {
            throw unwritable(folder, "checkpoints", e);
        }
    }

    private CheckpointException taken(FolderLock.TakenException e) {
        return new CheckpointException(
                "the run '%s' in %s belongs to %s; interrupt it there and close it with run.close(), or end that process"
                        .formatted(description.name(), store.folder(), e.getMessage()),
                e);
    }

    /** From now on the folder is not given to another run of this process while this holds. */
    void busyWhile(BooleanSupplier condition) {
        busy = condition;
    }

    /**
     * Makes sure that nobody else writes in the folder.
     *
     * @throws CheckpointException if somebody does
     */
    void requireOwn() {
        try {
            lock.hold();
        } catch (FolderLock.TakenException e) {
            throw taken(e);
        }
    }

    /** Saves where a run stands, or where it stood at an earlier save if that was later. */
    synchronized Path save(Standing given) {
        requireOwn();
        // Two threads save when a run is stopped: the one that looked first may come last.
        boolean behind = newest != null && given.now().update() < newest.now().update();
        Standing standing = behind ? newest : given;
        if (clearFirst) {
            store.clear();
            clearFirst = false;
        }
        // What was written once is not read again to compare it, unless somebody removed it.
        boolean kept = standing.best().equals(savedBest) && store.best().isPresent();
        Path saved =
                store.save(
                        description,
                        standing.now(),
                        kept ? Optional.empty() : standing.best(),
                        description.settings().keepCheckpoints());
        savedBest = standing.best();
        newest = standing;
        return saved;
    }

    /** Saves where a run stands in a folder that is not the run's. */
    synchronized Path saveAs(Path folder, Standing standing) {
        Path own = store.folder().toAbsolutePath().normalize();
        if (folder.toAbsolutePath().normalize().startsWith(own)) {
            throw new CheckpointException(
                    "cannot save a checkpoint as %s, since that lies in the run's own folder, where save() keeps its checkpoints; choose a folder elsewhere"
                            .formatted(folder));
        }
        CheckpointStore.saveAs(folder, description, standing.now());
        return folder;
    }

    /** Saves where a run stands, unless another thread has just done so. */
    synchronized Path saveIfNew(Standing standing) {
        return standing == newest ? store.checkpoint(standing.now().update()) : save(standing);
    }

    /**
     * A saved state with the best policy that the run has kept: the one that the state tells of, or
     * a better one of later updates, if the run goes back to before them. One that is gone or
     * damaged is forgotten, and the best is sought anew.
     */
    Standing standing(RunState saved) {
        Stream<Path> kept =
                Stream.concat(
                        saved.best().map(best -> store.checkpoint(best.update())).stream(),
                        store.best().stream());
        Standing standing =
                kept.distinct()
                        .flatMap(checkpoint -> read(checkpoint).stream())
                        .filter(state -> state.layout().equals(saved.layout()))
                        .reduce(
                                Standing.withoutBest(saved).consider(saved),
                                Standing::consider,
                                (former, latter) -> latter);
        boolean isThere =
                standing.best().map(best -> store.checkpoint(best.update())).equals(store.best());
        // It stays as it was written: with the parameters of the agent that were its own.
        savedBest = isThere ? standing.best() : Optional.empty();
        return standing;
    }

    private static Optional<RunState> read(Path checkpoint) {
        try {
            return Optional.of(CheckpointStore.load(checkpoint).state());
        } catch (CheckpointException e) {
            // Training goes on without it.
            return Optional.empty();
        }
    }

    CheckpointStore store() {
        return store;
    }

    Path logs() {
        return Path.of(description.settings().logs());
    }

    /** Finds out now rather than at the first checkpoint. */
    static void requireWritable(Path folder, String setter) {
        // Another run may try the same folder in this moment, in this process or another one.
        Path probe =
                folder.resolve(
                        ".writable-%d-%d"
                                .formatted(
                                        ProcessHandle.current().pid(),
                                        Thread.currentThread().getId()));
        try {
            Disk.createFolders(folder);
            Disk.write(probe, new byte[0]);
            Disk.delete(probe);
        } catch (IOException e) {
            throw unwritable(folder, setter, e);
        }
    }

    private static CheckpointException unwritable(Path folder, String setter, IOException e) {
        return new CheckpointException(
                "cannot write to the folder %s %s"
                        .formatted(
                                folder.toAbsolutePath(),
                                WriteFailure.text(e, folder, setter + "(…)")),
                e);
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        lock.close();
    }
}
