package io.engram.training;

import java.util.Map;

/**
 * How far a run has come: what a live view shows.
 *
 * @param runName the run's name
 * @param update the number of updates made
 * @param totalUpdates the number of updates to make; an estimate where a time is given
 * @param environmentSteps the number of environment steps taken
 * @param stepsPerSecond environment steps per second, of the last update
 * @param curveSteps environment steps at each point of the curve
 * @param curveMean the mean return of the latest episodes at each point; NaN where none had ended
 * @param curveLow mean minus standard deviation
 * @param curveHigh mean plus standard deviation
 * @param secondName what a second curve shows: success where the task measures it, else entropy
 * @param second its values at each point
 * @param latest the metrics of the last update by name
 * @param note what to tell the user, or an empty text
 */
public record Progress(
        String runName,
        int update,
        long totalUpdates,
        long environmentSteps,
        double stepsPerSecond,
        double[] curveSteps,
        double[] curveMean,
        double[] curveLow,
        double[] curveHigh,
        String secondName,
        double[] second,
        Map<String, Double> latest,
        String note) {}
