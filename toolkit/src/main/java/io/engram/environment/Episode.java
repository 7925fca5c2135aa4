package io.engram.environment;

import java.util.Map;

/**
 * One finished episode.
 *
 * @param environment which environment of the vector, counted from 0
 * @param totalReward the sum of the rewards as the task gives them, before any wrapper that scales,
 *     clips or normalises them
 * @param length the number of steps
 * @param info the measurements of the last step, for example {@code success}
 */
public record Episode(int environment, double totalReward, int length, Map<String, Double> info) {

    /**
     * The name in the last step's {@code info} of the sum of the rewards as the task gives them.
     * Wrappers that change rewards put it there; vectorised environments turn it into {@link
     * #totalReward}.
     */
    public static final String RETURN = "episode_return";

    /**
     * The name in the last step's {@code info} of the number of steps, if a wrapper counts them.
     */
    public static final String LENGTH = "episode_length";
}
