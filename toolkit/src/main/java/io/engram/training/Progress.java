package io.engram.training;

import java.util.Map;

/**
 * How far a training run has come.
 *
 * @param runName the name of the run
 * @param update the updates done so far, from 0
 * @param totalUpdates the updates that there will be, at least 1
 * @param environmentSteps the environment steps taken so far, over all environments
 * @param stepsPerSecond environment steps per second of wall time, lately
 * @param curveSteps the environment steps at each point of the curve, ascending
 * @param curveMean the mean episode return at each point; NaN where no episode has ended yet
 * @param curveLow the lower edge of the band at each point
 * @param curveHigh the upper edge of the band at each point
 * @param latest the newest metrics by name, in the order in which to show them
 * @param note a short remark, for example where the checkpoint lies; empty if there is none
 */
public record Progress(
        String runName,
        int update,
        int totalUpdates,
        long environmentSteps,
        double stepsPerSecond,
        double[] curveSteps,
        double[] curveMean,
        double[] curveLow,
        double[] curveHigh,
        Map<String, Double> latest,
        String note) {}
