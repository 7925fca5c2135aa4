package io.engram.environment;

import io.engram.space.Observation;
import java.util.HashMap;
import java.util.Map;

/**
 * What one action led to.
 *
 * @param observation what is seen after the action; on the last step, the final observation
 * @param reward the reward of this action, finite
 * @param terminated whether the episode ended by itself: nothing follows this state
 * @param truncated whether the episode was cut off, for example by a time limit: something would
 *     have followed
 * @param info measurements of the last step by name, for example {@code success} as 0 or 1; empty
 *     for most steps
 */
public record Step(
        Observation observation,
        double reward,
        boolean terminated,
        boolean truncated,
        Map<String, Double> info) {

    /**
     * A step with no measurements.
     *
     * @param observation what is seen after the action
     * @param reward the reward of this action
     * @param terminated whether the episode ended by itself
     * @param truncated whether the episode was cut off
     */
    public Step(Observation observation, double reward, boolean terminated, boolean truncated) {
        this(observation, reward, terminated, truncated, Map.of());
    }

    /**
     * A step within an episode.
     *
     * @param observation what is seen after the action
     * @param reward the reward of this action
     * @return the step, neither terminated nor truncated
     */
    public static Step of(Observation observation, double reward) {
        return new Step(observation, reward, false, false);
    }

    /**
     * This step with something else to see, as a wrapper shows it.
     *
     * @param other what is seen after the action
     * @return a step that is otherwise the same
     */
    public Step withObservation(Observation other) {
        return new Step(other, reward, terminated, truncated, info);
    }

    /**
     * This step with another reward, as a wrapper gives it. A wrapper that changes rewards tells of
     * their unchanged sum: {@link Episode#RETURN}.
     *
     * @param other the reward, finite
     * @return a step that is otherwise the same
     */
    public Step withReward(double other) {
        return new Step(observation, other, terminated, truncated, info);
    }

    /**
     * This step with one more measurement. One of that name that is there already stays: it is
     * nearer to the task.
     *
     * @param name what is measured, for example {@link Episode#RETURN}
     * @param value the measurement
     * @return a step that is otherwise the same
     */
    public Step reporting(String name, double value) {
        if (info.containsKey(name)) {
            return this;
        }
        var all = new HashMap<>(info);
        all.put(name, value);
        return new Step(observation, reward, terminated, truncated, Map.copyOf(all));
    }

    /**
     * Whether the episode is over, for either reason.
     *
     * @return true on the last step of an episode
     */
    public boolean done() {
        return terminated || truncated;
    }
}
