"""What grows: forests and what hangs in them, meadows and their flowers."""

import numpy as np

from workers.engines.painting.chance import wave
from workers.engines.painting.motifs.lands import layers, ridge
from workers.engines.painting.motifs.skies import glow
from workers.engines.painting.scene import Scene, ramp


def forest(scene: Scene) -> None:
    far, middle, near, dark = scene.reading.ground
    low, light = scene.reading.sky[1], scene.reading.sky[2]
    x, y = scene.x, scene.y
    floor = scene.high * 0.74
    glow(scene, scene.light[0], scene.high * 0.45, 0.6, light, 0.8)
    leaves = scene.noise.clouds(x * 5, y * 5, 5)
    scene.lay(
        np.clip((leaves - 0.35) * 2, 0, 0.75) * np.clip(1.1 - y, 0.1, 1),
        far * 0.6 + low * 0.4,
        scene.swirl(5, 1.0),
    )
    depth = np.stack([far * 0.5 + low * 0.5, middle, near, dark])
    for layer in range(4):
        t = layer / 3
        ground = floor + (scene.high - floor) * t * 0.75
        hue = ramp(depth, np.full((1, 1), t, np.float32))[0, 0]
        line = ridge(scene, layer + 2.0, ground, 0.06, 2.0, False)
        litter = scene.noise.clouds(x * 9 + layer * 3, y * 22, 3)
        earth = ramp(
            np.stack([hue * 0.7, hue, middle, far * 0.6 + light * 0.4]), litter * (1.15 - 0.35 * t)
        )
        scene.lay(scene.edge(y - line), earth, (1.0, (litter - 0.5) * 1.5))
        for _ in range(int((9, 7, 5, 3)[layer] * max(1.0, scene.wide))):
            at, lean = scene.chance.one(-0.05, scene.wide + 0.05), scene.chance.one(-0.12, 0.12)
            thick = (0.008, 0.014, 0.024, 0.042)[layer] * scene.chance.one(0.7, 1.3)
            if layer == 3 and abs(at - scene.wide / 2) < 0.22:
                continue  # Keep the view into the wood open.
            bend = (
                np.float32(at)
                + (y - np.float32(ground)) * np.float32(lean)
                + (scene.noise(y * 3 + at * 9, np.full_like(y, at * 31)) - 0.5)
                * np.float32(thick * 1.6)
            )
            width = np.float32(thick) * (1 + np.clip(y - np.float32(ground - 0.1), 0, 0.2) * 5)
            left, right = _columns(scene, at - 0.3, at + 0.3)
            inside = width - np.abs(x[:, left:right] - bend)
            trunk = np.zeros(scene.flow_x.shape, np.float32)
            trunk[:, left:right] = scene.edge(inside) * scene.edge(
                np.float32(ground + 0.02) - y, 0.03
            )
            side = np.clip(
                (x - bend) / width * np.float32(-0.5 if at > scene.light[0] else 0.5) * -1 + 0.5,
                0,
                1,
            )
            bark = ramp(
                np.stack([hue * 0.55, hue * 0.85, hue * 0.5 + middle * 0.2 + light * 0.3]), side
            )
            scene.lay(trunk, bark, (lean, 1.0))
        crown = scene.noise.clouds(x * (6 - layer) + layer * 11, y * (6 - layer) + layer * 5, 5)
        top = np.clip(1.15 - y * np.float32(2.1 / scene.high) - t * 0.15, 0, 1)
        tuft = np.clip((crown + top * 0.55 - 0.86) * 7, 0, 1)
        tone = scene.noise.clouds(x * 13 + layer, y * 13, 3)
        foliage = ramp(
            np.stack([hue * 0.7, hue, middle, far, far * 0.5 + light * 0.5]), tone * (1.2 - 0.4 * t)
        )
        scene.lay(tuft * np.float32(0.92), foliage, scene.swirl(9, 1.2))


def vines(scene: Scene) -> None:
    dark, near = scene.reading.ground[3], scene.reading.ground[2]
    for _ in range(12):
        at, long = scene.wide * scene.chance.one(), scene.high * scene.chance.one(0.2, 0.75)
        sway = wave(scene.y * np.float32(scene.chance.one(0.5, 0.9)) + at) * np.float32(0.04)
        inside = 0.0045 - np.abs(scene.x - np.float32(at) - sway)
        leaf = wave(scene.y * 17 + at * 5) * np.float32(0.011)
        inside = np.maximum(
            inside, np.abs(leaf) - np.abs(scene.x - np.float32(at) - sway - leaf * 1.4)
        )
        scene.lay(
            scene.edge(inside) * scene.edge(np.float32(long) - scene.y),
            dark * 0.6 + near * 0.4,
            (0.2, 1.0),
        )


def meadow(scene: Scene) -> None:
    layers(scene, 4, 0.12, 1.0, False)
    far, middle, near, dark = scene.reading.ground
    t = np.clip(
        (scene.y - np.float32(scene.horizon)) / np.float32(scene.high - scene.horizon), 0.01, 1
    )
    blades = scene.noise.clouds(scene.x * 14, scene.y * 3, 3)
    tone = ramp(np.stack([dark * 0.4 + near * 0.6, near, middle, far]), blades * 1.1 - t * 0.15)
    scene.lay(
        scene.edge(scene.y - np.float32(scene.horizon + 0.12), 0.2) * np.float32(0.8),
        tone,
        (blades - 0.5, 1.0),
    )
    flowers(scene)


def flowers(scene: Scene) -> None:
    """Scatter blossoms, small far away and large in front."""
    light = scene.reading.sky[2]
    for n in range(150):
        t = n / 149
        x, y = (
            scene.wide * scene.chance.one(),
            scene.horizon + 0.1 + (scene.high - scene.horizon - 0.08) * t * (0.3 + 0.7 * t),
        )
        y += scene.chance.one(-0.02, 0.02)
        size = 0.008 + 0.042 * t * t * scene.chance.one(0.6, 1.3)
        colour = scene.reading.accent * np.float32(scene.chance.one(0.8, 1.15))
        if scene.chance.one() < 0.25:
            colour = light * 0.75 + colour * 0.25
        dx, dy = scene.x - np.float32(x), scene.y - np.float32(y)
        petals = scene.oval(x, y, size, size * 0.72)
        scene.lay(scene.edge(petals), np.clip(colour, 0, 1), (-dy / size, dx / size))
        scene.lay(
            scene.edge(scene.oval(x, y - size * 0.25, size * 0.5, size * 0.3), size * 0.3)
            * np.float32(0.5),
            light,
        )
        scene.lay(scene.edge(scene.oval(x, y + size * 0.1, size * 0.26, size * 0.2)), colour * 0.4)


def _columns(scene: Scene, left: float, right: float) -> tuple[int, int]:
    wide = scene.flow_x.shape[1]
    first = min(max(int(left * scene.unit), 0), wide - 1)
    return first, min(max(int(right * scene.unit), first + 1), wide)
