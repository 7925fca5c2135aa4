"""Records whole episodes of Gymnasium's classic control tasks for the tests.

    pip install gymnasium==1.4.0 numpy==2.4.6
    python record.py

Writes one file for each task, one line of JSON for each episode: the seed of reset(seed=seed), the
first observation, the actions, and the observations, rewards and end that they led to. Observations
are the shortest decimals that give the same float32, rewards those that give the same float64.
"""

import gzip
import json
import math

import gymnasium
import numpy

EPISODES = 24
LARGE_SEEDS = [2**32 - 1, 2**32, 2**40 + 7, 2**63 - 1]


def cart_pole_action(episode, observation, random):
    if episode % 3 == 0:
        return int(random.integers(2))
    if episode % 3 == 1:
        return int(observation[2] + 0.4 * observation[3] > 0)
    return int(observation[2] + 0.5 * observation[3] + 0.05 * observation[0] + 0.1 * observation[1] > 0)


def pendulum_action(episode, observation, random):
    if episode % 3 == 0:
        torque = random.uniform(-2, 2)
    elif episode % 3 == 1:
        torque = 2 * math.copysign(1, observation[2])
    else:
        torque = -10 * observation[1] - 2 * observation[2]
    return numpy.clip(numpy.array([torque], dtype=numpy.float32), -2, 2)


def shortest(values):
    return [float(str(value)) for value in values]


def record(task, choose):
    env = gymnasium.make(task)
    with gzip.GzipFile(f"{task}.jsonl.gz", "wb", mtime=0) as file:
        for episode in range(EPISODES):
            seed = episode if episode < EPISODES - len(LARGE_SEEDS) else LARGE_SEEDS[EPISODES - 1 - episode]
            random = numpy.random.default_rng(1000 + episode)
            observation, _ = env.reset(seed=seed)
            line = {"seed": seed, "first": shortest(observation), "actions": [], "observations": [], "rewards": []}
            done = False
            while not done:
                action = choose(episode, observation, random)
                observation, reward, terminated, truncated, _ = env.step(action)
                line["actions"].append(action if isinstance(action, int) else float(str(action[0])))
                line["observations"].append(shortest(observation))
                line["rewards"].append(float(reward))
                done = terminated or truncated
            line["terminated"], line["truncated"] = terminated, truncated
            file.write((json.dumps(line, separators=(",", ":")) + "\n").encode())


if __name__ == "__main__":
    record("CartPole-v1", cart_pole_action)
    record("Pendulum-v1", pendulum_action)
