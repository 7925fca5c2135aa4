package io.engram.environment;

import io.engram.space.Observation;
import java.util.zip.CRC32C;

/** One number for everything that an environment has shown, to compare with another time. */
final class Fingerprint {
    private static final long START = 0x6A09E667F3BCC909L;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private long value = START;

    private static long mixed(long value, long next) {
        return Long.rotateLeft(value ^ next, 29) * FACTOR;
    }

    /** The fingerprint of one observation. */
    static long of(Observation seen) {
        long value = START;
        if (seen.floatCount() > 0) {
            for (float each : seen.floats()) {
                value = mixed(value, Float.floatToRawIntBits(each));
            }
        }
        if (seen.byteCount() > 0) {
            var crc = new CRC32C();
            crc.update(seen.bytes());
            value = mixed(value, crc.getValue());
        }
        if (seen.legalChoices() != null) {
            for (boolean each : seen.legalChoices()) {
                value = mixed(value, each ? 1 : 2);
            }
        }
        return value;
    }

    void clear() {
        value = START;
    }

    void add(long seen) {
        value = mixed(value, seen);
    }

    void add(long seen, Step step) {
        add(seen);
        add(Double.doubleToRawLongBits(step.reward()));
        add((step.terminated() ? 1 : 0) + (step.truncated() ? 2 : 0));
    }

    long value() {
        return value;
    }
}
