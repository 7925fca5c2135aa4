package io.engram.environment;

import io.engram.space.Observation;

/**
 * Whether an environment leaves alone what it has shown: it may show the same array again, but not
 * change it. Looks at the observation before each one, and at one that is kept longer.
 */
final class SeenCheck {
    private final StepCheck check;
    private Observation last;
    private long lastPrint;
    private Observation witness;
    private long witnessPrint;

    SeenCheck(StepCheck check) {
        this.check = check;
    }

    /**
     * Looks at what is shown.
     *
     * @param number the step of the episode
     * @return the fingerprint of the observation
     */
    long look(Observation seen, int number) {
        long print = Fingerprint.of(seen);
        if (last != null && shareArrays(last, seen) && Fingerprint.of(last) != lastPrint) {
            throw check.changed(number);
        }
        last = seen;
        lastPrint = print;
        if (witness == null) {
            witness = seen;
            witnessPrint = print;
        }
        return print;
    }

    private static boolean shareArrays(Observation one, Observation other) {
        return one.floatCount() > 0 && other.floatCount() > 0 && one.floats() == other.floats()
                || one.byteCount() > 0 && other.byteCount() > 0 && one.bytes() == other.bytes();
    }

    /** Looks again at what was shown first since the last time, however many arrays there are. */
    void lookBack(int number) {
        if (witness != null && Fingerprint.of(witness) != witnessPrint) {
            throw check.changed(number);
        }
        witness = null;
    }

    /** Forgets what was shown. */
    void clear() {
        last = null;
        witness = null;
    }
}
