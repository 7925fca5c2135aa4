"""Records episodes of Gymnasium's classic control tasks for the tests.

    pip install gymnasium==1.4.0 numpy==2.4.6
    python record_classic.py
"""

import math

import gymnasium
import numpy

from recorder import play, seeds, write

EPISODES = 24


def cart_pole(episode, random):
    def choose(observation):
        if episode % 3 == 0:
            return int(random.integers(2))
        if episode % 3 == 1:
            return int(observation[2] + 0.4 * observation[3] > 0)
        return int(observation[2] + 0.5 * observation[3] + 0.05 * observation[0] + 0.1 * observation[1] > 0)

    return choose


def force(value, bound):
    return numpy.clip(numpy.array([value], dtype=numpy.float32), -bound, bound)


def pendulum(episode, random):
    def choose(observation):
        if episode % 3 == 0:
            return force(random.uniform(-2, 2), 2)
        if episode % 3 == 1:
            return force(2 * math.copysign(1, observation[2]), 2)
        return force(-10 * observation[1] - 2 * observation[2], 2)

    return choose


def mountain_car(episode, random):
    """Random, swinging with the velocity, and pushing to one side, which meets the left wall."""

    def choose(observation):
        if episode % 3 == 0:
            return int(random.integers(3))
        if episode % 3 == 1:
            return 2 if observation[1] >= 0 else 0
        return 2 if observation[1] >= 0 or random.random() < 0.1 else int(random.integers(2))

    return choose


def mountain_car_continuous(episode, random):
    def choose(observation):
        if episode % 3 == 0:
            return force(random.uniform(-1, 1), 1)
        swing = math.copysign(1, observation[1])
        return force(swing if episode % 3 == 1 else swing * random.uniform(0.2, 1), 1)

    return choose


def acrobot(episode, random):
    def choose(observation):
        if episode % 3 == 0:
            return int(random.integers(3))
        swing = 2 if observation[4] <= 0 else 0
        return swing if episode % 3 == 1 or random.random() < 0.8 else int(random.integers(3))

    return choose


def record(task, player, steps=None):
    env = gymnasium.make(task)
    lines = []
    for episode, seed in enumerate(seeds(EPISODES)):
        random = numpy.random.default_rng(1000 + episode)
        lines.append(play(env, task, {}, seed, player(episode, random), steps))
    write(task, lines)


if __name__ == "__main__":
    record("CartPole-v1", cart_pole)
    record("Pendulum-v1", pendulum)
    record("MountainCar-v0", mountain_car)
    record("MountainCarContinuous-v0", mountain_car_continuous)
    # Chaotic: after some hundred steps the last bit of a C library's sine has grown to be seen.
    record("Acrobot-v1", acrobot, steps=300)
