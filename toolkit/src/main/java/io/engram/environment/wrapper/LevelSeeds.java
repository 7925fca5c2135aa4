package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import java.util.Map;
import java.util.Optional;

/**
 * Plays only some levels: each episode takes one of {@code count} seeds from {@code first} on, each
 * equally likely. Train on some seeds and test on others to see whether a policy learned the task
 * or its levels.
 *
 * <pre>{@code
 * var train = new LevelSeeds(Environments.make("MiniGrid-MemoryS9-v0"), 0, 99);
 * var test = new LevelSeeds(Environments.make("MiniGrid-MemoryS9-v0"), 1_000, 99);
 * }</pre>
 */
public final class LevelSeeds extends EnvironmentWrapper {
    static final EnvironmentOption<Integer> FIRST =
            EnvironmentOption.integer("first", 0, 0, Integer.MAX_VALUE, "the first seed");
    static final EnvironmentOption<Integer> COUNT =
            EnvironmentOption.integer("count", 1, 1, Integer.MAX_VALUE, "how many seeds");

    private final int first;
    private final int count;

    /**
     * Limits the seeds of an environment.
     *
     * @param inner the environment
     * @param first the first seed, at least 0
     * @param count how many seeds, at least 1
     * @throws IllegalArgumentException if {@code first} or {@code count} is out of its range
     */
    public LevelSeeds(Environment inner, int first, int count) {
        super(inner);
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "first must be at least 0 and count at least 1, but they are %d and %d"
                            .formatted(first, count));
        }
        this.first = first;
        this.count = count;
    }

    @Override
    public Observation reset(long seed) {
        return super.reset(first + (long) RandomStream.of(seed, "level").nextInt(count));
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(to -> {});
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> {});
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("first", first, "count", count));
    }
}
