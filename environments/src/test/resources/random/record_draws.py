"""Records draws of NumPy's generator that pcg64.json does not have.

    pip install numpy==2.4.6
    python record_draws.py
"""

import hashlib
import json
import struct

import numpy

SEEDS = [0, 1, 42, 2**40 + 7, 2**63 - 1]


def normal_digest(generator, count):
    """A checksum over many normal draws, so that the rare branches are met."""
    digest = hashlib.sha256()
    for value in generator.normal(0, 1, count):
        digest.update(struct.pack(">d", value))
    return digest.hexdigest()


recorded = []
for seed in SEEDS:
    new = lambda: numpy.random.default_rng(seed)
    generator = new()
    letters = list("abcdefghij")
    generator.shuffle(letters)
    recorded.append(
        {
            "seed": seed,
            "normal": [float(x) for x in new().normal(2, 3, 8)],
            "normal_sha256": normal_digest(new(), 200_000),
            "permutation": [int(x) for x in new().permutation(12)],
            "shuffle": letters,
            "after": int(generator.integers(0, 1000)),
        }
    )
with open("draws.json", "w") as file:
    json.dump(recorded, file, indent=1)
