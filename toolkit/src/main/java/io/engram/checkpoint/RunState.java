package io.engram.checkpoint;

import io.engram.agent.LearnerState;
import io.engram.environment.Episode;
import io.engram.environment.VectorState;
import io.engram.network.FlatParameters;
import java.util.List;

/**
 * Where a run stands between two updates: everything that the next update depends on. Nothing in it
 * is changed afterwards.
 *
 * @param update the number of updates made
 * @param environmentSteps the number of environment steps taken
 * @param trainingSeconds the time spent in training
 * @param layout the places of the parameters in the flat arrays
 * @param learner parameters, moments and random streams
 * @param hiddenState layers · N · H numbers: the memory of each environment's episode
 * @param environments where the environments stand
 * @param recentEpisodes the last episodes, oldest first
 * @param metrics one row for each update
 */
public record RunState(
        long update,
        long environmentSteps,
        double trainingSeconds,
        List<FlatParameters.Entry> layout,
        LearnerState learner,
        float[] hiddenState,
        VectorState environments,
        List<Episode> recentEpisodes,
        MetricHistory metrics) {}
