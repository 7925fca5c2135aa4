"""Writes episodes of an original environment as lines of JSON, for the tests to play again."""

import gzip
import json
import zlib

import numpy

LARGE_SEEDS = [2**32 - 1, 2**32, 2**40 + 7, 2**63 - 1]
"""Seeds that need more than one word, besides 0, 1, 2, ..."""


def seeds(count):
    """The seeds of count episodes, the last of them large."""
    return list(range(count - len(LARGE_SEEDS))) + LARGE_SEEDS


def shortest(values):
    """The shortest decimals that give the same float32."""
    return [float(str(value)) for value in numpy.asarray(values, dtype=numpy.float32).ravel()]


def checksum(data):
    """The CRC-32 of bytes as eight hexadecimal digits."""
    return f"{zlib.crc32(bytes(data)):08x}"


def plain(action):
    """An action as JSON: a whole number, or a list of whole numbers or shortest decimals."""
    array = numpy.asarray(action)
    if array.ndim == 0:
        return int(array)
    return [int(a) for a in array] if array.dtype.kind in "iu" else shortest(array)


def play(env, name, options, seed, choose, steps=None, observe=shortest, state=None, info=None):
    """Plays one episode from a seed, at most some steps of it, and returns it as a dictionary.

    choose(observation) gives the action, observe(observation) the observation as JSON, state() bytes
    of the environment's inner state, and info(info) the measurements of the last step of an episode.
    """
    observation, _ = env.reset(seed=seed)
    line = {
        "id": name,
        "options": options,
        "seed": seed,
        "actions": [],
        "first": observe(observation),
        "observations": [],
        "rewards": [],
    }
    if state:
        line["states"] = [checksum(state())]
    terminated = truncated = False
    while not (terminated or truncated) and (steps is None or len(line["actions"]) < steps):
        action = choose(observation)
        observation, reward, terminated, truncated, measured = env.step(action)
        line["actions"].append(plain(action))
        line["observations"].append(observe(observation))
        line["rewards"].append(float(reward))
        if state:
            line["states"].append(checksum(state()))
    line["terminated"], line["truncated"] = bool(terminated), bool(truncated)
    if info and (terminated or truncated):
        line["info"] = info(measured)
    return line


def write(file_name, lines):
    """Writes episodes, the same bytes for the same episodes."""
    with gzip.GzipFile(f"{file_name}.jsonl.gz", "wb", mtime=0) as file:
        for line in lines:
            file.write((json.dumps(line, separators=(",", ":")) + "\n").encode())
