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
     * Which elements of the observation are velocities, for {@link
     * io.engram.environment.wrapper.MaskVelocity}.
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

    /**
     * Writes down where this environment stands in its episode, so that a long episode can go on
     * from a checkpoint without being played again. Whoever gives a snapshot implements {@link
     * #restore} too.
     *
     * <p>Without snapshots, an environment comes back by playing all actions of its episode again.
     * That takes time and room in every checkpoint (about 7 bytes for an action), so in a vector
     * such an episode is cut off ({@linkplain Step#truncated() truncated}) after 1,000,000 steps.
     *
     * @return the snapshot, asked for between the steps of an episode, or empty (as here) if this
     *     environment cannot give one
     */
    default Optional<Snapshot> snapshot() {
        return Optional.empty();
    }

    /**
     * Comes back to where a {@link #snapshot} was taken, maybe of another environment of the same
     * kind and options: the same actions lead to the same steps, to the last bit. It is called in
     * place of {@link #reset}, at any time.
     *
     * @param snapshot what {@link #snapshot} gave
     * @throws IllegalArgumentException if it is not a snapshot of such an environment
     */
    default void restore(Snapshot snapshot) {
        throw new IllegalArgumentException(
                getClass().getSimpleName()
                        + " gives no snapshots, so it cannot come back from one: override"
                        + " restore(snapshot)");
    }

    /** Releases what the environment holds; most hold nothing. */
    @Override
    default void close() {}
}
