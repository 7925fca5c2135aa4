package io.engram.environments.random;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of NumPy's {@code numpy.random.default_rng(seed)}: the same seed and the same calls
 * give the same bits as in Python. Gymnasium's {@code np_random} is this generator.
 *
 * <pre>{@code
 * var random = new NumpyRandom(42);
 * random.random();          // 0.7739560485559633
 * random.integers(0, 10);
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public final class NumpyRandom {
    private static final int SEED_WORDS = 4;
    private static final int STATE_NUMBERS = 4;
    private static final double UNIT = 0x1p-53;
    private static final long MAX_32 = 0xFFFFFFFFL;

    private final Pcg64 bits;

    /**
     * A generator at its beginning.
     *
     * @param seed the seed, read as an unsigned number of 64 bits
     */
    public NumpyRandom(long seed) {
        bits = new Pcg64(SeedSequence.words(seed, SEED_WORDS));
    }

    /**
     * Where this generator stands.
     *
     * @return four numbers for {@link #restore}
     */
    public long[] state() {
        return bits.state();
    }

    /**
     * Goes to where a generator of the same seed stood.
     *
     * @param state what {@link #state} gave
     * @throws IllegalArgumentException if it is not of four numbers
     */
    public void restore(long[] state) {
        if (state.length != STATE_NUMBERS) {
            throw new IllegalArgumentException(
                    "the state of a generator is %d numbers, but has %d"
                            .formatted(STATE_NUMBERS, state.length));
        }
        bits.restore(state);
    }

    /**
     * The next 64 random bits.
     *
     * @return any long
     */
    public long nextLong() {
        return bits.next64();
    }

    /**
     * A real number, uniform, as {@code Generator.random()}.
     *
     * @return a number in {@code [0, 1)}
     */
    public double random() {
        return (bits.next64() >>> 11) * UNIT;
    }

    /**
     * A real number, uniform, as {@code Generator.uniform(low, high)}.
     *
     * @param low the lower bound
     * @param high the upper bound
     * @return a number in {@code [low, high)}
     */
    public double uniform(double low, double high) {
        return low + (high - low) * random();
    }

    /**
     * A whole number, each equally likely, as {@code Generator.integers(low, high)} (Lemire 2019).
     *
     * @param low the least number
     * @param high the upper bound, above {@code low}
     * @return a number from {@code low} to {@code high - 1}
     * @throws IllegalArgumentException if {@code low} is not below {@code high}
     */
    public long integers(long low, long high) {
        if (low >= high) {
            throw new IllegalArgumentException(
                    "low must be below high, but they are " + low + " and " + high);
        }
        long span = high - 1 - low;
        if (span == 0) {
            return low;
        }
        if (Long.compareUnsigned(span, MAX_32) <= 0) {
            return low + below32(span + 1);
        }
        return low + below64(span + 1);
    }

    /**
     * A whole number, each equally likely, for bounds that are ints.
     *
     * @param low the least number
     * @param high the upper bound, above {@code low}
     * @return a number from {@code low} to {@code high - 1}
     * @throws IllegalArgumentException if {@code low} is not below {@code high}
     */
    public int integers(int low, int high) {
        return (int) integers((long) low, (long) high);
    }

    private long below32(long bound) {
        if (bound > MAX_32) {
            return bits.next32() & MAX_32;
        }
        long product = (bits.next32() & MAX_32) * bound;
        if ((product & MAX_32) < bound) {
            long threshold = ((1L << 32) - bound) % bound;
            while ((product & MAX_32) < threshold) {
                product = (bits.next32() & MAX_32) * bound;
            }
        }
        return product >>> 32;
    }

    private long below64(long bound) {
        long random = bits.next64();
        long low = random * bound;
        if (Long.compareUnsigned(low, bound) < 0) {
            long threshold = Long.remainderUnsigned(-bound, bound);
            while (Long.compareUnsigned(low, threshold) < 0) {
                random = bits.next64();
                low = random * bound;
            }
        }
        return Pcg64.multiplyHighUnsigned(random, bound);
    }

    /**
     * One element, each equally likely, as {@code Generator.choice(list)}.
     *
     * @param <T> the type of the elements
     * @param elements at least one element
     * @return one of them
     * @throws IllegalArgumentException if the list is empty
     */
    public <T> T choice(List<T> elements) {
        return elements.get(integers(0, elements.size()));
    }

    /**
     * A real number of the normal distribution, as {@code Generator.normal(mean, deviation)}.
     *
     * @param mean the mean
     * @param deviation the standard deviation, at least 0
     * @return any number
     * @throws IllegalArgumentException if the deviation is negative
     */
    public double normal(double mean, double deviation) {
        if (!(deviation >= 0)) {
            throw new IllegalArgumentException("deviation must be at least 0, but is " + deviation);
        }
        return mean + deviation * Ziggurat.draw(this);
    }

    /**
     * The numbers from 0 to {@code count - 1} in a random order, as {@code
     * Generator.permutation(count)}.
     *
     * @param count how many, at least 0
     * @return a new array
     */
    public int[] permutation(int count) {
        int[] numbers = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = upTo(i);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
        return numbers;
    }

    /** A number from 0 to a bound, by rejection, as NumPy draws it for shuffling. */
    private int upTo(int bound) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(bound);
        int number = bits.next32() & mask;
        while (number > bound) {
            number = bits.next32() & mask;
        }
        return number;
    }

    /**
     * Brings elements into a random order, as {@code Generator.shuffle(list)}.
     *
     * @param elements a list that can be changed
     */
    public void shuffle(List<?> elements) {
        for (int i = elements.size() - 1; i > 0; i--) {
            Collections.swap(elements, i, upTo(i));
        }
    }
}
