package io.engram.environments.random;

/**
 * Spreads a seed over the words that a generator starts from, as NumPy's SeedSequence does, which
 * follows the randutils of O'Neill (2015). All arithmetic is modulo 2^32.
 */
final class SeedSequence {
    private static final int POOL_SIZE = 4;

    private SeedSequence() {}

    /** The words of a seed, read as an unsigned number of 64 bits. */
    static long[] words(long seed, int count) {
        int[] pool = pool(seed);
        var words = new long[count];
        int constant = 0x8b51f9dd;
        for (int i = 0; i < 2 * count; i++) {
            int value = pool[i % POOL_SIZE] ^ constant;
            constant *= 0x58f38ded;
            value *= constant;
            value ^= value >>> 16;
            words[i / 2] |= (value & 0xFFFFFFFFL) << (32 * (i % 2));
        }
        return words;
    }

    private static int[] pool(long seed) {
        var hash = new Hash();
        int[] pool = {hash.of((int) seed), hash.of((int) (seed >>> 32)), hash.of(0), hash.of(0)};
        for (int from = 0; from < POOL_SIZE; from++) {
            for (int to = 0; to < POOL_SIZE; to++) {
                if (from != to) {
                    pool[to] = mix(pool[to], hash.of(pool[from]));
                }
            }
        }
        return pool;
    }

    private static int mix(int x, int y) {
        int mixed = 0xca01f9dd * x - 0x4973f715 * y;
        return mixed ^ mixed >>> 16;
    }

    /** A hash whose constant changes with every use. */
    private static final class Hash {
        private int constant = 0x43b0d7e5;

        int of(int word) {
            int value = word ^ constant;
            constant *= 0x931e8875;
            value *= constant;
            return value ^ value >>> 16;
        }
    }
}
