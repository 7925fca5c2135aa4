package io.engram.evaluation;

import java.util.Map;

/**
 * One episode of an evaluation.
 *
 * @param index which episode, counted from 0
 * @param seed the seed that it began with
 * @param totalReward the sum of the rewards as the task gives them
 * @param length the number of steps
 * @param info the measurements of the last step, for example {@code success}
 */
public record EpisodeResult(
        int index, long seed, double totalReward, int length, Map<String, Double> info) {}
