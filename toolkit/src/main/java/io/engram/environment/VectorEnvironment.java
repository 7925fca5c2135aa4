package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * N environments of one kind that step together and begin again by themselves.
 *
 * <pre>{@code
 * var envs = VectorEnvironment.of(16, () -> new MaskVelocity(new CartPole()));
 * }</pre>
 */
public interface VectorEnvironment extends AutoCloseable {

    /**
     * N environments on the calling thread: best for tasks that step in microseconds.
     *
     * @param count N, at least 1
     * @param factory makes one environment; it is called N times
     * @return the environments
     */
    static VectorEnvironment of(int count, Supplier<? extends Environment> factory) {
        return new SyncVectorEnvironment(count, factory);
    }

    /**
     * N environments shared among threads of their own: for tasks that take long to step. The
     * results are the same bits as those of {@link #of}.
     *
     * @param count N, at least 1
     * @param threads the number of threads, 1 to N
     * @param factory makes one environment; it is called N times
     * @return the environments
     */
    static VectorEnvironment parallel(
            int count, int threads, Supplier<? extends Environment> factory) {
        return new ParallelVectorEnvironment(count, threads, factory);
    }

    /**
     * The number of environments.
     *
     * @return N
     */
    int count();

    /**
     * What each environment shows.
     *
     * @return the space
     */
    ObservationSpace observationSpace();

    /**
     * What can be done in each environment.
     *
     * @return the space
     */
    ActionSpace actionSpace();

    /**
     * Begins an episode in every environment.
     *
     * @param seed the seed from which each environment's own stream of episode seeds is made
     * @return N first observations
     */
    Observation[] reset(long seed);

    /**
     * Takes one action in each environment; those that end begin again at once.
     *
     * @param actions N actions
     * @return what they led to
     * @throws EnvironmentException if an environment returns a wrong observation or a reward that
     *     is not finite; the message names the environment and the step
     */
    VectorStep step(Action[] actions);

    /**
     * Where the environments stand now.
     *
     * @return a state for {@link #restore}
     */
    VectorState state();

    /**
     * Brings the environments back to a saved state.
     *
     * @param state what {@link #state} gave
     * @return the N observations to act on next
     */
    Observation[] restore(VectorState state);

    /**
     * How to make one of these environments again by name.
     *
     * @return the description, or empty if {@link Environments} does not know it
     */
    Optional<EnvironmentSpec> spec();

    /**
     * The normaliser of the observations, which a policy carries with it.
     *
     * @return the normaliser, or empty if observations are shown as they are
     */
    default Optional<ObservationNormalizer> observationNormalizer() {
        return Optional.empty();
    }

    /** Closes every environment and ends their threads. */
    @Override
    void close();
}
