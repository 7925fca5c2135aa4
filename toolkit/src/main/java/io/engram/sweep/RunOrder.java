package io.engram.sweep;

import io.engram.training.TrainingRun;
import io.engram.training.TrainingRunBuilder;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One run that a sweep wants trained. It may be sent to another process, as far as {@link
 * SweepBase} may.
 *
 * @param name its name, also of its folders
 * @param setting what is set
 * @param seed its seed
 * @param updates the updates that it shall have made in the end
 * @param base begins it
 * @serial exclude
 */
public record RunOrder(String name, Setting setting, long seed, int updates, SweepBase base)
        implements Serializable {
    /**
     * Nothing may be missing.
     *
     * @param name its name
     * @param setting what is set
     * @param seed its seed
     * @param updates at least 1
     * @param base begins it
     */
    public RunOrder {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(base, "base");
    }

    /**
     * Trains it in this process.
     *
     * @param checkpoints the folder in which the run has one for its checkpoints
     * @param logs the folder in which the run has one for its metrics
     * @param afterUpdate is called after each update, on the run's thread, which waits for it
     * @return what trains it, from its newest checkpoint on if there is one
     */
    public RunTrainer trainer(Path checkpoints, Path logs, Runnable afterUpdate) {
        return new LocalTrainer(this, checkpoints, logs, afterUpdate);
    }

    /** The run, as the base begins it, with what the sweep adds. */
    TrainingRun begin(Path checkpoints, Path logs, Runnable afterUpdate) {
        TrainingRunBuilder builder =
                base.begin(setting, name).seed(seed).checkpoints(checkpoints).logs(logs);
        TrainingRun run = builder.onUpdate(row -> afterUpdate.run()).buildOrResume();
        if (!run.description().name().equals(name)) {
            try (run) {
                throw new IllegalArgumentException(
                        "the run must be called '%s', but is called '%s'; give TrainingRun.builder(name, …) the name that the sweep gives"
                                .formatted(name, run.description().name()));
            }
        }
        return run;
    }
}
