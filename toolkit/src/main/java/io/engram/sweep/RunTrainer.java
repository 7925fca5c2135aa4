package io.engram.sweep;

import java.util.Optional;

/** Trains one run of a sweep, in this process or elsewhere. */
public interface RunTrainer {
    /**
     * Trains until the run has made a number of updates, or {@link #stop} is called; waits for it.
     * A run that has begun goes on. An interrupt stops it, too, and is still there afterwards.
     *
     * @param target the number of updates that it shall have made
     * @return how far it has come
     * @throws RuntimeException if it cannot be trained; the message is what people are told
     */
    RunProgress train(int target);

    /** Ends {@link #train} after the present update, for good. Anybody may call it. */
    void stop();

    /**
     * How far it has come, while it is trained. Anybody may call it.
     *
     * @return empty if that is not known, or it is not being trained
     */
    Optional<RunProgress> now();

    /**
     * Whether {@link #train} waits for a place to train in.
     *
     * @return false unless there are several places, and others have them
     */
    default boolean isQueued() {
        return false;
    }
}
