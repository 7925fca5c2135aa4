"""Measures steps per second of an original environment, resets included, with actions drawn before.

Reads lines of JSON, {"id": ..., "options": {...}, "seconds": ...}, and answers each with one number.
"""

import json
import sys
import time

from originals import make

ACTIONS = 4096


def steps_per_second(name, options, seconds):
    env = make(name, options)
    env.action_space.seed(0)
    actions = [env.action_space.sample() for _ in range(ACTIONS)]
    env.reset(seed=0)
    steps = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for action in actions[steps % ACTIONS :][:256]:
            _, _, terminated, truncated, _ = env.step(action)
            if terminated or truncated:
                env.reset()
        steps += 256
    elapsed = time.perf_counter() - start
    env.close()
    return steps / elapsed


for line in sys.stdin:
    asked = json.loads(line)
    print(steps_per_second(asked["id"], asked["options"], asked["seconds"]), flush=True)
