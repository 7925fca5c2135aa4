"""What a rollout becomes before it is learned from: advantages, and sequences of few steps."""

from typing import NamedTuple

import numpy as np


class Sequences(NamedTuple):
    """S sequences of at most L steps."""

    steps: np.ndarray
    """Where each step lies in the rollout, as environment * T + time, `(S, L)`; padding is any step."""
    valid: np.ndarray
    """Which of them are steps and not padding, `(S, L)`."""


def advantages(
    rewards: np.ndarray,
    values: np.ndarray,
    ended: np.ndarray,
    next_values: np.ndarray,
    gamma: float,
    gae_lambda: float,
) -> np.ndarray:
    """Generalised advantage estimation (Schulman et al. 2016).

    `rewards`, `values` and `ended` are `(T, N)`, where `ended` says that an episode ended with the
    step; `next_values` `(N)` are those of the observations after the last step.
    """
    result = np.zeros_like(rewards)
    running = np.zeros_like(next_values)
    for time in reversed(range(len(rewards))):
        goes_on = 1 - ended[time].astype(rewards.dtype)
        error = rewards[time] + gamma * next_values * goes_on - values[time]
        running = error + gamma * gae_lambda * goes_on * running
        result[time] = running
        next_values = values[time]
    return result


def split(ended: np.ndarray, length: int) -> Sequences:
    """Cuts the steps of each environment at the ends of episodes, and further every `length` steps.

    `ended` is `(T, N)` and says that an episode ended with the step.
    """
    times, environments = ended.shape
    time = np.arange(times)[:, None]
    begins = np.zeros_like(ended)
    begins[0] = True
    begins[1:] = ended[:-1]
    begun_at = np.maximum.accumulate(np.where(begins, time, 0), axis=0)
    # (T, N) -> (N * T): the steps of an environment lie side by side
    starts = np.flatnonzero(((time - begun_at) % length == 0).T)
    lengths = np.diff(starts, append=times * environments)
    steps = starts[:, None] + np.arange(length)
    valid = np.arange(length) < lengths[:, None]
    return Sequences(np.minimum(steps, times * environments - 1), valid)
