package io.engram.rollout;

/**
 * A run of steps of one environment within one episode.
 *
 * @param environment the environment, counted from 0
 * @param start the first step, counted from 0
 * @param length the number of steps, at least 1
 */
public record Sequence(int environment, int start, int length) {}
