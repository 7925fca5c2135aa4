"""Many CartPoles at once in JAX."""

from typing import NamedTuple

import jax
import jax.numpy as jnp

import cartpole
from peer import Task


class EnvState(NamedTuple):
    """CartPoles `(4, N)`, and the steps of their episodes so far, `(N)`."""

    carts: jax.Array
    lengths: jax.Array


class Step(NamedTuple):
    """What a step shows; where an episode ended, `observations` `(N, 4)` are of the next one."""

    observations: jax.Array
    rewards: jax.Array
    ended: jax.Array
    returns: jax.Array  # of the episode so far, (N), not scaled


class JaxCartPole:
    """N environments, each of which begins a new episode as soon as one ends."""

    def __init__(self, task: Task) -> None:
        self._limit = cartpole.time_limit(task.environment)
        self._count = task.environments
        self._reward = task.reward_scale  # for every step
        self._seen = jnp.ones(cartpole.OBSERVATIONS).at[jnp.array(task.masked, int)].set(0)

    def reset(self, key: jax.Array) -> EnvState:
        """Begins an episode everywhere."""
        return EnvState(self._starts(key), jnp.zeros(self._count, jnp.int32))

    def observations(self, state: EnvState) -> jax.Array:
        """What the agents see now, `(N, 4)`."""
        return state.carts.T * self._seen

    def step(self, key: jax.Array, state: EnvState, actions: jax.Array) -> tuple[EnvState, Step]:
        """Takes one step in every environment; a time limit is an end like any other."""
        carts = cartpole.step(jnp, cartpole.State(*state.carts), actions)
        lengths = state.lengths + 1
        ended = cartpole.has_fallen(jnp, carts) | (lengths >= self._limit)
        after = EnvState(
            jnp.where(ended, self._starts(key), jnp.stack(carts)), jnp.where(ended, 0, lengths)
        )
        rewards = jnp.full(self._count, self._reward)
        return after, Step(self.observations(after), rewards, ended, lengths)

    def _starts(self, key: jax.Array) -> jax.Array:
        shape = (cartpole.OBSERVATIONS, self._count)
        return jax.random.uniform(
            key, shape, minval=-cartpole.START_RANGE, maxval=cartpole.START_RANGE
        )
