"""Adapters of the sketch engine: each bends the colours of a whole scene its own way."""

from collections.abc import Callable

import numpy as np

from domain.ports import Adapter, EngineFailed
from workers.engines.painting.chance import Floats


def _grey(colour: Floats) -> Floats:
    grey: Floats = colour @ np.array([0.3, 0.59, 0.11], np.float32)
    return grey[..., None]


def _ink(colour: Floats) -> Floats:
    """Black ink on white paper."""
    inked: Floats = np.clip((_grey(colour) - 0.5) * 1.6 + 0.5, 0, 1).repeat(3, axis=-1)
    return inked


def _sepia(colour: Floats) -> Floats:
    """An old photograph."""
    faded: Floats = _grey(colour) * np.array([1.08, 0.9, 0.68], np.float32)
    return faded


def _neon(colour: Floats) -> Floats:
    """Colours that shine."""
    vivid: Floats = _grey(colour) + (colour - _grey(colour)) * np.float32(2)
    return vivid


ADAPTERS: dict[str, Callable[[Floats], Floats]] = {"ink": _ink, "neon": _neon, "sepia": _sepia}


def bend(colour: Floats, adapters: tuple[Adapter, ...]) -> Floats:
    """Apply adapters in their order: 0 leaves all as it is, 1 goes all the way, below 0 away.

    Raises EngineFailed for one that is not here.
    """
    for adapter in adapters:
        if adapter.name not in ADAPTERS:
            raise EngineFailed(f"The sketch engine has no adapter {adapter.name!r}.")
        there = ADAPTERS[adapter.name](colour)
        bent: Floats = np.clip(colour + (there - colour) * np.float32(adapter.weight), 0, 1)
        colour = bent
    return colour
