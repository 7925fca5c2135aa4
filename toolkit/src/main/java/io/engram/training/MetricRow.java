package io.engram.training;

import java.util.Map;

/**
 * The metrics of one update.
 *
 * @param update which update, counted from 1
 * @param environmentSteps the environment steps taken by then
 * @param values the metrics by name, in the order of the table's columns
 */
public record MetricRow(long update, long environmentSteps, Map<String, Double> values) {}
