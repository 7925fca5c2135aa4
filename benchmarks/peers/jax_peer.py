"""Recurrent PPO in JAX in the form of PureJaxRL, written for this comparison.

Environments, acting and learning are one compiled function; a mini-batch is whole environments,
and the gradient flows back through all steps of the rollout.
"""

import functools
import os
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

import peer
from jax_cartpole import EnvState, JaxCartPole
from jax_network import Memory, Network, Parameters
from peer import Task


class State(NamedTuple):
    """All that goes from one update to the next; `begins` says where an episode begins, `(N)`."""

    parameters: Parameters
    optimizer: optax.OptState
    env: EnvState
    begins: jax.Array
    memory: Memory
    key: jax.Array


class Transition(NamedTuple):
    """One step of every environment, `(N, ...)`; in a rollout, `(T, N, ...)`."""

    observations: jax.Array
    begins: jax.Array
    actions: jax.Array
    log_probabilities: jax.Array
    values: jax.Array
    rewards: jax.Array
    ended: jax.Array
    returns: jax.Array


class Batch(NamedTuple):
    """What is learned from: rollouts of environments, and their memory before the first step."""

    rollout: Transition
    advantages: jax.Array
    memory: Memory


def advantages(
    rollout: Transition, next_values: jax.Array, gamma: float, gae_lambda: float
) -> jax.Array:
    """Generalised advantage estimation (Schulman et al. 2016), `(T, N)`."""

    def back(carry, step):
        running, next_values = carry
        goes_on = 1 - step.ended
        error = step.rewards + gamma * next_values * goes_on - step.values
        running = error + gamma * gae_lambda * goes_on * running
        return (running, step.values), running

    start = (jnp.zeros_like(next_values), next_values)
    return jax.lax.scan(back, start, rollout, reverse=True)[1]


class JaxLearner:
    """Collects rollouts and learns from them, in one compiled function for an update."""

    def __init__(self, task: Task, seed: int, memory: str) -> None:
        self._task = task
        self._env = JaxCartPole(task)
        self._network = Network(task, memory)
        self._optimizer = optax.chain(
            optax.clip_by_global_norm(task.max_gradient_norm),
            optax.adam(task.learning_rate, eps=task.adam_epsilon),
        )
        self._state = self._start(jax.random.key(seed))
        self._compiled = jax.jit(self._update)
        self._returns = peer.Returns()

    def train(self, updates: int) -> None:
        for _ in range(updates):
            self._state, ended, returns = self._compiled(self._state)
            self._returns.add(np.asarray(returns)[np.asarray(ended)])
        jax.block_until_ready(self._state)

    def return_mean(self) -> float | None:
        return self._returns.mean()

    def _start(self, key: jax.Array) -> State:
        key, network, env = jax.random.split(key, 3)
        parameters = self._network.parameters(network)
        count = self._task.environments
        return State(
            parameters,
            self._optimizer.init(parameters),
            self._env.reset(env),
            jnp.ones(count, bool),
            self._network.empty_memory(count),
            key,
        )

    def _update(self, state: State) -> tuple[State, jax.Array, jax.Array]:
        task = self._task
        before = state.memory
        state, rollout = jax.lax.scan(self._act, state, length=task.steps)
        observations = self._env.observations(state.env)
        memory = self._network.remember(state.parameters, state.memory, observations, state.begins)
        next_values = self._network.heads(state.parameters, memory[0])[1]
        batch = Batch(
            rollout, advantages(rollout, next_values, task.gamma, task.gae_lambda), before
        )
        key, *epochs = jax.random.split(state.key, task.epochs + 1)
        learned, _ = jax.lax.scan(
            functools.partial(self._epoch, batch),
            (state.parameters, state.optimizer),
            jnp.stack(epochs),
        )
        state = state._replace(parameters=learned[0], optimizer=learned[1], key=key)
        return state, rollout.ended, rollout.returns

    def _act(self, state: State, _) -> tuple[State, Transition]:
        key, choice, env_key = jax.random.split(state.key, 3)
        observations = self._env.observations(state.env)
        memory = self._network.remember(state.parameters, state.memory, observations, state.begins)
        logits, values = self._network.heads(state.parameters, memory[0])
        actions = jax.random.categorical(choice, logits)
        env, step = self._env.step(env_key, state.env, actions)
        transition = Transition(
            observations,
            state.begins,
            actions,
            _log_probabilities(jax.nn.log_softmax(logits), actions),
            values,
            step.rewards,
            step.ended,
            step.returns,
        )
        return state._replace(env=env, begins=step.ended, memory=memory, key=key), transition

    def _epoch(self, batch: Batch, learned, key: jax.Array):
        order = jax.random.permutation(key, self._task.environments)
        parts = order.reshape(self._task.mini_batches, -1)
        return jax.lax.scan(functools.partial(self._learn, batch), learned, parts)

    def _learn(self, batch: Batch, learned, some: jax.Array):
        """Learns from some environments, given by their numbers `(N / mini-batches)`."""
        parameters, optimizer = learned
        part = Batch(
            jax.tree.map(lambda each: each[:, some], batch.rollout),
            batch.advantages[:, some],
            jax.tree.map(lambda each: each[some], batch.memory),
        )
        gradient = jax.grad(self._loss)(parameters, part)
        changes, optimizer = self._optimizer.update(gradient, optimizer, parameters)
        return (optax.apply_updates(parameters, changes), optimizer), None

    def _loss(self, parameters: Parameters, part: Batch) -> jax.Array:
        task, rollout = self._task, part.rollout

        def remember(memory, step):
            memory = self._network.remember(parameters, memory, *step)
            return memory, memory[0]

        steps = (rollout.observations, rollout.begins)
        _, features = jax.lax.scan(remember, part.memory, steps)
        logits, values = self._network.heads(parameters, features)
        every = jax.nn.log_softmax(logits)
        ratio = jnp.exp(_log_probabilities(every, rollout.actions) - rollout.log_probabilities)
        normal = (part.advantages - part.advantages.mean()) / (part.advantages.std() + 1e-8)
        clipped = jnp.clip(ratio, 1 - task.clip, 1 + task.clip)
        objective = jnp.minimum(ratio * normal, clipped * normal).mean()
        value_loss = jnp.square(values - part.advantages - rollout.values).mean()
        entropy = -(jnp.exp(every) * every).sum(-1).mean()
        return (
            -objective + task.value_coefficient * value_loss - task.entropy_coefficient * entropy
        )


def _log_probabilities(every: jax.Array, actions: jax.Array) -> jax.Array:
    """Those of the actions `(...)`, out of those of every action `(..., A)`."""
    return jnp.take_along_axis(every, actions[..., None], -1)[..., 0]


def _limit_threads(count: int) -> None:
    """JAX has as many threads as this process may use processors, and no setting for it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def main() -> None:
    parser = peer.parser(__doc__)
    parser.add_argument("--memory", choices=["lstm", "gru"], default="lstm")
    options = parser.parse_args()
    _limit_threads(options.threads)
    make = functools.partial(JaxLearner, seed=options.seed, memory=options.memory)
    peer.measure("jax-gru" if options.memory == "gru" else "jax", options, make)


if __name__ == "__main__":
    main()
