package io.engram.training;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run writes: its checkpoints and its logs. May be used by two threads. */
final class RunFiles {
    private final RunDescription description;
    private final CheckpointStore store;
    private boolean clearFirst;

    /**
     * The files of a run.
     *
     * @param clearFirst whether the checkpoints of an older run are removed at the first save
     */
    RunFiles(RunDescription description, CheckpointStore store, boolean clearFirst) {
        this.description = description;
        this.store = store;
        this.clearFirst = clearFirst;
    }

    synchronized Path save(RunState state) {
        if (clearFirst) {
            store.clear();
            clearFirst = false;
        }
        return store.save(description, state, description.settings().keepCheckpoints());
    }

    CheckpointStore store() {
        return store;
    }

    Path logs() {
        return Path.of(description.settings().logs());
    }

    /** Finds out now rather than at the first checkpoint. */
    static void requireWritable(Path folder, String setter) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", null));
        } catch (IOException e) {
            throw new CheckpointException(
                    "cannot write to the folder %s (%s); make it writable or choose another with %s(…)"
                            .formatted(folder.toAbsolutePath(), e, setter),
                    e);
        }
    }
}
