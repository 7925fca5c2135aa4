"""Environments that do what the tests need, one thing each."""

import os
import time

import gymnasium
import numpy
from gymnasium import spaces


class Scripted(gymnasium.Env):
    """Shows a count; ends after ten steps."""

    observation_space = spaces.Box(-numpy.inf, numpy.inf, (2,), numpy.float64)
    action_space = spaces.Discrete(3)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 0
        self.options = options
        return self.seen(), {}

    def seen(self):
        return numpy.array([self.count, self.np_random.random()])

    def step(self, action):
        self.count += 1
        return self.seen(), float(action), self.count >= 10, False, {"count": self.count, "name": "no number"}


class Raising(Scripted):
    def step(self, action):
        if self.count == 2:
            self.fail(action)
        return super().step(action)

    def fail(self, action):
        raise ValueError(f"nobody wants the action {action}")


class RaisingAtReset(Scripted):
    def reset(self, *, seed=None, options=None):
        raise RuntimeError("no episode today")


class Dying(Scripted):
    """Its process ends in the third step, and leaves a last word."""

    def step(self, action):
        if self.count == 2 and action == 2:
            print("a last word", flush=True)
            os._exit(7)
        return super().step(action)


class Exiting(Scripted):
    def step(self, action):
        raise SystemExit(3)


class Hanging(Scripted):
    def step(self, action):
        while True:
            time.sleep(60)


class Slow(Scripted):
    """Takes longer than a part of an answer is waited for; 2 waits for a file, 3 raises, and 4 ends the process."""

    action_space = spaces.Discrete(5)

    def __init__(self, gate=None):
        self.gate = gate

    def step(self, action):
        time.sleep(0.002)
        while action == 2 and not os.path.exists(self.gate):
            time.sleep(0.002)
        if action == 3:
            raise ValueError("three")
        if action == 4:
            os._exit(7)
        return super().step(action)


class Opening(Slow):
    """Opens at its second reset what it waits for with 2."""

    resets = 0

    def reset(self, *, seed=None, options=None):
        self.resets += 1
        if self.resets == 2:
            open(self.gate, "x").close()
        return super().reset(seed=seed)

    def step(self, action):
        seen, reward, _, truncated, info = super().step(action)
        return seen, reward, action == 1, truncated, info


class Talking(Scripted):
    """Prints in every step, through Python and past it."""

    def step(self, action):
        print("said", self.count)
        os.write(1, b"written\n")
        return super().step(action)


class Chance(Scripted):
    """Takes its randomness from somewhere else than the seed."""

    def seen(self):
        return numpy.array([self.count, int.from_bytes(os.urandom(2), "little")])


class Traces(Scripted):
    """An episode begins where the one before ended."""

    before = 0

    def reset(self, *, seed=None, options=None):
        first, info = super().reset(seed=seed)
        self.begun = self.before
        return first + self.begun, info

    def step(self, action):
        self.before += 1
        seen, *rest = super().step(action)
        return seen + self.begun, *rest


class Long(Scripted):
    def step(self, action):
        seen, reward, _, _, info = super().step(action)
        return seen, reward, False, self.count >= 1000, info


class Masked(Scripted):
    """Only the choice that the count says is legal; none is said in every third state."""

    def info(self):
        return {} if self.count % 3 == 2 else {"action_mask": numpy.arange(3) == self.count % 3}

    def reset(self, *, seed=None, options=None):
        return super().reset(seed=seed)[0], self.info()

    def step(self, action):
        return *super().step(action)[:4], self.info()


def fixed(space):
    """One element of a space, whose numbers are their places."""
    if isinstance(space, spaces.Dict):
        return {key: fixed(each) for key, each in space.spaces.items()}
    if isinstance(space, spaces.Tuple):
        return tuple(fixed(each) for each in space.spaces)
    if isinstance(space, spaces.Box):
        return numpy.arange(numpy.prod(space.shape)).reshape(space.shape).astype(space.dtype)
    if isinstance(space, spaces.Discrete):
        return space.start + space.n - 1
    if isinstance(space, spaces.MultiDiscrete):
        return space.nvec - 1
    if isinstance(space, spaces.MultiBinary):
        return numpy.arange(space.n, dtype=numpy.int8) % 2
    return "x"


class Echo(gymnasium.Env):
    """Shows numbers that are their places, and rewards the sum of what is done, each number times its place."""

    def __init__(self, observation, action):
        self.observation_space = observation
        self.action_space = action

    def reset(self, *, seed=None, options=None):
        return fixed(self.observation_space), {}

    def step(self, action):
        assert self.action_space.contains(action), f"{action!r} is not in {self.action_space}"
        flat = []
        self.collect(self.action_space, action, flat)
        reward = sum((i + 1) * value for i, value in enumerate(flat))
        return fixed(self.observation_space), reward, False, False, {}

    def collect(self, space, action, flat):
        if isinstance(space, spaces.Dict):
            for key, each in space.spaces.items():
                self.collect(each, action[key], flat)
        elif isinstance(space, spaces.Tuple):
            for each, entry in zip(space.spaces, action):
                self.collect(each, entry, flat)
        else:
            flat += numpy.asarray(action, float).flatten().tolist()


def box_of_doubles(low=-1.0):
    return Echo(spaces.Box(low, 1.0, (2, 3), numpy.float64), spaces.Box(low, 1.0, (2, 2), numpy.float64))


def picture():
    return Echo(spaces.Box(0, 255, (6, 5, 3), numpy.uint8), spaces.Discrete(4, start=-2))


def stack():
    return Echo(spaces.Box(0, 255, (2, 6, 5, 3), numpy.uint8), spaces.MultiBinary(3))


def grey():
    return Echo(spaces.Box(0, 255, (6, 5), numpy.uint8), spaces.MultiDiscrete([[2, 3], [4, 1]]))


def classes():
    return Echo(spaces.Tuple([spaces.Discrete(3, start=5), spaces.MultiDiscrete([2, 3]), spaces.MultiBinary(2)]),
                spaces.Dict(move=spaces.Discrete(3), turn=spaces.Box(-1, 1, (2,)), flags=spaces.MultiBinary(2)))


def nested():
    return Echo(spaces.Dict(camera=spaces.Box(0, 255, (8, 8, 3), numpy.uint8),
                            body=spaces.Dict(speed=spaces.Box(-1, 1, (2,)), gear=spaces.Discrete(4)),
                            text=spaces.Text(5)),
                spaces.Tuple([spaces.Discrete(2), spaces.Box(0, 3, (2,), numpy.int64)]))


def sequence():
    return Echo(spaces.Box(-1, 1, (1,)), spaces.Sequence(spaces.Discrete(2)))


class WrongShape(Scripted):
    def step(self, action):
        return numpy.zeros(1), *super().step(action)[1:]


class Configured(Scripted):
    """Shows its arguments."""

    metadata = {"render_modes": ["human", "rgb_array"], "render_fps": 12}

    def __init__(self, size=1, names=(), render_mode=None):
        self.size = size
        self.names = names
        self.render_mode = render_mode

    def seen(self):
        return numpy.array([self.size + len(self.names), (self.options or {}).get("low", 0)])

    def render(self):
        picture = numpy.zeros((4, 6, 3), numpy.uint8)
        picture[1, 2] = 10, 20, self.count
        return picture


class Add(gymnasium.ObservationWrapper):
    def __init__(self, env, much):
        super().__init__(env)
        self.much = much

    def observation(self, observation):
        return observation + self.much


gymnasium.register("Registered-v0", entry_point=Configured, kwargs={"size": 40}, max_episode_steps=5)
