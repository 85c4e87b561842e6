"""All randomness of a picture: streams named by words and numbers, and smooth noise made of them.

Streams start from a digest (never `hash()`, which changes with each process) and read the raw bits
of PCG64, which NumPy promises never to change; its floats and normals carry no such promise.
"""

from collections.abc import Sequence
from hashlib import blake2b
from math import prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]  # 32 bits throughout; NumPy's types lose count of them.
Thing = TypeVar("Thing")

TABLE = 128  # Lattice points per side before noise repeats; a power of two, so wrapping is a mask.


class Chance:
    """A stream of random numbers that its name alone decides."""

    def __init__(self, *name: str | int) -> None:
        text = "\x1f".join(map(str, name)).encode("utf-8", "surrogatepass")
        self._bits = np.random.PCG64(int.from_bytes(blake2b(text, digest_size=16).digest(), "big"))

    def floats(self, *shape: int) -> Floats:
        """Give numbers from 0 up to, but not including, 1."""
        raw = self._bits.random_raw(prod(shape))
        return ((raw >> np.uint64(40)).astype(np.float32) * np.float32(2**-24)).reshape(shape)

    def one(self, low: float = 0.0, high: float = 1.0) -> float:
        return low + (high - low) * float(self.floats(1)[0])

    def pick(self, things: Sequence[Thing]) -> Thing:
        return things[int(self.one() * len(things))]


class Noise:
    """Smooth noise over the plane, from 0 to 1, with about one hill per unit."""

    def __init__(self, chance: Chance) -> None:
        self._table = chance.floats(TABLE * TABLE)

    def __call__(self, u: Floats, v: Floats) -> Floats:
        u0, v0 = np.floor(u), np.floor(v)
        fu, fv = _fade(u - u0), _fade(v - v0)
        left, top = u0.astype(np.int32) & (TABLE - 1), v0.astype(np.int32) & (TABLE - 1)
        right, low = (left + 1) & (TABLE - 1), ((top + 1) & (TABLE - 1)) * TABLE
        top = top * TABLE
        take = self._table.take
        a, b = take(top + left), take(top + right)
        c, d = take(low + left), take(low + right)
        a += (b - a) * fu
        c += (d - c) * fu
        a += (c - a) * fv
        return a

    def clouds(self, u: Floats, v: Floats, octaves: int = 4) -> Floats:
        """Noise in noise: each octave half as strong and twice as fine, spread to fill 0..1."""
        total, weight, size = self(u, v), 1.0, 1.0
        for octave in range(1, octaves):
            size *= 0.5
            weight += size
            shift = 17.3 * octave
            total = total + self(u * (1 / size) + shift, v * (1 / size) + shift) * size
        spread: Floats = np.clip((total * (1 / weight) - 0.5) * 1.8 + 0.5, 0, 1)
        return spread


def wave(t: Floats) -> Floats:
    """Swing between -1 and 1 once per unit; two parabolas, since sines differ between machines."""
    s = (t - np.floor(t)) * 2 - 1
    swing: Floats = s * (1 - np.abs(s)) * 4
    return swing


def _fade(t: Floats) -> Floats:
    faded: Floats = t * t * (3 - 2 * t)
    return faded
