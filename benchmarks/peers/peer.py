"""What all peers share: the task's numbers, the command line, and the measurement."""

import argparse
import dataclasses
import json
import pathlib
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Protocol

TASK_FILE = pathlib.Path(__file__).with_name("task.json")
RECENT_EPISODES = 100


@dataclasses.dataclass(frozen=True)
class Task:
    """Where and with which numbers is learned.

    `masked` are the observations that agents see as 0; `reward_scale` is what rewards are
    multiplied by before they are learned from, and returns are told without it.
    """

    environment: str
    options: dict[str, Any]
    masked: tuple[int, ...]
    reward_scale: float
    environments: int
    steps: int
    epochs: int
    mini_batches: int
    sequence_length: int
    memory: str
    memory_units: int
    hidden_units: int
    gamma: float
    gae_lambda: float
    clip: float
    learning_rate: float
    adam_epsilon: float
    entropy_coefficient: float
    value_coefficient: float
    max_gradient_norm: float

    @classmethod
    def read(cls, file: pathlib.Path) -> "Task":
        """Reads a task; a number too many or too few is an error."""
        values = json.loads(file.read_text(encoding="utf-8"))
        return cls(**{**values, "masked": tuple(values["masked"])})

    @property
    def rollout(self) -> int:
        """Environment steps of one update."""
        return self.environments * self.steps


class Learner(Protocol):
    """An agent in its environments."""

    def train(self, updates: int) -> None:
        """Collects and learns from so many more rollouts, and returns when all is computed."""

    def return_mean(self) -> float | None:
        """The mean return of recent episodes; none before the first has ended."""


class Returns:
    """The returns of the episodes that ended last."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=RECENT_EPISODES)

    def add(self, returns: Iterable[float]) -> None:
        self._recent.extend(float(each) for each in returns)

    def mean(self) -> float | None:
        return sum(self._recent) / len(self._recent) if self._recent else None


def parser(description: str) -> argparse.ArgumentParser:
    """The options that every peer has."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--updates", type=int, default=20, help="updates that are measured")
    options.add_argument("--warm-up", type=int, default=3, help="updates before them")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--task", type=pathlib.Path, default=TASK_FILE, help="a file like task.json")
    return options


def measure(name: str, options: argparse.Namespace, make: Callable[[Task], Learner]) -> None:
    """Warms a learner up, measures it, and prints the result as one line of JSON."""
    task = Task.read(options.task)
    learner = make(task)
    if options.warm_up > 0:
        learner.train(options.warm_up)
    start = time.perf_counter()
    learner.train(options.updates)
    seconds = time.perf_counter() - start
    result = {
        "name": name,
        "steps_per_second": options.updates * task.rollout / seconds,
        "updates": options.updates,
        "return_mean": learner.return_mean(),
    }
    print(json.dumps(result), flush=True)
