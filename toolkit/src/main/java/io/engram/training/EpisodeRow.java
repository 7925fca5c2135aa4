package io.engram.training;

import io.engram.environment.Episode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finished episode of training, as a row of {@code episodes.csv}.
 *
 * @param update in which update it ended, counted from 1
 * @param environmentSteps the environment steps of the run by then
 * @param seconds the seconds of training by then
 * @param episode the episode
 */
record EpisodeRow(long update, long environmentSteps, double seconds, Episode episode) {
    /** What every row has. */
    static final List<String> COLUMNS =
            List.of("update", "environment_steps", "environment", "return", "length", "seconds");

    double[] numbers() {
        return new double[] {
            update,
            environmentSteps,
            episode.environment(),
            episode.totalReward(),
            episode.length(),
            seconds
        };
    }

    /** What the task measured, under names that no other column has. */
    Map<String, Double> measurements() {
        var measurements = new TreeMap<String, Double>();
        episode.info()
                .forEach(
                        (name, value) ->
                                measurements.put(
                                        COLUMNS.contains(name) ? "info_" + name : name, value));
        return measurements;
    }
}
