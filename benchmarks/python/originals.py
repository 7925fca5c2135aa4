"""The original environments, made from the ids and options that Engram has.

    pip install "gymnasium[box2d]==1.4.0" numpy==2.4.6 pygame==2.6.1 minigrid==3.2.0
    pip install --no-deps git+https://github.com/MarcoMeter/drl-memory-gym@a94f2b6
"""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import gymnasium
import memory_gym  # noqa: F401 (registers its ids)
import minigrid  # noqa: F401 (registers its ids)
from minigrid.wrappers import ImgObsWrapper, RGBImgPartialObsWrapper


def snake_case(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def make(name, options):
    """Makes an environment; CartPole-v0 is CartPole-v1 with 200 steps, as it was."""
    if name.startswith("MiniGrid"):
        arguments = {"agent_view_size": options["viewSize"]} if "viewSize" in options else {}
        env = gymnasium.make(name, **arguments)
        if options.get("observation") == "rgb":
            env = RGBImgPartialObsWrapper(env, tile_size=options.get("tileSize", 8))
        return ImgObsWrapper(env)
    if name == "CartPole-v0":
        return gymnasium.make("CartPole-v1", max_episode_steps=200)
    return gymnasium.make(name, **{snake_case(key): value for key, value in options.items()})
