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
public record Episode(int environment, double totalReward, int length, Map<String, Double> info) {}
