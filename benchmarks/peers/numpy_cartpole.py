"""Many CartPoles at once in NumPy."""

from typing import NamedTuple

import numpy as np

import cartpole
from peer import Task


class Step(NamedTuple):
    """What a step shows, `(N, 4)` and `(N,)`; where an episode ended, `observations` are of the next."""

    observations: np.ndarray
    rewards: np.ndarray
    terminated: np.ndarray
    truncated: np.ndarray
    last_observations: np.ndarray
    returns: np.ndarray  # of the episodes that ended, (E,), not scaled


class NumpyCartPole:
    """N environments, each of which begins a new episode as soon as one ends."""

    def __init__(self, task: Task, seed: int) -> None:
        self._limit = cartpole.time_limit(task.environment)
        self._count = task.environments
        self._seen = np.ones(cartpole.OBSERVATIONS, np.float32)
        self._seen[list(task.masked)] = 0
        self._reward = task.reward_scale  # for every step
        self._random = np.random.default_rng(seed)
        self._state = self._starts()
        self._lengths = np.zeros(self._count, np.int64)

    def observations(self) -> np.ndarray:
        """What the agents see now, `(N, 4)`."""
        return self._state.T.astype(np.float32) * self._seen

    def step(self, actions: np.ndarray) -> Step:
        """Takes one step in every environment."""
        state = cartpole.step(np, cartpole.State(*self._state), actions)
        self._state = np.stack(state)
        self._lengths += 1
        terminated = cartpole.has_fallen(np, state)
        truncated = (self._lengths >= self._limit) & ~terminated
        ended = terminated | truncated
        last = self.observations()
        returns = self._lengths[ended]
        self._state = np.where(ended, self._starts(), self._state)
        self._lengths[ended] = 0
        rewards = np.full(self._count, self._reward, np.float32)
        return Step(self.observations(), rewards, terminated, truncated, last, returns)

    def _starts(self) -> np.ndarray:
        shape = (cartpole.OBSERVATIONS, self._count)
        return self._random.uniform(-cartpole.START_RANGE, cartpole.START_RANGE, shape)
