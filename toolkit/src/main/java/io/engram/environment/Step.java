package io.engram.environment;

import io.engram.space.Observation;
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
     * Whether the episode is over, for either reason.
     *
     * @return true on the last step of an episode
     */
    public boolean done() {
        return terminated || truncated;
    }
}
