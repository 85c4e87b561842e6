"""Bristles on canvas: many strokes at once, each following the scene with its own load of paint.

Knows colours and directions, never words. A stroke is a strip of points: `u` along, `v` across.
"""

import numpy as np
from numpy.typing import NDArray

from workers.engines.painting.chance import Chance, Floats
from workers.engines.painting.scene import Scene

MIDDLE = 4
KNEES = 2 * MIDDLE + 1  # Points at which a stroke looks again where to go.
BORDER = 0.3  # How far the scene's colour may change under a stroke before the brush lifts.
SPACING = 0.85  # Pixels between the points of a stroke; above 1 the canvas would show through.
AT_ONCE = 200_000  # Points worked on together; bounds memory whatever the size of the picture.


class Canvas:
    """Paint that has been put down: its colour and its thickness."""

    def __init__(self, width: int, height: int, ground: Floats) -> None:
        self.width, self.height = width, height
        self.colour = np.empty((height * width, 3), np.float32)
        self.colour[:] = ground
        self.relief = np.zeros(height * width, np.float32)

    def stroke(
        self, scene: Scene, chance: Chance, radius: float, coverage: float, loose: float
    ) -> None:
        """Lay strokes of one size where the canvas differs most from the scene."""
        length = radius * (9 + 5 * chance.one())
        count = max(3, int(coverage * self.width * self.height / (2 * radius * length)))
        tries = chance.floats(3, count * 2)
        # Strokes also start beyond the rim; else it would stay bare.
        x = tries[0] * np.float32(self.width + 2 * radius) - np.float32(radius)
        y = tries[1] * np.float32(self.height + 2 * radius) - np.float32(radius)
        row, column = self._place(scene, x, y)
        wanted = scene.colour[row, column]
        column = np.clip(x, 0, self.width - 1).astype(np.int32)
        row = np.clip(y, 0, self.height - 1).astype(np.int32)
        here = self.colour[row * self.width + column]
        differs = np.abs(wanted - here)
        need = differs[:, 0] + differs[:, 1] + differs[:, 2] + tries[2] * np.float32(0.35)
        chosen = np.sort(np.argsort(-need, kind="stable")[:count])
        x, y, paint = x[chosen], y[chosen], wanted[chosen]
        chatter = chance.floats(count, 4) - np.float32(0.5)
        paint = paint + chatter[:, :1] * np.float32(0.12 * loose)
        paint = paint + chatter[:, 1:] * np.float32(0.08 * loose)
        across = max(3, int(2 * radius / SPACING) + 1)
        along = max(KNEES, int(length / SPACING) + 1)
        bristles = chance.floats(2, count, across)
        size = max(1, AT_ONCE // (across * along))
        for start in range(0, count, size):
            some = slice(start, start + size)
            path = self._paths(scene, x[some], y[some], paint[some], length)
            self._strips(*path, paint[some], bristles[:, some], radius, along, loose)

    def _paths(
        self, scene: Scene, x: Floats, y: Floats, paint: Floats, length: float
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Trace strokes both ways from the middle, each until the colour changes."""
        xs, ys = np.empty((KNEES, len(x)), np.float32), np.empty((KNEES, len(x)), np.float32)
        stride = np.float32(length / (KNEES - 1))
        ends = []
        for way in (-1, 1):
            going = np.ones(len(x), np.float32)
            reach = np.full(len(x), 0.35, np.float32)
            px, py = x, y
            dx, dy = np.zeros_like(x), np.zeros_like(x)
            for knee in range(MIDDLE + 1):
                xs[MIDDLE + way * knee], ys[MIDDLE + way * knee] = px, py
                row, column = self._place(scene, px, py)
                fx, fy = scene.flow_x[row, column], scene.flow_y[row, column]
                size = np.sqrt(fx * fx + fy * fy) + np.float32(1e-6)
                back = fx * dx + fy * dy < 0 if knee else np.full(len(x), way < 0)
                turn = np.where(back, np.float32(-1), np.float32(1)) / size
                dx, dy = dx * 0.5 + fx * turn, dy * 0.5 + fy * turn
                size = np.sqrt(dx * dx + dy * dy) + np.float32(1e-6)
                dx, dy = dx / size, dy / size
                if knee:
                    differs = np.abs(scene.colour[row, column] - paint)
                    going = going * (differs[:, 0] + differs[:, 1] + differs[:, 2] < BORDER)
                    reach = reach + going
                px, py = px + dx * stride, py + dy * stride
            ends.append(np.minimum(reach / MIDDLE, 1) * 0.5)
        return xs, ys, 0.5 - ends[0], 0.5 + ends[1]

    def _place(
        self, scene: Scene, x: Floats, y: Floats
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Find points of the canvas in the scene, which may be coarser; beyond the rim, the rim."""
        high, wide = scene.flow_x.shape
        column = np.clip(x * np.float32(wide / self.width), 0, wide - 1).astype(np.int32)
        row = np.clip(y * np.float32(high / self.height), 0, high - 1).astype(np.int32)
        return row, column

    def _strips(
        self,
        xs: Floats,
        ys: Floats,
        begin: Floats,
        end: Floats,
        paint: Floats,
        bristles: Floats,
        radius: float,
        along: int,
        loose: float,
    ) -> None:
        """Put strips of paint along the paths, ragged where the bristles run dry."""
        across = bristles.shape[2]
        u = np.arange(along, dtype=np.float32) / np.float32(along - 1)
        v = (np.arange(across, dtype=np.float32) / np.float32(across - 1) - np.float32(0.5)) * 2
        place = u * np.float32(KNEES - 1)
        knee = np.minimum(place.astype(np.int32), KNEES - 2)
        part = (place - knee)[:, None]
        x = xs[knee] * (1 - part) + xs[knee + 1] * part
        y = ys[knee] * (1 - part) + ys[knee + 1] * part
        tx, ty = _bends(xs)[knee] * (1 - part), _bends(ys)[knee] * (1 - part)
        tx, ty = tx + _bends(xs)[knee + 1] * part, ty + _bends(ys)[knee + 1] * part
        size = np.float32(radius) / (np.sqrt(tx * tx + ty * ty) + np.float32(1e-6))
        nx, ny = -ty * size, tx * size
        px = (x[:, :, None] + nx[:, :, None] * v).astype(np.int32)
        py = (y[:, :, None] + ny[:, :, None] * v).astype(np.int32)

        tone, load = bristles
        tone = (tone + np.roll(tone, 1, 1) + np.roll(tone, -1, 1)) * np.float32(1 / 3)
        tip = v * v * np.float32(0.09) + load * np.float32(0.05)
        wet = np.clip((u[:, None, None] - begin[:, None] - tip) * np.float32(along / 2), 0, 1)
        dry = end[:, None] - tip - (np.float32(1) - load) * np.float32(0.12)
        wet = wet * np.clip((dry - u[:, None, None]) * np.float32(along / 4), 0, 1)
        wet = wet * np.clip((1 - np.abs(v)) * np.float32(radius) + np.float32(0.35), 0, 1)

        inside = (wet > 0.02) & (px >= 0) & (py >= 0) & (px < self.width) & (py < self.height)
        # Later strokes must win over earlier ones, so points go stroke by stroke.
        order = inside.transpose(1, 0, 2)
        which, when, where = np.nonzero(order)
        index = (py * self.width + px)[when, which, where]
        cover = (wet[when, which, where] * np.float32(0.92))[:, None]
        ridge = tone[which, where] - np.float32(0.5)
        fresh = paint[which] + (ridge * np.float32(0.04 + 0.12 * min(loose, 1.0)))[:, None]
        old = self.colour[index]
        self.colour[index] = old + (fresh - old) * cover
        thick = self.relief[index]
        self.relief[index] = (
            thick + (ridge * np.float32(1.6) + np.float32(0.5) - thick) * cover[:, 0]
        )


def _bends(line: Floats) -> Floats:
    """Give the direction at each knee: from the one before to the one after."""
    ahead = np.concatenate([line[1:], line[-1:]])
    behind = np.concatenate([line[:1], line[:-1]])
    bends: Floats = ahead - behind
    return bends
