"""Plays a random policy in the original environments and writes its mean return and length.

    python random_policy.py ../src/main/resources/io/engram/benchmarks/random_policy.json [id ...]

Episode i has seed i, in a new environment, and actions from default_rng(1,000,000 + i), one draw a
branch or dimension, so that Engram can play the very same episodes. Ids already in the file are kept.
"""

import json
import pathlib
import sys

import gymnasium
import numpy

from originals import make

EPISODES = 1000

IDS = """
CartPole-v0 CartPole-v1 MountainCar-v0 MountainCarContinuous-v0 Acrobot-v1 Pendulum-v1
LunarLander-v3 BipedalWalker-v3 BipedalWalkerHardcore-v3
MiniGrid-MemoryS7-v0 MiniGrid-MemoryS9-v0 MiniGrid-MemoryS11-v0 MiniGrid-MemoryS13-v0
MiniGrid-MemoryS13Random-v0 MiniGrid-MemoryS17Random-v0
MiniGrid-DoorKey-5x5-v0 MiniGrid-DoorKey-6x6-v0 MiniGrid-DoorKey-8x8-v0 MiniGrid-DoorKey-16x16-v0
MiniGrid-RedBlueDoors-6x6-v0 MiniGrid-RedBlueDoors-8x8-v0
MiniGrid-KeyCorridorS3R1-v0 MiniGrid-KeyCorridorS3R2-v0 MiniGrid-KeyCorridorS3R3-v0
MiniGrid-KeyCorridorS4R3-v0 MiniGrid-KeyCorridorS5R3-v0 MiniGrid-KeyCorridorS6R3-v0
MiniGrid-MultiRoom-N2-S4-v0 MiniGrid-MultiRoom-N4-S5-v0
MiniGrid-MultiRoom-N4-S5-v1 MiniGrid-MultiRoom-N6-v0
MortarMayhem-v0 MortarMayhem-Grid-v0 MortarMayhemB-v0 MortarMayhemB-Grid-v0
MysteryPath-v0 MysteryPath-Grid-v0 SearingSpotlights-v0
Endless-MortarMayhem-v0 Endless-MysteryPath-v0 Endless-SearingSpotlights-v0
""".split()

NEW_EACH_EPISODE = ("BipedalWalker", "Endless-", "MortarMayhem", "MysteryPath", "SearingSpotlights")
"""Originals that keep something from one episode to the next."""


def draw(space, random):
    if isinstance(space, gymnasium.spaces.Discrete):
        return int(random.integers(space.n))
    if isinstance(space, gymnasium.spaces.MultiDiscrete):
        return [int(random.integers(n)) for n in space.nvec]
    pairs = zip(space.low.tolist(), space.high.tolist(), strict=True)
    return numpy.array([random.uniform(low, high) for low, high in pairs], dtype=numpy.float32)


def measure(name):
    returns, lengths = [], []
    env = None
    for episode in range(EPISODES):
        if env is None or name.startswith(NEW_EACH_EPISODE):
            env = make(name, {})
        random = numpy.random.default_rng(1_000_000 + episode)
        env.reset(seed=episode)
        total, length, done = 0.0, 0, False
        while not done:
            _, reward, terminated, truncated, _ = env.step(draw(env.action_space, random))
            total += float(reward)
            length += 1
            done = terminated or truncated
        returns.append(total)
        lengths.append(length)

    def error(values):
        return float(numpy.std(values, ddof=1) / len(values) ** 0.5)

    return {
        "id": name,
        "episodes": EPISODES,
        "return": float(numpy.mean(returns)),
        "return_error": error(returns),
        "length": float(numpy.mean(lengths)),
        "length_error": error(lengths),
    }


if __name__ == "__main__":
    path = pathlib.Path(sys.argv[1])
    done = json.loads(path.read_text()) if path.exists() else []
    for name in sys.argv[2:] or IDS:
        if all(row["id"] != name for row in done):
            done.append(measure(name))
            print(done[-1], flush=True)
            path.write_text(json.dumps(done, indent=1) + "\n")
