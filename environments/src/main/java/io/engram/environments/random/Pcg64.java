package io.engram.environments.random;

/**
 * The generator PCG XSL RR 128/64 (O'Neill 2014): a linear congruential generator of 128 bits whose
 * halves are mixed into 64.
 */
final class Pcg64 {
    private static final long MULTIPLIER_HIGH = 2549297995355413924L;
    private static final long MULTIPLIER_LOW = 4865540595714422341L;

    private final long incrementHigh;
    private final long incrementLow;
    private long high;
    private long low;
    private int kept;
    private boolean hasKept;

    /** Seeds with four words: the first two are the state, the other two the stream. */
    Pcg64(long[] words) {
        incrementHigh = words[2] << 1 | words[3] >>> 63;
        incrementLow = words[3] << 1 | 1;
        advance();
        add(words[0], words[1]);
        advance();
    }

    private void advance() {
        long productHigh =
                multiplyHighUnsigned(low, MULTIPLIER_LOW)
                        + high * MULTIPLIER_LOW
                        + low * MULTIPLIER_HIGH;
        low *= MULTIPLIER_LOW;
        high = productHigh;
        add(incrementHigh, incrementLow);
    }

    private void add(long otherHigh, long otherLow) {
        low += otherLow;
        boolean carry = Long.compareUnsigned(low, otherLow) < 0;
        high += otherHigh + (carry ? 1 : 0);
    }

    /** The upper 64 bits of the product of two unsigned numbers. */
    static long multiplyHighUnsigned(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    long next64() {
        advance();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
    }

    /** Where this generator stands in its stream. */
    long[] state() {
        return new long[] {high, low, kept, hasKept ? 1 : 0};
    }

    /** Goes to where a generator of the same seed stood. */
    void restore(long[] state) {
        high = state[0];
        low = state[1];
        kept = (int) state[2];
        hasKept = state[3] != 0;
    }

    /** The lower half of 64 bits; the upper half is kept for the next call. */
    int next32() {
        if (hasKept) {
            hasKept = false;
            return kept;
        }
        long bits = next64();
        hasKept = true;
        kept = (int) (bits >>> 32);
        return (int) bits;
    }
}
