"""Engram's environments for Gymnasium: importing this registers each of them as `engram/` and its id.

    import engram_gymnasium
    import gymnasium

    env = gymnasium.make("engram/LunarLander-v3", render_mode="rgb_array", enable_wind=True)
    envs = gymnasium.make_vec("engram/LunarLander-v3", num_envs=16)

They are played by one process of Java, which starts with the first environment and ends with Python.
"""

import json

import gymnasium

from engram_gymnasium import wire
from engram_gymnasium.errors import ArgumentError, EngramError, WorkerLost
from engram_gymnasium.ids import IDS
from engram_gymnasium.single import EngramEnv
from engram_gymnasium.vector import EngramVectorEnv

__version__ = "0.1.0"
__all__ = ["ArgumentError", "EngramEnv", "EngramError", "EngramVectorEnv", "WorkerLost", "available", "describe", "register"]


def register(task: str) -> None:
    """Registers an id of Engram as `engram/` and the id, such as one of your own jar in ENGRAM_LIB."""
    name = f"engram/{task}"
    if name not in gymnasium.registry:
        gymnasium.register(name, entry_point="engram_gymnasium.single:EngramEnv",
                           vector_entry_point="engram_gymnasium.vector:EngramVectorEnv", kwargs={"task": task})


def available() -> list[str]:
    """The ids that Engram's jars have."""
    return json.loads(wire.worker().ask(wire.LIST))


def describe(task: str) -> str:
    """What there is to know of an id: what is seen and done, rewards, length, success, options."""
    return wire.text(wire.worker().ask(wire.DESCRIBE, task.removeprefix("engram/").encode()), 0)[0]


for each in IDS:
    register(each)
del each
