"""What people built: houses in rows, lit at any hour, and a wet street."""

import numpy as np

from workers.engines.painting.chance import wave
from workers.engines.painting.scene import Scene, ramp

LAMP = np.array([1.0, 0.78, 0.42], np.float32)


def city(scene: Scene) -> None:
    far, middle, near, dark = scene.reading.ground
    low, light = scene.reading.sky[1], scene.reading.sky[2]
    depth = np.stack([far * 0.5 + low * 0.5, middle, near, dark])
    street = scene.high * 0.86
    for layer in range(4):
        t = layer / 3
        hue = ramp(depth, np.full((1, 1), t, np.float32))[0, 0]
        at = -0.05
        while at < scene.wide:
            broad = scene.chance.one(0.05, 0.1) * (1 + 0.8 * t)
            top = scene.horizon + 0.04 - scene.chance.one(0.02, 0.42) * (1 - 0.35 * t) + 0.16 * t
            inside = np.minimum(
                np.float32(broad / 2) - np.abs(scene.x - np.float32(at + broad / 2)),
                scene.y - np.float32(top),
            )
            fade = np.clip((scene.y - np.float32(top)) * np.float32(1.2), 0, 0.55)[..., None]
            side = np.where(scene.x > at + broad * 0.62, np.float32(0.8), np.float32(1.0))[
                ..., None
            ]
            scene.lay(
                scene.edge(inside),
                (hue + (low - hue) * fade * np.float32(1 - t)) * side,
                (0.0, 1.0),
            )
            pane = 0.016 + 0.01 * t
            u, v = (
                (scene.x - np.float32(at)) / pane,
                (scene.y - np.float32(top)) / np.float32(pane * 1.5),
            )
            lamp = (wave(u * 0.5) > 0.2) & (wave(v * 0.5) > 0.2)
            lit = scene.noise(np.floor(u) * 3.7 + at * 50, np.floor(v) * 5.3 + layer) > 0.5
            scene.lay(
                scene.edge(inside - np.float32(0.008)) * lamp * lit * np.float32(0.5 + 0.45 * t),
                light * 0.3 + LAMP * 0.7,
            )
            at += broad * scene.chance.one(0.95, 1.25)
    wet = scene.noise.clouds(scene.x * 9, scene.y * 2.2, 3)
    road = ramp(np.stack([dark, near, LAMP * 0.8 + light * 0.2]), wet * 1.4 - 0.3)
    scene.lay(scene.edge(scene.y - np.float32(street)), road, (0.15, 1.0))
