"""Environments in Java as Python sees them: spaces, and arrays that both have in common."""

import json
import mmap
import struct
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium import spaces

from engram_gymnasium import wire
from engram_gymnasium.errors import ArgumentError

SINGLE = "Disabled"
LEFT_ALONE, SEEDED, NEXT = range(3)
HOW = struct.Struct("<BQ")
MOST_SEED = 2**64 - 1
# Copies keep the order of a picture's bytes in memory, whatever that of its axes: turning them takes longer than a step.
AS_IT_LIES = "K"


class Served:
    """N environments of one id, stepped by one command.

    The arrays `choices` (N, branches), `values` (N, dimensions), `rewards`, `terminated` and `truncated` (N) and
    `mask` (N, choices) are the memory that Java reads and writes: whoever gives some of them away gives copies.
    """

    def __init__(self, task: str, options: Mapping[str, Any], count: int, autoreset: str, *,
                 step_limit: int | None = None, channels_first: bool = False, single: bool = False) -> None:
        order = {"id": task, "options": plain(task, options), "count": int(count), "autoreset": autoreset,
                 "step_limit": int(step_limit or 0), "single": single}
        self._worker = wire.worker()
        told = json.loads(self._worker.ask(wire.MAKE, json.dumps(order).encode()))
        self.task = task
        self.count = int(count)
        number = wire.NUMBER.pack(told["number"])
        self._finalizer = weakref.finalize(self, self._worker.drop, told["number"])
        # What Python ends with, Java ends with.
        self._finalizer.atexit = False
        with open(told["memory"], "r+b") as file:
            memory = mmap.mmap(file.fileno(), told["size"])
        self._worker.ask(wire.MAP, number)
        arrays = {name: np.ndarray(each["shape"], each["type"], memory, each["offset"])
                  for name, each in told["arrays"].items()}
        self.choices, self.values, self.mask = arrays["choices"], arrays["values"], arrays["mask"]
        self.rewards, self.terminated, self.truncated = arrays["rewards"], arrays["terminated"], arrays["truncated"]
        self._masked = arrays["masked"]
        self.frames_per_second = told["frames_per_second"]
        self._names = [part["name"] for part in told["parts"]]
        numbers = range(len(self._names))
        self._now = [shown(arrays[f"part{i}"], channels_first) for i in numbers]
        self._last = [shown(arrays[f"final{i}"], channels_first) for i in numbers] if "final0" in arrays else []
        self.observation_space = together(self._names, [box(part, arrays[f"part{i}"], channels_first)
                                                        for i, part in enumerate(told["parts"])])
        self.action_space = action_space(told)
        self._number = number
        self._seeded = np.zeros(count, bool)

    # --- commands ------------------------------------------------------------------------------------------

    def step(self) -> wire.Told:
        """Takes the actions that `write` left in the memory."""
        told = self._worker.ask(wire.STEP, self._number)
        return wire.Told(told) if told else wire.NOTHING

    def reset(self, seeds: Sequence[int | None], reset: Sequence[bool]) -> wire.Told:
        """Begins episodes where it is said so. One without a seed takes the next of its environment."""
        how = b""
        for index, (seed, wanted) in enumerate(zip(seeds, reset, strict=True)):
            if not wanted:
                how += HOW.pack(LEFT_ALONE, 0)
            elif seed is None and self._seeded[index]:
                how += HOW.pack(NEXT, 0)
            else:
                how += HOW.pack(SEEDED, any_seed() if seed is None else legal(seed))
                self._seeded[index] = True
        told = self._worker.ask(wire.RESET, self._number + how)
        return wire.Told(told) if told else wire.NOTHING

    def render(self, index: int) -> np.ndarray:
        """The picture of one environment: rows of red, green and blue."""
        told = self._worker.ask(wire.RENDER, self._number + wire.NUMBER.pack(index))
        height, width = wire.INFO_HEAD.unpack_from(told)
        return np.frombuffer(told, np.uint8, offset=wire.INFO_HEAD.size).reshape(height, width, 3).copy()

    def close(self) -> None:
        """Closes the environments; later calls do nothing."""
        if self._finalizer.detach() and not self._worker.lost:
            self._worker.ask(wire.CLOSE, self._number)

    # --- what is seen ---------------------------------------------------------------------------------------

    def observations(self) -> Any:
        """What all environments show, each array with N first."""
        return self._shown([part.copy(AS_IT_LIES) for part in self._now])

    def observation(self, index: int) -> Any:
        """What one environment shows."""
        return self._shown([part[index].copy(AS_IT_LIES) for part in self._now])

    def last_observation(self, index: int) -> Any:
        """What one environment showed at the end of the episode before."""
        return self._shown([part[index].copy(AS_IT_LIES) for part in self._last])

    def _shown(self, parts: list[np.ndarray]) -> Any:
        return parts[0] if len(parts) == 1 else dict(zip(self._names, parts, strict=True))

    def legal_choices(self) -> tuple[np.ndarray, np.ndarray]:
        """A flag for each choice of each environment (N, choices), and where not all choices are legal (N)."""
        masked = self._masked.copy()
        return np.where(masked[:, None], self.mask, np.int8(1)), masked

    # --- what is done ---------------------------------------------------------------------------------------

    def write(self, actions: Any, space: spaces.Space, lead: tuple[int, ...]) -> None:
        """Leaves actions in the memory. In front of their own shapes they have the axes `lead`: (N), or none."""
        if isinstance(space, spaces.Dict):
            if not isinstance(actions, Mapping) or actions.keys() != space.keys():
                raise self._refused(actions, space, lead)
            for name, each in space.items():
                self.write(actions[name], each, lead)
            return
        real = isinstance(space, spaces.Box)
        array = np.asarray(actions)
        target = self.values if real else self.choices
        if array.dtype.kind not in ("fiu" if real else "iu") or array.size != target.size \
                or array.shape[:len(lead)] != lead:
            raise self._refused(actions, space, lead)
        target[...] = array.reshape(target.shape)

    def _refused(self, actions: Any, space: spaces.Space, lead: tuple[int, ...]) -> ArgumentError:
        what = f"the {lead[0]} actions of engram/{self.task} must each" if lead else f"the action of engram/{self.task} must"
        return ArgumentError(f"{what} be in {space}, but {'are' if lead else 'is'} {actions!r}")


