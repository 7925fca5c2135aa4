"""Records sines and cosines of C's floats, on Linux x86-64 with glibc 2.28 or newer.

    python record.py > floats.txt

Each line has the bits of an angle, of its sinf and of its cosf as hexadecimal numbers: angles within
a turn or so, within those that bodies turn to, around the bounds of the method, and of any size.
"""

import ctypes
import math
import random
import struct

libm = ctypes.CDLL("libm.so.6")
for name in ("sinf", "cosf"):
    getattr(libm, name).argtypes = [ctypes.c_float]
    getattr(libm, name).restype = ctypes.c_float


def bits(value):
    return struct.unpack("<I", struct.pack("<f", value))[0]


def of_bits(pattern):
    return struct.unpack("<f", struct.pack("<I", pattern))[0]


def angles():
    generator = random.Random(1)
    yield from (0.0, -0.0)
    for bound in (math.pi / 4, 2**-12, 120.0, math.pi / 2, math.pi):
        for away in range(-2, 3):
            yield of_bits(bits(bound) + away)
            yield of_bits(bits(-bound) + away)
    for size in (1, 7, 130):
        yield from (generator.uniform(-size, size) for _ in range(80))
    for _ in range(80):
        yield of_bits(generator.randrange(0x42F00000, 0x7F7FFFFF) | generator.randrange(2) << 31)


for angle in angles():
    print(f"{bits(angle):08x} {bits(libm.sinf(angle)):08x} {bits(libm.cosf(angle)):08x}")
