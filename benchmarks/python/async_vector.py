"""Measures steps per second of Gymnasium's AsyncVectorEnv, with actions drawn before.

    python async_vector.py ID COUNT

Reads lines with a number of seconds, and answers each with one number.
"""

import importlib
import os
import sys
import time

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import gymnasium

MODULES = {"ALE/": "ale_py", "MiniGrid-": "minigrid", "Mystery": "memory_gym", "Mortar": "memory_gym"}
ACTIONS = 512


def make(name):
    for begin, module in MODULES.items():
        if name.startswith(begin):
            importlib.import_module(module)
    env = gymnasium.make(name, disable_env_checker=True)
    if name.startswith("MiniGrid-"):
        env = importlib.import_module("minigrid.wrappers").ImgObsWrapper(env)
    return env


def main():
    name, count = sys.argv[1], int(sys.argv[2])
    envs = gymnasium.vector.AsyncVectorEnv([lambda: make(name)] * count)
    envs.action_space.seed(0)
    actions = [envs.action_space.sample() for _ in range(ACTIONS)]
    envs.reset(seed=0)
    steps = 0
    for line in sys.stdin:
        before, start = steps, time.perf_counter()
        while time.perf_counter() - start < float(line):
            for _ in range(8):
                envs.step(actions[steps % ACTIONS])
                steps += 1
        print((steps - before) * count / (time.perf_counter() - start), flush=True)
    envs.close()


if __name__ == "__main__":
    main()
