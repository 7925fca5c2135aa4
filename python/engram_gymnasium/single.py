"""One environment."""

import functools
from typing import Any

import gymnasium
import numpy as np

from engram_gymnasium.errors import ArgumentError
from engram_gymnasium.served import SINGLE, Served
from engram_gymnasium.wire import Told


class EngramEnv(gymnasium.Env):
    """An environment of Engram, as `gymnasium.make("engram/CartPole-v1", **options)` makes it.

    A seed begins the episode that it begins in Java. A reset without one takes the next seed of a row that the last
    seed decides. Pickled and copied, it is a new environment of the same id and options.
    """

    metadata = {"render_modes": ["rgb_array"]}

    def __init__(self, task: str, render_mode: str | None = None, channels_first: bool = False, **options: Any) -> None:
        if render_mode not in (None, "rgb_array"):
            raise ArgumentError(f"render_mode must be rgb_array or None, but is {render_mode!r}")
        self._made_of = {"task": task, "render_mode": render_mode, "channels_first": channels_first, **options}
        self._served = Served(task, options, 1, SINGLE, channels_first=channels_first, single=True)
        self.observation_space = self._served.observation_space
        self.action_space = self._served.action_space
        self.render_mode = render_mode
        self.metadata = {**self.metadata, "render_fps": self._served.frames_per_second}

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        if options:
            raise ArgumentError(f"options of reset must be empty, but are {options}: give them to gymnasium.make")
        super().reset(seed=seed)
        told = self._served.reset([seed], [True])
        return self._served.observation(0), self._info(told)

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        served = self._served
        served.write(action, self.action_space, ())
        told = served.step()
        return (served.observation(0), float(served.rewards[0]), bool(served.terminated[0]), bool(served.truncated[0]),
                self._info(told))

    def _info(self, told: Told) -> dict[str, Any]:
        info: dict[str, Any] = dict(told.infos.get(0, {}))
        if told.masked:
            info["action_mask"] = self._served.legal_choices()[0][0]
        return info

    def render(self) -> np.ndarray | None:
        if self.render_mode is None:
            gymnasium.logger.warn("render() shows nothing without a render_mode: make the environment with render_mode=\"rgb_array\"")
            return None
        return self._served.render(0)

    def close(self) -> None:
        self._served.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), **self._made_of), (), {"spec": self.spec}
