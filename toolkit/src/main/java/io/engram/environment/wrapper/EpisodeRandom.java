package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.random.RandomStream;

/**
 * The chance of a wrapper, which comes from the episode's seed alone. Wrappers of one class around
 * each other have streams of their own.
 */
final class EpisodeRandom {
    private final String purpose;
    private final int index;
    private RandomStream stream;

    EpisodeRandom(EnvironmentWrapper owner) {
        purpose = owner.getClass().getSimpleName();
        int alike = 0;
        for (Environment each = owner.inner();
                each instanceof EnvironmentWrapper wrapper;
                each = wrapper.inner()) {
            alike += each.getClass() == owner.getClass() ? 1 : 0;
        }
        index = alike;
        begin(0);
    }

    void begin(long seed) {
        stream = RandomStream.of(seed, purpose, index);
    }

    /** Whether something of a probability happens now. */
    boolean happens(double probability) {
        return stream.nextDouble() < probability;
    }

    double nextGaussian() {
        return stream.nextGaussian();
    }

    void save(SnapshotWriter to) {
        to.put(stream.save());
    }

    void load(SnapshotReader from) {
        stream = RandomStream.restored(from.nextBytes());
    }

    static double requireProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be 0 to 1, but is " + probability);
        }
        return probability;
    }
}
