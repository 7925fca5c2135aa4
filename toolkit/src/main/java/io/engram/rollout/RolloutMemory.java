package io.engram.rollout;

import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Locale;

/** How much memory a rollout takes. */
public final class RolloutMemory {
    /** References, numbers and flags of a step, whatever the spaces. */
    private static final long BYTES_OF_STEP = 100;

    private static final double GIGA = 1 << 30;

    private RolloutMemory() {}

    /**
     * What a rollout holds until the next one: T · N · (100 + 4 · (floats + A) + bytes), images as
     * bytes.
     *
     * @param steps T
     * @param environments N
     * @param seen what is seen
     * @param done what is chosen
     * @return in bytes
     */
    public static double bytes(
            int steps, int environments, ObservationSpace seen, ActionSpace done) {
        long step = BYTES_OF_STEP + 4L * (seen.floats() + done.size()) + seen.bytes();
        return (double) steps * environments * step;
    }

    /**
     * Refuses a rollout that cannot be held, rather than running out of memory in the middle of it.
     *
     * @param name what sets the number of steps, for the message
     * @param steps T
     * @param environments N
     * @param seen what is seen
     * @param done what is chosen
     * @throws IllegalArgumentException if all of this JVM's memory is too little
     */
    public static void require(
            String name, int steps, int environments, ObservationSpace seen, ActionSpace done) {
        double bytes = bytes(steps, environments, seen, done);
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s must fit into memory, but %d steps of %d environments need about %,.1f GB and this JVM has %.1f GB; lower %s, or start it with a larger -Xmx",
                            name,
                            steps,
                            environments,
                            bytes / GIGA,
                            most / GIGA,
                            name));
        }
    }
}
