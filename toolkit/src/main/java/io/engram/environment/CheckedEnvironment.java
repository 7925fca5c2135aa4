package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.Optional;

/**
 * An environment that describes itself and is used in the right order: it refuses an action that is
 * not in its space, a step before the first reset or after the end of an episode, and any use after
 * it was closed, each with one clear message. A subclass writes the task only.
 *
 * <pre>{@code
 * public final class Corridor extends CheckedEnvironment {
 *     private static final EnvironmentOption<Integer> LENGTH =
 *             EnvironmentOption.integer("length", 5, 2, 100, "cells to the right end");
 *     private final int length;
 *     private int position;
 *
 *     public Corridor(EnvironmentOptions options) {
 *         super(
 *                 EnvironmentDescription.of("Corridor-v0", "Walk to the right end.")
 *                         .observation(ObservationSpace.vector(1), "the position")
 *                         .action(ActionSpace.discrete(2), "left, right")
 *                         .stepLimit(200)
 *                         .options(LENGTH),
 *                 options);
 *         length = options.get(LENGTH);
 *     }
 *
 *     protected Observation begin(long seed) {
 *         position = 0;
 *         return Observation.of(0);
 *     }
 *
 *     protected Step advance(Action action) {
 *         position += action.choice() == 1 ? 1 : -1;
 *         return new Step(Observation.of(position), -0.1, position == length, steps() >= 200);
 *     }
 * }
 * }</pre>
 */
public abstract class CheckedEnvironment implements Environment {
    private final EnvironmentDescription description;
    private final ObservationSpace observationSpace;
    private final ActionSpace actionSpace;
    private final Map<String, Object> changed;
    private Phase phase = Phase.NEW;
    private long seed;
    private int steps;

    private enum Phase {
        NEW,
        RUNNING,
        OVER,
        CLOSED
    }

    /**
     * Takes the description and checks the options.
     *
     * @param description the id, both spaces, and all options
     * @param options what was given; every option of the description is read and checked
     * @throws IllegalArgumentException if an option is not of the description, or its value is not
     *     legal
     */
    protected CheckedEnvironment(EnvironmentDescription description, EnvironmentOptions options) {
        this.description = description;
        observationSpace = description.observationSpace();
        actionSpace = description.actionSpace();
        changed = options.changed(description.options());
        options.requireAllKnown();
    }

    /**
     * Begins an episode.
     *
     * @param seed the only source of this episode's randomness
     * @return the first observation
     */
    protected abstract Observation begin(long seed);

    /**
     * Takes one action of an episode that is not over.
     *
     * @param action an action of the space
     * @return what it led to
     */
    protected abstract Step advance(Action action);

    /**
     * Draws the present state.
     *
     * @return a picture of the same size at every call
     * @throws IllegalStateException if this environment has no picture
     */
    protected BufferedImage draw() {
        return Environment.super.render();
    }

    /**
     * Writes down everything that {@link #advance} changes, so that {@link #load} can read it back:
     * see {@link Environment#snapshot}. The seed and {@link #steps()} need not be written.
     *
     * @param to takes the values
     * @return whether everything was written; false, as here, if this environment comes back by
     *     playing its actions again
     */
    protected boolean save(SnapshotWriter to) {
        return false;
    }

    /**
     * Reads back what {@link #save} wrote, in the same order. The same episode has just begun:
     * {@link #begin} was called with its seed.
     *
     * @param from gives the values
     */
    protected void load(SnapshotReader from) {
        Environment.super.restore(null);
    }

    /** Releases what the environment holds, once; most hold nothing. */
    protected void release() {}

    /**
     * The number of steps of this episode.
     *
     * @return 1 in the first {@link #advance}
     */
    protected final int steps() {
        return steps;
    }

    @Override
    public final ObservationSpace observationSpace() {
        return observationSpace;
    }

    @Override
    public final ActionSpace actionSpace() {
        return actionSpace;
    }

    @Override
    public final Observation reset(long episodeSeed) {
        requireOpen();
        seed = episodeSeed;
        steps = 0;
        Observation first = begin(seed);
        phase = Phase.RUNNING;
        return first;
    }

    @Override
    public final Step step(Action action) {
        if (phase != Phase.RUNNING) {
            throw notRunning();
        }
        if (!actionSpace.contains(action)) {
            throw new IllegalArgumentException(
                    "the action of %s %s".formatted(description.id(), actionSpace.refusal(action)));
        }
        steps++;
        Step step = advance(action);
        if (step.done()) {
            phase = Phase.OVER;
        }
        return step;
    }

    private IllegalStateException notRunning() {
        requireOpen();
        return new IllegalStateException(
                phase == Phase.NEW
                        ? "call reset(seed) to begin an episode of " + description.id()
                        : "the episode of %s is over after %d steps; call reset(seed) to begin another"
                                .formatted(description.id(), steps));
    }

    private void requireOpen() {
        if (phase == Phase.CLOSED) {
            throw new IllegalStateException(
                    description.id() + " is closed; make another with Environments.make(…)");
        }
    }

    @Override
    public final BufferedImage render() {
        requireOpen();
        if (phase == Phase.NEW) {
            throw new IllegalStateException(
                    "there is nothing to draw yet: call reset(seed) to begin an episode of "
                            + description.id());
        }
        return draw();
    }

    @Override
    public final Optional<Snapshot> snapshot() {
        requireOpen();
        SnapshotWriter writer = Snapshot.writer().put(seed).put(steps);
        return phase == Phase.RUNNING && save(writer)
                ? Optional.of(writer.snapshot())
                : Optional.empty();
    }

    @Override
    public final void restore(Snapshot snapshot) {
        requireOpen();
        phase = Phase.NEW;
        SnapshotReader reader = snapshot.reader();
        seed = reader.nextLong();
        steps = 0;
        begin(seed);
        steps = reader.nextInt(0, Integer.MAX_VALUE);
        load(reader);
        reader.requireEnd();
        phase = Phase.RUNNING;
    }

    @Override
    public final Optional<EnvironmentSpec> spec() {
        return Optional.of(EnvironmentSpec.of(description.id(), changed));
    }

    @Override
    public final Optional<EnvironmentDescription> description() {
        return Optional.of(description);
    }

    @Override
    public final void close() {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            release();
        }
    }
}
