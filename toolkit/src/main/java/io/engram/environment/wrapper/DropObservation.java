package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Drops what is seen, by chance, and shows zeros or the last observation instead, so that a policy
 * must remember (Hausknecht and Stone 2015). The first observation of an episode is never dropped.
 * All chance comes from the episode's seed; which choices are legal is always shown.
 *
 * <pre>{@code
 * var envs = Environments.vector("CartPole-v1", 16, env -> new DropObservation(env, 0.5));
 * var frozen = new DropObservation(new CartPole(), 0.5, DropObservation.Instead.LAST);
 * }</pre>
 */
public final class DropObservation extends EnvironmentWrapper {

    /** What is shown in place of a dropped observation. */
    public enum Instead {
        /** Zeros: black for images. */
        ZEROS,
        /** What was shown before, as if nothing had moved. */
        LAST;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Instead of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    static final EnvironmentOption<Double> PROBABILITY =
            EnvironmentOption.number("probability", 0, 0, 1, "how likely nothing is seen");
    static final EnvironmentOption<String> INSTEAD =
            EnvironmentOption.text(
                    "instead",
                    Instead.ZEROS.key(),
                    keys(),
                    "what is shown in place of a dropped observation");

    private final double probability;
    private final Instead instead;
    private final EpisodeRandom random;

    /** What was shown before; kept only where it may be shown again. */
    private Observation last;

    /**
     * Goes around an environment, and shows zeros for what is dropped.
     *
     * @param inner the environment
     * @param probability how likely an observation is dropped, 0 to 1
     * @throws IllegalArgumentException if {@code probability} is not 0 to 1
     */
    public DropObservation(Environment inner, double probability) {
        this(inner, probability, Instead.ZEROS);
    }

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param probability how likely an observation is dropped, 0 to 1
     * @param instead what is shown in its place
     * @throws IllegalArgumentException if {@code probability} is not 0 to 1
     */
    public DropObservation(Environment inner, double probability, Instead instead) {
        super(inner);
        this.probability = EpisodeRandom.requireProbability(probability);
        this.instead = Objects.requireNonNull(instead, "instead");
        random = new EpisodeRandom(this);
    }

    private static List<String> keys() {
        return Arrays.stream(Instead.values()).map(Instead::key).toList();
    }

    @Override
    protected boolean passesOn() {
        return true;
    }

    @Override
    public Observation reset(long seed) {
        random.begin(seed);
        Observation first = super.reset(seed);
        keep(first);
        return first;
    }

    @Override
    public Step step(Action action) {
        Step step = super.step(action);
        if (random.happens(probability)) {
            return step.withObservation(dropped(step.observation()));
        }
        keep(step.observation());
        return step;
    }

    private void keep(Observation shown) {
        last = instead == Instead.LAST ? FrameStack.copy(shown) : null;
    }

    private Observation dropped(Observation seen) {
        byte[] bytes = null;
        float[] floats = null;
        if (seen.byteCount() > 0) {
            bytes = last == null ? new byte[seen.byteCount()] : last.bytes().clone();
        }
        if (seen.floatCount() > 0) {
            floats = last == null ? new float[seen.floatCount()] : last.floats().clone();
        }
        return seen.with(bytes, floats);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(
                to -> {
                    random.save(to);
                    if (instead == Instead.LAST) {
                        to.put(last);
                    }
                });
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(
                snapshot,
                from -> {
                    random.load(from);
                    last = instead == Instead.LAST ? from.nextObservation() : null;
                });
    }

    /** That of the environment inside, and how often nothing is seen. */
    @Override
    public Optional<EnvironmentDescription> description() {
        String text =
                "; with probability %s %s"
                        .formatted(
                                probability,
                                instead == Instead.ZEROS ? "zeros" : "what was seen before");
        return super.description()
                .map(it -> it.observation(observationSpace(), it.observation() + text));
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(
                instead == Instead.ZEROS
                        ? Map.of("probability", probability)
                        : Map.of("probability", probability, "instead", instead.key()));
    }
}
