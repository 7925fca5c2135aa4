package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One environment, checked at every step, with the sums of its present episode. It does not begin
 * again by itself.
 */
public final class EpisodeTracker {
    private final Environment environment;
    private final int index;
    private final StepCheck check;
    private double summedReward;
    private int length;
    private boolean done;
    private Map<String, Double> lastInfo = Map.of();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Optional<RemoteEnvironment> remote;

    /**
     * Tracks an environment.
     *
     * @param environment the environment
     * @param index its number, for messages
     */
    public EpisodeTracker(Environment environment, int index) {
        this(environment, index, new StepCheck(environment, index));
    }

    /**
     * Tracks an environment that is not one of several, so that messages give it no number.
     *
     * @param environment the environment
     */
    public EpisodeTracker(Environment environment) {
        this(environment, 0, new StepCheck(environment));
    }

    private EpisodeTracker(Environment environment, int index, StepCheck check) {
        this.environment = environment;
        this.index = index;
        this.check = check;
        remote = RemoteEnvironment.inside(environment);
    }

    /** Whether the environment works elsewhere, so that telling it early makes a difference. */
    boolean isRemote() {
        return remote.isPresent();
    }

    /**
     * Tells an environment that works elsewhere that {@link #reset} comes next; any other one is
     * told nothing.
     *
     * @param seed the seed
     * @throws EnvironmentException if the environment fails
     */
    public void expectReset(long seed) {
        if (remote.isPresent()) {
            try {
                remote.get().expectReset(seed);
            } catch (RuntimeException e) {
                throw check.threw(0, e);
            }
        }
    }

    /**
     * Tells an environment that works elsewhere that {@link #step} comes next; any other one is
     * told nothing.
     *
     * @param action the action
     * @throws EnvironmentException if the environment fails
     */
    public void expectStep(Action action) {
        if (remote.isPresent()) {
            try {
                remote.get().expectStep(action);
            } catch (RuntimeException e) {
                throw check.threw(length + 1, e);
            }
        }
    }

    /**
     * The environment.
     *
     * @return the environment
     */
    public Environment environment() {
        return environment;
    }

    /**
     * Begins an episode.
     *
     * @param seed its seed
     * @return the first observation
     * @throws EnvironmentException if the environment fails, or its observation is wrong
     */
    public Observation reset(long seed) {
        summedReward = 0;
        length = 0;
        done = false;
        lastInfo = Map.of();
        Observation observation;
        busy.setRelease(true);
        try {
            observation = environment.reset(seed);
        } catch (Exception e) {
            throw check.threw(0, e);
        } finally {
            busy.setRelease(false);
        }
        check.observation(observation, 0);
        return observation;
    }

    /** Where the environment stands, to come back to. */
    VectorState.Middle middle(Snapshot snapshot) {
        return new VectorState.Middle(snapshot, length, summedReward);
    }

    /** Comes back to the middle of an episode; what the last step told comes with the next one. */
    VectorState.Middle restore(VectorState.Middle middle) {
        environment.restore(middle.snapshot());
        length = middle.length();
        summedReward = middle.reward();
        done = false;
        lastInfo = Map.of();
        return middle;
    }

    /**
     * Takes one action.
     *
     * @param action the action
     * @return what it led to
     * @throws EnvironmentException if the environment fails, or what it returns is wrong
     */
    public Step step(Action action) {
        length++;
        Step step;
        busy.setRelease(true);
        try {
            step = environment.step(action);
        } catch (Exception e) {
            throw check.threw(length, e);
        } finally {
            busy.setRelease(false);
        }
        check.step(step, length);
        summedReward += step.reward();
        done = step.done();
        lastInfo = step.info();
        return step;
    }

    /**
     * What the environment is busy with now. Any thread may ask.
     *
     * @return such as {@code CartPole (environment 3) in step 17 of its episode}, or empty while it
     *     waits for an action
     */
    public Optional<String> busy() {
        return busy.getAcquire() ? Optional.of(check.busy(length)) : Optional.empty();
    }

    /**
     * Whether the episode is over.
     *
     * @return true after its last step
     */
    public boolean isDone() {
        return done;
    }

    /**
     * The number of steps so far.
     *
     * @return at least 0
     */
    public int length() {
        return length;
    }

    /**
     * The sum of the rewards so far: as the task gives them, once the episode is over.
     *
     * @return the sum
     */
    public double totalReward() {
        return lastInfo.getOrDefault(Episode.RETURN, summedReward);
    }

    /**
     * The episode that is over.
     *
     * @return its sums and measurements
     */
    public Episode episode() {
        return new Episode(index, totalReward(), length, EpisodeInfo.measurements(lastInfo));
    }
}
