"""The picture in the painter's mind: which colour goes where, and which way the brush runs there.

A scene is soft and flat; strokes make it a painting. Motifs lay themselves on it, back to front.
"""

import numpy as np

from workers.engines.painting.chance import Chance, Floats, Noise
from workers.engines.painting.words import Reading


class Scene:
    """Colour and direction at every point. Lengths are in units: the short side is about 1."""

    def __init__(self, width: int, height: int, reading: Reading, chance: Chance) -> None:
        self.unit = max(min(width, height), max(width, height) / 2.5)
        self.wide, self.high = width / self.unit, height / self.unit
        self.x: Floats = ((np.arange(width, dtype=np.float32) + 0.5) / np.float32(self.unit))[
            None, :
        ]
        self.y: Floats = ((np.arange(height, dtype=np.float32) + 0.5) / np.float32(self.unit))[
            :, None
        ]
        self.colour = np.zeros((height, width, 3), np.float32)
        self.flow_x = np.ones((height, width), np.float32)
        self.flow_y = np.zeros((height, width), np.float32)
        self.reading = reading
        self.chance = chance
        self.noise = Noise(chance)
        self.sparks: list[tuple[float, float, float]] = []  # x, y, size of crisp points of light
        self.light = (self.wide * chance.one(0.25, 0.75), self.high * chance.one(0.2, 0.36))
        self.horizon = self.high * chance.one(0.5, 0.64)

    def lay(
        self,
        mask: Floats,
        colour: Floats,
        flow: tuple[Floats | float, Floats | float] | None = None,
    ) -> None:
        """Cover the scene with a colour, or an array of them, where the mask is above 0."""
        mask = np.broadcast_to(mask, self.flow_x.shape)
        rows = np.flatnonzero(mask.max(axis=1) > 0)
        if not len(rows):
            return
        part = slice(int(rows[0]), int(rows[-1]) + 1)
        mask = mask[part]
        if colour.ndim == 3:
            colour = np.broadcast_to(colour, self.colour.shape)[part]
        below = self.colour[part]
        below += (colour - below) * mask[..., None]
        if flow is not None:
            for field, along in zip((self.flow_x, self.flow_y), flow, strict=True):
                if isinstance(along, np.ndarray):
                    along = np.broadcast_to(along, field.shape)[part]
                field[part] += (along - field[part]) * mask

    def edge(self, distance: Floats, soft: float = 0.0) -> Floats:
        """Give 1 inside (distance above 0) and 0 outside, about a pixel or `soft` units apart."""
        span = np.float32(max(soft, 1.2 / self.unit))
        result: Floats = np.clip(distance / span + np.float32(0.5), 0, 1)
        return result

    def oval(self, x: float, y: float, rx: float, ry: float) -> Floats:
        """Give the distance to the rim of an oval, above 0 inside, nearly in units."""
        reach = np.sqrt(((self.x - x) / rx) ** 2 + ((self.y - y) / ry) ** 2)
        result: Floats = (1 - reach) * min(rx, ry)
        return result

    def swirl(self, scale: float, strength: float) -> tuple[Floats, Floats]:
        """Give a direction that winds around the hills of noise."""
        n = self.noise.clouds(self.x * scale, self.y * scale, 2)
        across, down = np.zeros_like(n), np.zeros_like(n)
        across[:, 1:] = n[:, 1:] - n[:, :-1]
        down[1:] = n[1:] - n[:-1]
        turn = np.float32(strength * self.unit / scale)
        return down * turn, -across * turn


def ramp(colours: Floats, t: Floats) -> Floats:
    """Walk along a row of colours as t goes from 0 to 1."""
    last = len(colours) - 1
    place = np.clip(t, 0, 1) * last
    index = np.minimum(place.astype(np.int32), last - 1)
    part = (place - index)[..., None]
    mixed: Floats = colours[index] * (1 - part) + colours[index + 1] * part
    return mixed


def mute(colour: Floats, unwanted: Floats, firmly: float) -> Floats:
    """Take a colour out: what leans its way turns grey; black and white turn to middle tones."""
    grey = colour[..., 0] * 0.3 + colour[..., 1] * 0.59 + colour[..., 2] * 0.11
    own = float(unwanted[0] * 0.3 + unwanted[1] * 0.59 + unwanted[2] * 0.11)
    chroma = colour - grey[..., None]
    want = unwanted - np.float32(own)
    size = np.sqrt(chroma[..., 0] ** 2 + chroma[..., 1] ** 2 + chroma[..., 2] ** 2)
    want_size = float(np.sqrt(want[0] ** 2 + want[1] ** 2 + want[2] ** 2))
    if want_size < 0.06:
        near = np.clip(1 - np.abs(grey - np.float32(own)) * 2, 0, 1)
        moved: Floats = (
            colour + ((0.5 - np.float32(own)) * near * np.float32(0.6 * firmly))[..., None]
        )
        return moved
    dot = chroma[..., 0] * want[0] + chroma[..., 1] * want[1] + chroma[..., 2] * want[2]
    alike = np.clip(dot / (size * np.float32(want_size) + np.float32(1e-4)) * 0.6 + 0.4, 0, 1)
    held: Floats = (
        grey[..., None] + chroma * (1 - np.minimum(alike * 1.6, 1) * np.float32(firmly))[..., None]
    )
    return held
