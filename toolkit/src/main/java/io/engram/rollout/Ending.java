package io.engram.rollout;

import io.engram.environment.Episode;

/**
 * The end of an episode during a rollout.
 *
 * @param episode the episode
 * @param step in which step of the rollout it ended, from 1 to T
 * @param nanoTime what {@link System#nanoTime} said then
 */
public record Ending(Episode episode, int step, long nanoTime) {}
