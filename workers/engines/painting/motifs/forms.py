"""Free forms, for words that no row of words.py knows."""

import numpy as np

from workers.engines.painting.chance import Floats, wave
from workers.engines.painting.motifs.lands import slope
from workers.engines.painting.scene import Scene, ramp


def free_ground(scene: Scene) -> Floats:
    high, low, light = scene.reading.sky
    n = scene.noise.clouds(scene.x * 1.1 + 3, scene.y * 1.1 + 8, 4)
    scene.colour[:] = ramp(
        np.stack([high, high * 0.4 + low * 0.6, low, light * 0.6 + low * 0.4]),
        n * 0.8 + scene.y * np.float32(0.25),
    )
    scene.flow_x[:], scene.flow_y[:] = scene.swirl(1.5, 2.2)
    return n


def ribbons(scene: Scene) -> None:
    n = free_ground(scene)
    far, middle, near, dark = scene.reading.ground
    light = scene.reading.sky[2]
    upright = "calm" not in scene.reading.motifs
    for layer in range(9):
        at = scene.high * (layer + 0.6) / 9.5
        bend = scene.noise(
            scene.x * 1.3 + layer * 0.33, np.full_like(scene.x, layer * 0.21)
        ) - np.float32(0.5)
        fold = scene.noise(scene.x * 2.6 + layer * 4, np.full_like(scene.x, layer * 2.2))
        middle_line = np.float32(at) + bend * np.float32(0.85 if upright else 0.3)
        width = 0.015 + 0.085 * fold
        tilt = slope(scene, middle_line)
        across = (scene.y - middle_line) / width
        hue = (far, middle, near, scene.reading.accent)[layer % 4]
        tone = ramp(
            np.stack([hue * 0.5 + light * 0.5, hue, hue * 0.65, dark * 0.6 + hue * 0.3]),
            across * 0.5 + 0.5 + (n - 0.5) * 0.5,
        )
        scene.lay(
            scene.edge(width * 1.25 - np.abs(scene.y - middle_line - np.float32(0.02)), 0.06)
            * np.float32(0.45),
            dark,
        )
        scene.lay(scene.edge(width - np.abs(scene.y - middle_line)), tone, (1.0, tilt))


def strata(scene: Scene) -> None:
    n = free_ground(scene)
    lean = scene.chance.one(-0.6, 0.6)
    depth = (scene.y + scene.x * np.float32(lean)) * 1.5 + (n - 0.5) * 1.4
    bands = (
        scene.noise(depth * 5, np.zeros_like(depth)) * 0.75 + scene.noise(depth * 19 + 7, n) * 0.25
    )
    earth = np.concatenate([scene.reading.ground[::-1], scene.reading.sky[1:]])
    mask = np.clip(scene.edge(depth - np.float32(0.25), 0.2), 0, 1)
    across, down = scene.swirl(1.1, 3)
    scene.lay(mask, ramp(earth, bands), (1.0 + across, -np.float32(lean) + down))
    vein = np.clip(1 - np.abs(scene.noise(depth * 2.2 + 40, n * 2) - np.float32(0.52)) * 22, 0, 1)
    scene.lay(
        vein * mask * np.float32(0.9), scene.reading.accent * 0.75 + scene.reading.sky[2] * 0.25
    )


def orbs(scene: Scene) -> None:
    free_ground(scene)
    far, middle, near, dark = scene.reading.ground
    light = scene.reading.sky[2]
    for n in range(11):
        x, y = scene.wide * scene.chance.one(0.08, 0.92), scene.high * scene.chance.one(0.08, 0.92)
        size = (0.26, 0.18, 0.14, 0.1, 0.09, 0.07, 0.06, 0.05, 0.04, 0.03, 0.025)[n]
        hue = (middle, scene.reading.accent, near, far, scene.reading.accent)[n % 5]
        dx, dy = (scene.x - np.float32(x)) / size, (scene.y - np.float32(y)) / size
        scene.lay(
            scene.edge(scene.oval(x + 0.025, y + 0.035, size * 1.05, size * 1.05), size * 0.4)
            * np.float32(0.5),
            dark,
        )
        tone = ramp(
            np.stack([hue * 0.35 + light * 0.65, hue, hue * 0.75, dark * 0.5 + hue * 0.4]),
            dx * 0.28 + dy * 0.32 + 0.45,
        )
        scene.lay(scene.edge(scene.oval(x, y, size, size)), tone, (-dy, dx))


def waves(scene: Scene) -> None:
    free_ground(scene)
    light = scene.reading.sky[2]
    shades = np.concatenate([scene.reading.ground, scene.reading.accent[None]])
    for row in range(15):
        at, size = scene.high * (row + 1.2) / 14, 0.17
        shift = (row % 2) * 0.5 + scene.chance.one(-0.08, 0.08)
        u = scene.x / np.float32(size * 1.7) + shift
        dx = (u - np.floor(u) - 0.5) * np.float32(size * 1.7)
        pick = scene.noise(np.floor(u) * 7.3, np.full_like(u, row * 3.7))
        dy = scene.y - np.float32(at + size * 0.5)
        far = np.sqrt(dx * dx + dy * dy) / size
        hue = ramp(shades, np.broadcast_to(pick * 1.5 - 0.25, far.shape))
        rings = np.clip(wave(far * 2.6) * 0.55 + 0.35, 0, 1)[..., None]
        scene.lay(
            scene.edge((1 - far) * np.float32(size)),
            hue + (light - hue) * rings * np.float32(0.75),
            (-dy / size, dx / size),
        )
