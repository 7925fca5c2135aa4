package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * One task, one agent, one episode at a time.
 *
 * <p>An environment is deterministic: the same seed and the same actions lead to the same steps, to
 * the last bit. Training runs rely on it to come back in mid-episode from a checkpoint. It is used
 * by one thread at a time.
 *
 * <pre>{@code
 * class Corridor implements Environment {
 *     private int position;
 *     public ObservationSpace observationSpace() { return ObservationSpace.vector(1); }
 *     public ActionSpace actionSpace() { return ActionSpace.discrete(2); }
 *     public Observation reset(long seed) { position = 0; return Observation.of(0); }
 *     public Step step(Action action) {
 *         position += action.choice() == 1 ? 1 : -1;
 *         return new Step(Observation.of(position), -0.1, position == 5, position == -5);
 *     }
 * }
 * }</pre>
 */
public interface Environment extends AutoCloseable {

    /**
     * What is seen.
     *
     * @return the same space at every call
     */
    ObservationSpace observationSpace();

    /**
     * What can be done.
     *
     * @return the same space at every call
     */
    ActionSpace actionSpace();

    /**
     * Begins an episode.
     *
     * @param seed the only source of this episode's randomness
     * @return the first observation
     */
    Observation reset(long seed);

    /**
     * Takes one action.
     *
     * @param action an action of {@link #actionSpace()}
     * @return what it led to
     */
    Step step(Action action);

    /**
     * Draws the present state.
     *
     * @return a picture of the same size at every call
     * @throws IllegalStateException if this environment has no picture
     */
    default BufferedImage render() {
        throw new IllegalStateException(
                getClass().getSimpleName() + " has no picture: override render() to film it");
    }

    /**
     * The number of pictures that make one second of film at the task's natural speed.
     *
     * @return 30 unless overridden
     */
    default int framesPerSecond() {
        return 30;
    }

    /**
     * Which elements of the observation are velocities, for {@link MaskVelocity}.
     *
     * @return indices into the observation; empty if there are none or if nobody said
     */
    default int[] velocityIndices() {
        return new int[0];
    }

    /**
     * How to make this environment again by name, as checkpoints do.
     *
     * @return the description, or empty if {@link Environments} does not know this environment
     */
    default Optional<EnvironmentSpec> spec() {
        return Optional.empty();
    }

    /**
     * What there is to know about this environment.
     *
     * @return the description, or empty if nobody wrote one
     */
    default Optional<EnvironmentDescription> description() {
        return Optional.empty();
    }

    /** Releases what the environment holds; most hold nothing. */
    @Override
    default void close() {}
}
