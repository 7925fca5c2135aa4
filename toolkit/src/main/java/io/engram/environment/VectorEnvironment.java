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
     * @throws IllegalArgumentException if the environments are fewer than 1 or not of one kind
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
     * @throws IllegalArgumentException if the environments are fewer than 1 or not of one kind, or
     *     the threads are not 1 to N
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
     * @throws IllegalStateException before a reset or restore, after a failure, or after closing
     */
    VectorState state();

    /**
     * Brings the environments back to a saved state.
     *
     * @param state what {@link #state} gave
     * @return the N observations to act on next
     * @throws IllegalArgumentException if the state is of another number of environments, or was
     *     normalised otherwise
     * @throws EnvironmentException if an environment does not come back by playing its actions
     *     again: if it shows something else than it did before
     */
    Observation[] restore(VectorState state);

    /**
     * Makes one more environment like these, with the wrappers that each of them has, but without
     * what normalises all of them together: for an evaluation that leaves these alone.
     *
     * @return the environment, to be closed by the caller
     * @throws IllegalArgumentException if the factory does not make another
     */
    Environment newEnvironment();

    /**
     * How to make one of these environments again by name.
     *
     * @return the description, or empty if {@link Environments} does not know it
     */
    Optional<EnvironmentSpec> spec();

    /**
     * Which task these environments are.
     *
     * @return the task, or empty if they are of several
     */
    Optional<Task> task();

    /**
     * Gives these environments to a run: what another one did in them, this one would not see.
     * Closing the run closes them. A newer run of the same name takes them over.
     *
     * @param run the run's name
     * @return the claim, which tells whether they still belong to the run
     * @throws IllegalStateException if they belong to a run of another name, or are closed
     */
    Claim claim(String run);

    /**
     * How to make these environments again, given one of them.
     *
     * @return how many there are, their threads, and what is normalised
     */
    VectorSpec vectorSpec();

    /**
     * Which environment is busy with a step or a reset now, the first if there are several. Any
     * thread may ask.
     *
     * @return such as {@code CartPole (environment 3) in step 17 of its episode}; empty if none is,
     *     or if this vector cannot tell
     */
    default Optional<String> busy() {
        return Optional.empty();
    }

    /**
     * The normaliser of the observations, which a policy carries with it.
     *
     * @return the normaliser, or empty if observations are shown as they are
     */
    default Optional<ObservationNormalizer> observationNormalizer() {
        return Optional.empty();
    }

    /**
     * These environments with every float of an observation, in whichever part, brought to mean 0
     * and variance 1, as measured so far (clipped to ±10). Bytes stay as they are, since networks
     * see them divided by 255. The statistics change with {@link #reset} and {@link #step} and are
     * part of {@link #state}.
     *
     * @return environments around these, which they close
     * @throws IllegalArgumentException if observations are bytes only, or are normalised already
     */
    default VectorEnvironment normalizeObservations() {
        return new NormalizedObservations(this, NormalizedObservations.normalizerFor(this));
    }

    /**
     * These environments with observations normalised by a given normaliser, for example the {@link
     * ObservationNormalizer#frozen() frozen} one of a trained policy.
     *
     * @param normalizer the normaliser; unless it is frozen, its statistics change with {@link
     *     #reset} and {@link #step}
     * @return environments around these, which they close
     * @throws IllegalArgumentException if the normaliser is for another size, or observations are
     *     normalised already
     */
    default VectorEnvironment normalizeObservations(ObservationNormalizer normalizer) {
        return new NormalizedObservations(this, normalizer);
    }

    /**
     * These environments with rewards divided by the running standard deviation of the discounted
     * return (clipped to ±10), as Stable-Baselines3 does. {@link Episode#totalReward} stays that of
     * the task.
     *
     * @param gamma the discount of the return, 0 to 1: that of the agent
     * @return environments around these, which they close
     * @throws IllegalArgumentException if gamma is out of its range
     */
    default VectorEnvironment normalizeRewards(double gamma) {
        return new NormalizedRewards(this, gamma);
    }

    /** Closes every environment and ends their threads. */
    @Override
    void close();
}
