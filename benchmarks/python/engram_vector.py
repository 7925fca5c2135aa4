"""Measures steps per second of an environment of Engram in Python beside Gymnasium's own.

    python engram_vector.py [--id LunarLander-v3] [--count 16] [--rounds 7] [--seconds 2]

Engram's vector (`gymnasium.make_vec("engram/ID")`), and the original in Gymnasium's SyncVectorEnv and AsyncVectorEnv,
take turns in one process, with the same actions, drawn before. They are first compared: the same seeds and actions lead
to the same observations, rewards and ends. Needs the package (`pip install ./python`) and `gymnasium[box2d]`.
"""

import argparse
import os
import platform
import statistics
import time

import gymnasium
import numpy as np

import engram_gymnasium  # registers engram/…

ACTIONS = 512
STEPS_AT_ONCE = 16
COMPARED = 1000


def make(name, count):
    return {
        "Engram": gymnasium.make_vec(f"engram/{name}", count),
        "SyncVectorEnv": gymnasium.make_vec(name, count, vectorization_mode="sync"),
        "AsyncVectorEnv": gymnasium.make_vec(name, count, vectorization_mode="async"),
    }


def compare(name, count, actions):
    """Which of the originals' steps Engram's have, to the bit, as long as episodes begin with a seed that was given."""
    ours = gymnasium.make_vec(f"engram/{name}", count, autoreset_mode="Disabled")
    theirs = gymnasium.make_vec(name, count, vectorization_mode="sync", vector_kwargs={"autoreset_mode": "Disabled"})
    seeds = iter(range(10**6))
    first = [next(seeds) for _ in range(count)]
    np.testing.assert_array_equal(ours.reset(seed=first)[0], theirs.reset(seed=first)[0])
    for step in range(COMPARED):
        own, other = (envs.step(actions[step % ACTIONS]) for envs in (ours, theirs))
        for ours_is, theirs_is in zip(own[:4], other[:4], strict=True):
            np.testing.assert_array_equal(ours_is, theirs_is)
        over = own[2] | own[3]
        if over.any():
            begin = [next(seeds) if each else None for each in over]
            own, other = (envs.reset(seed=begin, options={"reset_mask": over.copy()})[0] for envs in (ours, theirs))
            np.testing.assert_array_equal(own, other)
    ours.close()
    theirs.close()
    return COMPARED * count


def steps_per_second(envs, actions, seconds):
    steps = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(STEPS_AT_ONCE):
            envs.step(actions[steps % ACTIONS])
            steps += 1
    return steps * envs.num_envs / (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--id", default="LunarLander-v3")
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    every = make(options.id, options.count)
    space = every["SyncVectorEnv"].action_space
    space.seed(0)
    actions = [space.sample() for _ in range(ACTIONS)]
    print(f"{compare(options.id, options.count, actions):,} steps are equal to the bit.")
    rates = {name: [] for name in every}
    for envs in every.values():
        envs.reset(seed=0)
        steps_per_second(envs, actions, options.seconds)
    for _ in range(options.rounds):
        for name, envs in every.items():
            rates[name].append(steps_per_second(envs, actions, options.seconds))
    for envs in every.values():
        envs.close()
    print(f"{options.id} × {options.count}, {options.rounds} turns of {options.seconds:g} s; {os.cpu_count()} cores, "
          f"Python {platform.python_version()}, Gymnasium {gymnasium.__version__}, NumPy {np.__version__}\n")
    print("| | steps/s, median | least to most | Engram is as fast |\n|---|---|---|---|")
    for name, each in rates.items():
        ratios = [own / other for own, other in zip(rates["Engram"], each, strict=True)]
        told = "" if name == "Engram" else \
            f"× {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
        print(f"| {name} | {statistics.median(each):,.0f} | {min(each):,.0f} to {max(each):,.0f} | {told} |")


if __name__ == "__main__":
    main()
