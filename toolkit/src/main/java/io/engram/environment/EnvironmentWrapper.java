package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An environment around another one. It passes everything on; a subclass changes what it wants to.
 *
 * <pre>{@code
 * class Impatient extends EnvironmentWrapper {
 *     Impatient(Environment inner) { super(inner); }
 *     public Step step(Action action) {
 *         Step step = super.step(action);
 *         return step.withReward(step.reward() - 0.01);
 *     }
 * }
 * }</pre>
 */
public abstract class EnvironmentWrapper implements Environment {
    private final Environment inner;

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     */
    protected EnvironmentWrapper(Environment inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    /**
     * The environment inside.
     *
     * @return the environment that was given to the constructor
     */
    public final Environment inner() {
        return inner;
    }

    /**
     * How {@link Environments} makes this wrapper again.
     *
     * @return name and options, for {@link EnvironmentProvider#wrappers()}, or empty (as here) if
     *     nobody makes this wrapper by name, so that {@link #spec()} does not promise what would
     *     come back without it
     */
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return Optional.empty();
    }

    /**
     * A wrapping that is named as its class, for {@link #wrapping()}.
     *
     * @param options its options
     * @return name and options
     */
    protected final Optional<EnvironmentSpec.Wrapping> named(Map<String, Object> options) {
        return Optional.of(new EnvironmentSpec.Wrapping(getClass().getSimpleName(), options));
    }

    /**
     * Whether {@link #reset} and {@link #step} of this wrapper begin with those of the environment
     * inside, with the same seed and the same action. If so, and it works elsewhere, it is told of
     * them early: see {@link RemoteEnvironment}.
     *
     * @return false, as here, if a seed or an action may become another one, or none
     */
    protected boolean passesOn() {
        return false;
    }

    @Override
    public final Optional<EnvironmentSpec> spec() {
        return inner.spec()
                .flatMap(spec -> wrapping().map(it -> spec.wrapped(it.name(), it.options())));
    }

    /**
     * A snapshot of the environment inside and of this wrapper, for {@link #snapshot()}. A wrapper
     * that does not override it gives none, since nobody knows what it remembers.
     *
     * @param own writes what this wrapper remembers of the episode, maybe nothing
     * @return the snapshot, or empty if the environment inside gives none
     */
    protected final Optional<Snapshot> snapshotWith(Consumer<SnapshotWriter> own) {
        return inner.snapshot()
                .map(
                        it -> {
                            SnapshotWriter writer = Snapshot.writer().put(it.bytes());
                            own.accept(writer);
                            return writer.snapshot();
                        });
    }

    /**
     * Reads back what {@link #snapshotWith} wrote, for {@link #restore}.
     *
     * @param snapshot the snapshot
     * @param own reads what this wrapper wrote
     */
    protected final void restoreWith(Snapshot snapshot, Consumer<SnapshotReader> own) {
        SnapshotReader reader = snapshot.reader();
        inner.restore(Snapshot.of(reader.nextBytes()));
        own.accept(reader);
        reader.requireEnd();
    }

    @Override
    public ObservationSpace observationSpace() {
        return inner.observationSpace();
    }

    @Override
    public ActionSpace actionSpace() {
        return inner.actionSpace();
    }

    @Override
    public Observation reset(long seed) {
        return inner.reset(seed);
    }

    @Override
    public Step step(Action action) {
        return inner.step(action);
    }

    @Override
    public BufferedImage render() {
        return inner.render();
    }

    @Override
    public int framesPerSecond() {
        return inner.framesPerSecond();
    }

    @Override
    public int[] velocityIndices() {
        return inner.velocityIndices();
    }

    /** That of the environment inside, with the spaces of this one. */
    @Override
    public Optional<EnvironmentDescription> description() {
        return inner.description()
                .map(
                        it ->
                                it.observation(observationSpace(), it.observation())
                                        .action(actionSpace(), it.action()));
    }

    @Override
    public void close() {
        inner.close();
    }
}
