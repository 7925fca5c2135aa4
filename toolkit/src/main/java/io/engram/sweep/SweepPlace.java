package io.engram.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the runs of a sweep are trained, and where it keeps what it knows. Without one it is this
 * process and its disk; a cluster is another.
 */
public interface SweepPlace {
    /**
     * What an earlier sweep of the name has given {@link #write}.
     *
     * @return its bytes, or empty if there was none
     * @throws io.engram.checkpoint.CheckpointException if it cannot be read
     */
    Optional<byte[]> read();

    /**
     * Keeps what is known of the sweep in the place of what was, whole or not at all.
     *
     * @param content its bytes
     * @throws io.engram.checkpoint.CheckpointException if it cannot be written
     */
    void write(byte[] content);

    /**
     * Who trains a run here.
     *
     * @param order the run
     * @return trains it on, one thread at a time, until it is stopped
     */
    RunTrainer trainer(RunOrder order);

    /**
     * How many runs may be handed to trainers at once.
     *
     * @param isHalved whether what comes of them decides what is trained next
     * @return at least 1
     */
    int atOnce(boolean isHalved);

    /**
     * Where this process finds the checkpoints of runs.
     *
     * @return a folder that has one for each run that was {@linkplain #fetch fetched}
     */
    Path checkpoints();

    /**
     * Where this process finds the metrics of runs.
     *
     * @return a folder that has one for each run that was {@linkplain #fetch fetched}
     */
    Path logs();

    /**
     * Brings what is kept of a run to where this process finds it.
     *
     * @param run its name
     * @throws io.engram.checkpoint.CheckpointException if it cannot be had
     */
    default void fetch(String run) {}

    /**
     * Called before runs are trained.
     *
     * @throws IllegalStateException if none can be trained here; the message says what to do
     */
    default void begin() {}

    /** Called when no run is trained any more. */
    default void end() {}
}
