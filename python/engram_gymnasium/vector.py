"""N environments as one."""

import functools
from collections.abc import Sequence
from typing import Any

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from engram_gymnasium.errors import ArgumentError
from engram_gymnasium.served import Served
from engram_gymnasium.wire import Told


class EngramVectorEnv(VectorEnv):
    """N environments of Engram, as `gymnasium.make_vec("engram/CartPole-v1", num_envs=16, **options)` makes them.

    Java steps all of them in one call, on as many threads as make that faster. They do what Gymnasium's SyncVectorEnv
    does with N single ones: the same seeds, episodes and infos, in each of its three autoreset modes.
    """

    metadata = {"render_modes": ["rgb_array"], "autoreset_mode": AutoresetMode.NEXT_STEP}

    def __init__(self, task: str, num_envs: int = 1, render_mode: str | None = None,
                 autoreset_mode: str | AutoresetMode = AutoresetMode.NEXT_STEP,
                 max_episode_steps: int | None = None, channels_first: bool = False, **options: Any) -> None:
        if render_mode not in (None, "rgb_array"):
            raise ArgumentError(f"render_mode must be rgb_array or None, but is {render_mode!r}")
        try:
            self._autoreset = AutoresetMode(autoreset_mode)
        except ValueError:
            legal = ", ".join(mode.value for mode in AutoresetMode)
            raise ArgumentError(f"autoreset_mode must be one of {legal}, but is {autoreset_mode!r}") from None
        self._made_of = {"task": task, "num_envs": num_envs, "render_mode": render_mode, "autoreset_mode": autoreset_mode,
                         "max_episode_steps": max_episode_steps, "channels_first": channels_first, **options}
        self._served = Served(task, options, num_envs, self._autoreset.value, step_limit=max_episode_steps,
                              channels_first=channels_first)
        self.num_envs = num_envs
        self.single_observation_space = self._served.observation_space
        self.single_action_space = self._served.action_space
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self.render_mode = render_mode
        self.metadata = {**self.metadata, "autoreset_mode": self._autoreset, "render_fps": self._served.frames_per_second}

    def reset(self, *, seed: int | Sequence[int | None] | None = None,
              options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begins episodes.

        Args:
            seed: that of the first environment, of which the others count on; or one for each, or None
            options: nothing, or `reset_mask`, a bool for each environment: whether it is reset
        """
        options = dict(options or {})
        mask = options.pop("reset_mask", None)
        if options:
            raise ArgumentError(f"options of reset must be empty or reset_mask, but are {options}: "
                                "give others to gymnasium.make_vec")
        told = self._served.reset(self._seeds(seed), self._reset_mask(mask))
        return self._served.observations(), self._infos(told)

    def _seeds(self, seed: int | Sequence[int | None] | None) -> Sequence[int | None]:
        if seed is None:
            return [None] * self.num_envs
        if isinstance(seed, (int, np.integer)):
            super().reset(seed=int(seed))
            return [int(seed) + i for i in range(self.num_envs)]
        if len(seed) != self.num_envs:
            raise ArgumentError(f"seed must be one number, or one for each of the {self.num_envs} environments, but are "
                                f"{len(seed)}")
        return seed

    def _reset_mask(self, mask: np.ndarray | None) -> Sequence[bool]:
        if mask is None:
            return [True] * self.num_envs
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_ or mask.shape != (self.num_envs,) or not mask.any():
            raise ArgumentError(f"reset_mask must be an array of {self.num_envs} bools of which at least one is true, "
                                f"but is {mask!r}")
        return mask

    def step(self, actions: Any) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        served = self._served
        served.write(actions, self.single_action_space, (self.num_envs,))
        told = served.step()
        terminated, truncated = served.terminated.copy(), served.truncated.copy()
        infos: dict[str, Any] = {}
        if self._autoreset == AutoresetMode.SAME_STEP:
            for i in np.flatnonzero(terminated | truncated):
                last = {"final_obs": served.last_observation(i), "final_info": told.last_infos.get(i, {})}
                self._add_info(infos, last, i)
        return served.observations(), served.rewards.copy(), terminated, truncated, self._infos(told, infos)

    def _infos(self, told: Told, infos: dict[str, Any] | None = None) -> dict[str, Any]:
        infos = {} if infos is None else infos
        for index, info in told.infos.items():
            self._add_info(infos, info, index)
        if told.masked:
            infos["action_mask"], infos["_action_mask"] = self._served.legal_choices()
        return infos

    def render(self) -> tuple[np.ndarray, ...] | None:
        """A picture of each environment."""
        if self.render_mode is None:
            gymnasium.logger.warn("render() shows nothing without a render_mode: make the environments with render_mode=\"rgb_array\"")
            return None
        return tuple(self._served.render(i) for i in range(self.num_envs))

    def close_extras(self, **kwargs: Any) -> None:
        self._served.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), **self._made_of), (), {"spec": self.spec}
