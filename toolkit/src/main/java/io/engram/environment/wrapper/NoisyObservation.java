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
import java.util.Map;
import java.util.Optional;

/**
 * Adds noise from the normal distribution to everything that is shown, each time anew, so that a
 * policy must remember what it saw to know better. All chance comes from the episode's seed; which
 * choices are legal stays as it is.
 *
 * <p>Pixels, which a network sees divided by 255, get 255 times the noise, rounded and kept within
 * 0 to 255.
 *
 * <pre>{@code
 * var envs = Environments.vector("CartPole-v1", 16, env -> new NoisyObservation(env, 0.05));
 * }</pre>
 */
public final class NoisyObservation extends EnvironmentWrapper {
    static final EnvironmentOption<Double> STD =
            EnvironmentOption.number(
                    "std", 0, 0, Double.MAX_VALUE, "standard deviation of the noise");

    private static final int WHITE = 255;

    private final double std;
    private final EpisodeRandom random;

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param std the standard deviation of the noise, in the units of the observation's floats; 1
     *     is all of a pixel's range; at least 0 and finite
     * @throws IllegalArgumentException if {@code std} is negative or not finite
     */
    public NoisyObservation(Environment inner, double std) {
        super(inner);
        if (!(std >= 0 && Double.isFinite(std))) {
            throw new IllegalArgumentException("std must be at least 0 and finite, but is " + std);
        }
        this.std = std;
        random = new EpisodeRandom(this);
    }

    @Override
    protected boolean passesOn() {
        return true;
    }

    @Override
    public Observation reset(long seed) {
        random.begin(seed);
        return noisy(super.reset(seed));
    }

    @Override
    public Step step(Action action) {
        Step step = super.step(action);
        return step.withObservation(noisy(step.observation()));
    }

    private Observation noisy(Observation seen) {
        float[] floats = seen.floatCount() > 0 ? seen.floats().clone() : null;
        for (int i = 0; i < seen.floatCount(); i++) {
            floats[i] = (float) (floats[i] + std * random.nextGaussian());
        }
        byte[] bytes = seen.byteCount() > 0 ? seen.bytes().clone() : null;
        for (int i = 0; i < seen.byteCount(); i++) {
            double noisy = (bytes[i] & 0xFF) + WHITE * std * random.nextGaussian();
            bytes[i] = (byte) Math.round(Math.max(0, Math.min(WHITE, noisy)));
        }
        return seen.with(bytes, floats);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(random::save);
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(snapshot, random::load);
    }

    /** That of the environment inside, and how much noise is added. */
    @Override
    public Optional<EnvironmentDescription> description() {
        return super.description()
                .map(
                        it ->
                                it.observation(
                                        observationSpace(),
                                        it.observation() + "; with noise of deviation " + std));
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("std", std));
    }
}
