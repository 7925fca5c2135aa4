package io.engram.environments.minigrid;

/** What an action meant for the task. */
public enum Outcome {
    /** The episode goes on. */
    ONGOING,
    /** The task is solved: the episode terminates with a reward. */
    SUCCESS,
    /** The task can no longer be solved: the episode terminates with reward 0. */
    FAILURE
}
