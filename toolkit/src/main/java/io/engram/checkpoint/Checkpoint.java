package io.engram.checkpoint;

import java.nio.file.Path;

/**
 * A checkpoint that was read.
 *
 * @param folder where it lies
 * @param description what does not change in the run
 * @param state where the run stood
 */
public record Checkpoint(Path folder, RunDescription description, RunState state) {}
