package io.engram.random;

import java.nio.ByteBuffer;
import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A stream of random numbers that can be saved and restored.
 *
 * <p>A run has one seed; every purpose (a network's initial weights, environment 3, the sampling of
 * actions) has a stream of its own, so that drawing more in one place changes nothing in another.
 * The generator is xoroshiro128++.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class RandomStream {
    private final RestorableUniformRandomProvider source;

    private RandomStream(long seed0, long seed1) {
        source = RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {seed0, seed1});
    }

    /**
     * The stream of one purpose.
     *
     * @param seed the run's seed, any value
     * @param purpose what the numbers are for, for example {@code "actions"}
     * @param index which of several of that purpose, 0 if there is one
     * @return a stream that is unrelated to those of other seeds, purposes and indices
     */
    public static RandomStream of(long seed, String purpose, int index) {
        long state = mix(seed + 0x9E3779B97F4A7C15L);
        for (int i = 0; i < purpose.length(); i++) {
            state = mix(state ^ purpose.charAt(i));
        }
        state = mix(state ^ (0x632BE59BD9B4E019L + index));
        return new RandomStream(state, mix(state + 0x9E3779B97F4A7C15L));
    }

    /**
     * The stream of the only one of a purpose.
     *
     * @param seed the run's seed, any value
     * @param purpose what the numbers are for
     * @return the stream
     */
    public static RandomStream of(long seed, String purpose) {
        return of(seed, purpose, 0);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, variant 13 of David Stafford). */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * A number of 64 random bits.
     *
     * @return any long
     */
    public long nextLong() {
        return source.nextLong();
    }

    /**
     * A whole number, each equally likely.
     *
     * @param bound the upper bound, at least 1
     * @return a number from 0 to {@code bound - 1}
     */
    public int nextInt(int bound) {
        return source.nextInt(bound);
    }

    /**
     * A real number, uniform.
     *
     * @return a number in {@code [0, 1)}
     */
    public double nextDouble() {
        return source.nextDouble();
    }

    /**
     * A real number from the standard normal distribution (Box and Muller 1958; the second of each
     * pair is not kept, so that the state is the generator's alone).
     *
     * @return a finite number
     */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - source.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * source.nextDouble());
    }

    /**
     * Puts an array into a random order, each equally likely (Fisher and Yates).
     *
     * @param values the array, changed in place
     */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = source.nextInt(i + 1);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    /**
     * The present state.
     *
     * @return bytes for {@link #restore}
     */
    public byte[] save() {
        return ((RandomProviderDefaultState) source.saveState()).getState();
    }

    /**
     * Goes back to a saved state.
     *
     * @param state what {@link #save} gave
     * @throws IllegalArgumentException if the bytes are not a state of this generator
     */
    public void restore(byte[] state) {
        RandomProviderState restored = new RandomProviderDefaultState(state);
        try {
            source.restoreState(restored);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "a random state must be the " + save().length + " bytes that were saved", e);
        }
    }

    /**
     * A stream that starts where a state was saved.
     *
     * @param state what {@link #save} gave
     * @return the stream
     */
    public static RandomStream restored(byte[] state) {
        var stream = new RandomStream(1, ByteBuffer.wrap(new byte[8]).getLong());
        stream.restore(state);
        return stream;
    }
}