def plain(task: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options as JSON has them: NumPy's numbers and arrays as Python's."""
    return {name: each.tolist() if isinstance(each, (np.generic, np.ndarray)) else legal_option(task, name, each)
            for name, each in options.items()}


def legal_option(task: str, name: str, value: Any) -> Any:
    try:
        json.dumps(value)
    except TypeError:
        raise ArgumentError(f"option {name} of engram/{task} must be a number, a boolean, a text or a list of whole "
                            f"numbers, but is {value!r}") from None
    return value


def any_seed() -> int:
    return int(np.random.SeedSequence().generate_state(1, np.uint64)[0])


def legal(seed: int) -> int:
    if not isinstance(seed, (int, np.integer)) or not 0 <= seed <= MOST_SEED:
        raise ArgumentError(f"a seed must be a whole number from 0 to {MOST_SEED}, but is {seed!r}")
    return int(seed)


def shown(array: np.ndarray, channels_first: bool) -> np.ndarray:
    """Pictures (N, channels, height, width) as (N, height, width, channels), unless they are wanted as they are."""
    return array.transpose(0, 2, 3, 1) if array.ndim == 4 and not channels_first else array


def box(part: Mapping[str, Any], array: np.ndarray, channels_first: bool) -> spaces.Box:
    if array.dtype == np.uint8:
        return spaces.Box(0, 255, shown(array, channels_first).shape[1:], np.uint8)
    low, high = (shown(np.asarray(part[name], np.float32).reshape(1, *array.shape[1:]), channels_first)[0]
                 for name in ("low", "high"))
    return spaces.Box(low, high, dtype=np.float32)


def together(names: list[str], boxes: list[spaces.Box]) -> spaces.Space:
    return boxes[0] if len(boxes) == 1 else spaces.Dict(dict(zip(names, boxes, strict=True)))


def action_space(told: Mapping[str, Any]) -> spaces.Space:
    branches, low, high = told["branches"], told["low"], told["high"]
    choices = spaces.Discrete(branches[0]) if len(branches) == 1 else spaces.MultiDiscrete(branches) if branches else None
    values = spaces.Box(np.asarray(low, np.float32), np.asarray(high, np.float32), dtype=np.float32) if low else None
    if choices is not None and values is not None:
        return spaces.Dict(choices=choices, values=values)
    return values if choices is None else choices
