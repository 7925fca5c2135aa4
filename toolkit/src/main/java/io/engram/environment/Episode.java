package io.engram.environment;

import io.engram.text.PlainText;
import java.util.Map;
import java.util.TreeMap;

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
     * Takes the measurements under names that any file can hold.
     *
     * @param environment which environment of the vector, counted from 0
     * @param totalReward the sum of the rewards as the task gives them
     * @param length the number of steps
     * @param info the measurements of the last step
     */
    public Episode {
        if (info != null && info.keySet().stream().anyMatch(Episode::isNotPlain)) {
            var plain = new TreeMap<String, Double>();
            info.forEach((name, value) -> plain.put(PlainText.of(name), value));
            info = plain;
        }
    }

    private static boolean isNotPlain(String name) {
        return !PlainText.of(name).equals(name);
    }

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
