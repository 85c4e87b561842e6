"""The ground from the horizon to our feet: hills, mountains, dunes and water."""

import numpy as np

from workers.engines.painting.chance import Floats, wave
from workers.engines.painting.scene import Scene, ramp


def ridge(scene: Scene, row: float, base: float, rise: float, scale: float, sharp: bool) -> Floats:
    """Give the height of a skyline for each column, one row of the scene wide."""
    u = scene.x * np.float32(scale)
    n = scene.noise.clouds(u + row * 7.7, np.full_like(u, row * 3.1), 5 if sharp else 2)
    if sharp:
        n = 1 - np.abs(n - np.float32(0.5)) * 2
    line: Floats = np.float32(base) - n * np.float32(rise)
    return line


def slope(scene: Scene, line: Floats) -> Floats:
    fall = np.zeros_like(line)
    fall[:, 1:-1] = (line[:, 2:] - line[:, :-2]) * np.float32(scene.unit / 2)
    return fall


def hills(scene: Scene) -> None:
    layers(scene, 5, 0.22, 1.3, False)


def mountains(scene: Scene) -> None:
    layers(scene, 5, 0.5, 1.1, True)


def layers(scene: Scene, count: int, rise: float, scale: float, sharp: bool) -> None:
    """Stack land from far and pale to near and dark, with air between."""
    far, middle, near, dark = scene.reading.ground
    air, light = scene.reading.sky[1], scene.reading.sky[2]
    depth = np.stack([far * 0.55 + air * 0.45, far, middle, near, near * 0.45 + dark * 0.55])
    start = scene.horizon - (0.02 if sharp else 0.06)
    for layer in range(count):
        t = layer / (count - 1)
        base = start + (scene.high * 1.02 - start) * t * (0.35 + 0.5 * t) + rise * 0.45
        line = ridge(
            scene, layer + 1.0, base, rise * (1.05 - 0.45 * t), scale * (1 + 0.6 * (1 - t)), sharp
        )
        tilt = slope(scene, line)
        below = scene.y - line
        here = ramp(depth, np.full((1, 1), t, np.float32))
        veil = ramp(depth, np.full((1, 1), max(0.0, t - 0.22), np.float32)) * 0.75 + air * 0.25
        fold = scene.noise.clouds(scene.x * 4 + scene.y * 2.5, scene.y * 9 + layer, 3)
        # A jagged ridge shapes only the rock just under it; further down it would draw stripes.
        steep = tilt * np.clip(1 - below * np.float32(4 if sharp else 0), 0, 1)
        sunlit = np.clip((fold - 0.5) * 1.5 + steep * np.float32(0.6), -0.5, 0.6)[..., None]
        body = (
            here
            + (light - here) * np.clip(sunlit, 0, 1) * np.float32(0.5)
            + np.minimum(sunlit, 0) * np.float32(0.28)
        )
        body = body + (veil - body) * np.clip(below * np.float32(2.6), 0, 0.7)[
            ..., None
        ] * np.float32(1 - t)
        scene.lay(scene.edge(below), body, (1.0, steep * 0.9 + (fold - 0.5) * 0.8))
        if "snow" in scene.reading.motifs or sharp:
            cap = np.clip((fold - 0.42) * 4, 0, 1) * np.clip(
                1 - below * np.float32(5 / rise * 0.4), 0, 1
            )
            scene.lay(scene.edge(below) * cap * np.float32(0.85 - 0.5 * t), light * 0.5 + 0.48)


def dunes(scene: Scene) -> None:
    far, middle, near, dark = scene.reading.ground
    light, air = scene.reading.sky[2], scene.reading.sky[1]
    start = scene.horizon
    for layer in range(5):
        t = layer / 4
        base = start + (scene.high * 1.05 - start) * t * (0.3 + 0.5 * t) + 0.06
        line = ridge(scene, layer + 0.5, base, 0.12 + 0.2 * t, 1.5 - 0.7 * t, False)
        tilt = slope(scene, line)
        below = scene.y - line
        # The crest runs down the dune in a curve; one side of it lies in the light.
        lean = scene.noise(scene.x * 1.2 + layer * 5, below * 1.5 + 40)
        lit = np.clip(0.55 + tilt * 1.5 + (lean - 0.5) * 1.4 - below * 0.6, 0, 1)
        body = ramp(
            np.stack([near * 0.7 + dark * 0.3, near, middle, far, far * 0.4 + light * 0.6]), lit
        )
        body = body + (air - body) * np.float32(0.42 * (1 - t))
        ripple = wave(below * np.float32(26 - 10 * t) + lean * 3) * np.clip(below * 4, 0, 1)
        scene.lay(
            scene.edge(below),
            body + ripple[..., None] * np.float32(0.03 * t),
            (1.0, tilt + (lean - 0.5) * 1.2),
        )


def sea(scene: Scene) -> None:
    far, middle, near, dark = scene.reading.ground
    low, light = scene.reading.sky[1], scene.reading.sky[2]
    t = np.clip(
        (scene.y - np.float32(scene.horizon)) / np.float32(scene.high - scene.horizon), 0, 1
    )
    near_scale = np.sqrt(t + np.float32(0.004))
    swell = scene.noise.clouds(scene.x * 1.4 / (near_scale + 0.15), near_scale * 14, 3)
    body = ramp(
        np.stack(
            [far * 0.5 + low * 0.5, far * 0.3 + middle * 0.7, middle, near, dark * 0.6 + near * 0.4]
        ),
        t + (swell - 0.5) * 0.55,
    )
    scene.lay(
        scene.edge(scene.y - np.float32(scene.horizon)),
        body,
        (1.0, (swell - 0.5) * 0.8 * near_scale),
    )
    # Light lies on the water below whatever shines, broken by the waves.
    path = (scene.x - np.float32(scene.light[0])) / (0.05 + t * np.float32(0.3))
    path = 1 / (1 + path * path)
    ripples = scene.noise.clouds(scene.x * 3 / (near_scale + 0.1), near_scale * 38, 2)
    glint = np.clip((ripples + path * 0.5 - 0.72) * 5, 0, 1) * path * (t > 0)
    shining = 0.9 if scene.reading.motifs & {"sun", "moon"} else 0.3
    scene.lay(glint * np.float32(shining), light)
    foam = (
        np.clip((swell - 0.7) * 7, 0, 1)
        * np.clip((ripples - 0.45) * 5, 0, 1)
        * np.clip(t * 3, 0, 1)
    )
    scene.lay(foam * np.float32(0.55), low * 0.4 + light * 0.6)
