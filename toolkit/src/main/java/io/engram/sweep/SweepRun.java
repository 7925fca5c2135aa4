package io.engram.sweep;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How a run of a sweep stands.
 *
 * @param name its name, also of its folders
 * @param setting what is set
 * @param seed its seed
 * @param state whether it waits, trains, has come to its end, …
 * @param update the updates that it has made
 * @param updates the updates that it shall have made
 * @param lastReturn the mean return of its latest episodes; empty before one has ended
 * @param score the return of its best policy, by evaluations if the run has some; empty before one
 *     was judged
 * @param secondsLeft how long it goes on; empty unless it trains
 * @param note what went wrong, or empty
 * @param checkpoints the folder of its checkpoints
 * @param logs the folder of its metrics
 */
public record SweepRun(
        String name,
        Setting setting,
        long seed,
        State state,
        long update,
        int updates,
        OptionalDouble lastReturn,
        OptionalDouble score,
        OptionalDouble secondsLeft,
        String note,
        Path checkpoints,
        Path logs) {

    /** What a run is doing. */
    public enum State {
        /** It has not begun, or waits to go on. */
        WAITING,
        /** It is being trained. */
        TRAINING,
        /** It has made all its updates. */
        DONE,
        /** {@link Halving} does not train it further. */
        LEFT,
        /** Something went wrong; {@link SweepRun#note} tells it. */
        FAILED;

        /** For people to read. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
