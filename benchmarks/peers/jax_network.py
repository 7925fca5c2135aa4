"""Engram's ready-made recurrent network in JAX, with an LSTM or a GRU, one step at a time."""

from typing import Any

import jax
import jax.numpy as jnp

import cartpole
from peer import Task

Parameters = dict[str, Any]
Memory = tuple[jax.Array, ...]

RELU_GAIN = 2**0.5
POLICY_GAIN = 0.1


def _linear(key: jax.Array, inputs: int, outputs: int, gain: float) -> Parameters:
    weights, biases = jax.random.split(key)
    bound = inputs**-0.5
    return {
        "weight": jax.nn.initializers.orthogonal(gain)(weights, (inputs, outputs)),
        "bias": jax.random.uniform(biases, (outputs,), minval=-bound, maxval=bound),
    }


def _apply(layer: Parameters, inputs: jax.Array) -> jax.Array:
    return inputs @ layer["weight"] + layer["bias"]


class Network:
    """The layers; parameters are given to each call."""

    def __init__(self, task: Task, memory: str) -> None:
        self._units = task.memory_units
        self._hidden = task.hidden_units
        self._is_lstm = memory == "lstm"

    def parameters(self, key: jax.Array) -> Parameters:
        """New parameters: orthogonal weights, biases of the memory 0."""
        inputs, recurrent, *keys = jax.random.split(key, 7)
        gates = (4 if self._is_lstm else 3) * self._units
        orthogonal = jax.nn.initializers.orthogonal(RELU_GAIN)
        hidden = self._hidden
        return {
            "inputs": {
                "weight": orthogonal(inputs, (cartpole.OBSERVATIONS, gates)),
                "bias": jnp.zeros(gates),
            },
            "recurrent": {
                "weight": orthogonal(recurrent, (self._units, gates)),
                "bias": jnp.zeros(gates),
            },
            "shared": _linear(keys[0], self._units, hidden, RELU_GAIN),
            "actor": _linear(keys[1], hidden, hidden, RELU_GAIN),
            "critic": _linear(keys[2], hidden, hidden, RELU_GAIN),
            "policy": _linear(keys[3], hidden, cartpole.ACTIONS, POLICY_GAIN),
            "value": _linear(keys[4], hidden, 1, 1.0),
        }

    def empty_memory(self, count: int) -> Memory:
        """What is remembered when an episode begins, `(count, H)` each."""
        return (jnp.zeros((count, self._units)),) * (2 if self._is_lstm else 1)

    def remember(
        self, parameters: Parameters, memory: Memory, observations: jax.Array, begins: jax.Array
    ) -> Memory:
        """The memory after a step; it is emptied before where an episode `begins`, `(N)`."""
        memory = jax.tree.map(lambda each: jnp.where(begins[:, None], 0, each), memory)
        inputs = _apply(parameters["inputs"], observations)
        recurrent = _apply(parameters["recurrent"], memory[0])
        if self._is_lstm:
            return _lstm(inputs + recurrent, memory[1])
        return _gru(inputs, recurrent, memory[0])

    def heads(self, parameters: Parameters, features: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Logits `(..., A)` and values `(...)` of features `(..., H)`."""
        hidden = jax.nn.relu(_apply(parameters["shared"], features))
        actor = jax.nn.relu(_apply(parameters["actor"], hidden))
        critic = jax.nn.relu(_apply(parameters["critic"], hidden))
        return _apply(parameters["policy"], actor), _apply(parameters["value"], critic)[..., 0]


def _lstm(gates: jax.Array, cell: jax.Array) -> Memory:
    """Hochreiter and Schmidhuber (1997), with the forget gate of Gers et al. (2000)."""
    take, forget, candidate, show = jnp.split(gates, 4, axis=-1)
    cell = jax.nn.sigmoid(forget) * cell + jax.nn.sigmoid(take) * jnp.tanh(candidate)
    return jax.nn.sigmoid(show) * jnp.tanh(cell), cell


def _gru(inputs: jax.Array, recurrent: jax.Array, hidden: jax.Array) -> Memory:
    """Cho et al. (2014), as cuDNN and PyTorch compute it."""
    reset_x, update_x, candidate_x = jnp.split(inputs, 3, axis=-1)
    reset_h, update_h, candidate_h = jnp.split(recurrent, 3, axis=-1)
    reset = jax.nn.sigmoid(reset_x + reset_h)
    update = jax.nn.sigmoid(update_x + update_h)
    candidate = jnp.tanh(candidate_x + reset * candidate_h)
    return ((1 - update) * candidate + update * hidden,)
