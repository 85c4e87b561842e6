"""Things on a table and animals in the open, with the backdrop for those who stand alone."""

import numpy as np

from workers.engines.painting.chance import Floats
from workers.engines.painting.motifs.skies import glow, sky
from workers.engines.painting.scene import Scene, ramp

LEAF = np.array([0.42, 0.55, 0.3], np.float32)


def backdrop(scene: Scene) -> None:
    """A wall and a table, in soft light from one side."""
    high, low, light = scene.reading.sky
    far, middle, near, _ = scene.reading.ground
    mottle = scene.noise.clouds(scene.x * 2, scene.y * 2, 4)
    sink = scene.y * np.float32(0.5 / scene.high) + scene.x * np.float32(0.3 / scene.wide)
    scene.colour[:] = ramp(
        np.stack([low * 0.5 + light * 0.5, low, high * 0.6 + low * 0.4]),
        sink + (mottle - 0.5) * 0.5,
    )
    across, down = scene.swirl(1.6, 1.2)
    scene.flow_x[:], scene.flow_y[:] = 0.3 + across, 0.5 + down
    if scene.reading.motifs & {"vase", "orb"}:
        table = scene.high * 0.72
        tone = ramp(
            np.stack([far, middle, near]),
            (scene.y - np.float32(table)) * 1.6 + sink * 0.5 + (mottle - 0.5) * 0.4,
        )
        scene.lay(scene.edge(scene.y - np.float32(table), 0.012), tone, (1.0, 0.0))
    if "stars" in scene.reading.motifs:
        sky(scene)


def vase(scene: Scene) -> None:
    x, foot = scene.wide * scene.chance.one(0.42, 0.58), scene.high * 0.84
    tall, broad = scene.chance.one(0.42, 0.54), scene.chance.one(0.13, 0.18)
    far, middle, near, dark = scene.reading.ground
    light = scene.reading.sky[2]
    shade = scene.oval(x + broad * 1.2, foot, broad * 1.9, 0.045)
    scene.lay(scene.edge(shade, 0.05) * np.float32(0.6), near * 0.6 + dark * 0.4, (1.0, 0.0))
    t = (np.float32(foot) - scene.y) / np.float32(tall)  # 0 at the foot, 1 at the lip
    belly = np.clip(t * (1 - t) * 4, 0, 1)
    half = np.float32(broad) * (
        0.42 + belly * (1.05 - t) * np.float32(0.95) + np.clip(t - 0.82, 0, 1) ** 2 * 7
    )
    inside = np.where((t > 0) & (t < 1), half - np.abs(scene.x - np.float32(x)), np.float32(-1))
    across = (scene.x - np.float32(x)) / np.maximum(half, np.float32(0.02))
    tone = ramp(
        np.stack([light * 0.6 + far * 0.4, light, far, middle, near, near * 0.55 + dark * 0.45]),
        across * 0.5 + 0.5,
    )
    scene.lay(scene.edge(inside), tone, (across * np.float32(0.3), 1.0))
    paint = scene.noise.clouds(across * 3 + 3, t * 9, 4)
    band = np.clip((paint - 0.56) * 8, 0, 1) * np.clip(1 - np.abs(t - np.float32(0.5)) * 4.2, 0, 1)
    scene.lay(scene.edge(inside) * band * np.float32(0.85), scene.reading.accent, (1.0, 0.3))
    for ring in (0.22, 0.79, 0.97):
        line = np.float32(0.006) - np.abs(t - np.float32(ring)) * np.float32(tall)
        scene.lay(
            scene.edge(inside) * scene.edge(line) * np.float32(0.8),
            scene.reading.accent * 0.9,
            (1.0, 0.0),
        )
    if "flowers" in scene.reading.motifs:
        bouquet(scene, x, foot - tall)


def bouquet(scene: Scene, x: float, y: float) -> None:
    leaf, dark = LEAF * 0.8 + scene.reading.ground[2] * 0.2, scene.reading.ground[3]
    for _ in range(22):
        at, up = x + scene.chance.one(-0.2, 0.2), y - scene.chance.one(-0.03, 0.25)
        tone = leaf * np.float32(scene.chance.one(0.5, 1.15)) + dark * 0.1
        scene.lay(scene.edge(scene.oval(at, up, 0.045, 0.022)), tone, (at - x, up - y - 0.05))
        stem = np.float32(at) + (scene.y - np.float32(up)) * np.float32(
            (x - at) / (y + 0.03 - up + 0.02)
        )
        between = np.minimum(scene.y - np.float32(up), np.float32(y + 0.03) - scene.y)
        scene.lay(
            scene.edge(np.minimum(0.004 - np.abs(scene.x - stem), between)),
            leaf * 0.6,
            (x - at, y - up + 0.05),
        )
    for _ in range(22):
        at, up = x + scene.chance.one(-0.19, 0.19), y - scene.chance.one(0.0, 0.27)
        size = scene.chance.one(0.035, 0.065)
        dx, dy = scene.x - np.float32(at), scene.y - np.float32(up)
        for turn in range(3):
            part = size * (1 - turn * 0.3)
            tone = np.clip(
                scene.reading.accent * np.float32(0.72 + 0.26 * turn) + np.float32(0.04 * turn),
                0,
                1,
            )
            off = scene.chance.one(-0.2, 0.2) * size
            scene.lay(
                scene.edge(scene.oval(at + off, up - turn * size * 0.12, part, part * 0.85)),
                tone,
                (-dy / size, dx / size),
            )


def orb(scene: Scene) -> None:
    x, y, size = (
        scene.wide * scene.chance.one(0.4, 0.6),
        scene.high * scene.chance.one(0.42, 0.52),
        0.29,
    )
    light, dark = scene.reading.sky[2], scene.reading.ground[3]
    dx, dy = (scene.x - np.float32(x)) / size, (scene.y - np.float32(y)) / size
    glow(scene, x, y, 0.42, scene.reading.accent, 0.45)
    scene.sparks = [
        s for s in scene.sparks if (s[0] - x) * (s[0] - x) + (s[1] - y) * (s[1] - y) > size * size
    ]
    bands = scene.noise.clouds(dx * 0.8 + dy * 0.3 + 9, dy * 3.2 - dx * 0.8 + 5, 4)
    round_ = np.clip(0.62 - dx * 0.42 - dy * 0.34 + (bands - 0.5) * 0.55, 0, 1)
    skin = ramp(
        np.stack(
            [
                dark,
                scene.reading.accent * 0.45 + dark * 0.3,
                scene.reading.accent,
                scene.reading.accent * 0.4 + light * 0.6,
                light,
            ]
        ),
        round_,
    )
    scene.lay(
        scene.edge(scene.oval(x, y, size, size)),
        skin,
        (1.0, np.broadcast_to(dx * dy * -0.6 - 0.25, scene.flow_x.shape)),
    )


def creature(scene: Scene) -> None:
    """An animal sitting, seen from the side of its tail: ears, chest and a brush of a tail."""
    x, foot = scene.wide * scene.chance.one(0.4, 0.6), scene.high * 0.9
    facing = scene.chance.pick((-1.0, 1.0))
    coat, light, dark = scene.reading.accent, scene.reading.sky[2], scene.reading.ground[3]
    fur = scene.noise.clouds(scene.x * 16, scene.y * 10, 3)
    lit = np.clip(fur * 0.9 + (np.float32(x) - scene.x) * np.float32(0.9) * facing + 0.05, 0, 1)
    hair = ramp(
        np.stack([coat * 0.42 + dark * 0.15, coat * 0.8, coat, coat * 0.6 + light * 0.4]), lit
    )

    def at(right: float, up: float, rx: float, ry: float) -> Floats:
        return scene.oval(x + right * facing, foot - up, rx, ry)

    scene.lay(scene.edge(at(0.05, 0.0, 0.3, 0.03), 0.05) * np.float32(0.65), dark, (1.0, 0.0))
    tail = np.maximum(at(-0.17, 0.045, 0.13, 0.045), at(-0.25, 0.075, 0.07, 0.05))
    scene.lay(scene.edge(tail), hair, (1.0, 0.25 * facing))
    scene.lay(scene.edge(at(-0.29, 0.085, 0.04, 0.034), 0.03), light)
    body = np.maximum(at(-0.03, 0.12, 0.125, 0.13), at(0.035, 0.23, 0.078, 0.16))
    scene.lay(scene.edge(body), hair, (0.25 * facing, 1.0))
    scene.lay(
        scene.edge(at(0.07, 0.21, 0.04, 0.11), 0.03) * np.float32(0.9),
        light * 0.85 + coat * 0.15,
        (0.2, 1.0),
    )
    for paw in (0.045, 0.09):
        scene.lay(scene.edge(at(paw, 0.07, 0.018, 0.08)), coat * 0.45 + dark * 0.3, (0.0, 1.0))
    for ear in (0.005, 0.095):
        dx, up = (
            (scene.x - np.float32(x)) * facing - np.float32(ear),
            np.float32(foot - 0.42) - scene.y,
        )
        cone = np.where(
            up > -0.02, np.float32(0.036) - np.abs(dx) - up * np.float32(0.36), np.float32(-1)
        )
        scene.lay(scene.edge(cone), coat * 0.75 + dark * 0.1, (0.1, 1.0))
        scene.lay(scene.edge(cone - np.float32(0.014)), dark * 0.7 + coat * 0.2, (0.1, 1.0))
    head = np.maximum(at(0.05, 0.385, 0.078, 0.062), at(0.115, 0.36, 0.06, 0.026))
    scene.lay(scene.edge(head), hair, (0.9, 0.3 * facing))
    scene.lay(
        scene.edge(at(0.095, 0.35, 0.06, 0.024), 0.02) * np.float32(0.9),
        light * 0.9 + coat * 0.1,
        (1.0, 0.1),
    )
    scene.lay(scene.edge(at(0.172, 0.365, 0.012, 0.011)), dark * 0.6)
    scene.lay(scene.edge(at(0.075, 0.395, 0.011, 0.009)), dark * 0.5)


def hearts(scene: Scene, x: float, y: float, size: float, upright: float = 1.0) -> Floats:
    u, v = (
        np.abs(scene.x - np.float32(x)) / size,
        (scene.y - np.float32(y)) / size * np.float32(upright),
    )
    lobe = 0.54 - np.sqrt((u - 0.46) ** 2 + (v + 0.3) ** 2)
    point = np.minimum(np.minimum((0.98 - u * 1.02 - v) * 0.7, v + 0.32), 0.99 - u)
    inside: Floats = np.maximum(lobe, point) * np.float32(size)
    return inside


def heart(scene: Scene) -> None:
    x, y = scene.wide * 0.5, scene.high * 0.5
    red, light = scene.reading.accent, scene.reading.sky[2]
    weave = scene.noise.clouds(scene.x * 4, scene.y * 4, 4)
    tone = weave + (np.float32(x + y) - scene.x - scene.y) * 0.9
    inside = hearts(scene, x, y, 0.3)
    glow(scene, x, y, 0.4, light, 0.6)
    skin = ramp(np.stack([red * 0.4, red * 0.75, red, red * 0.6 + light * 0.4]), tone)
    scene.lay(
        scene.edge(inside), skin, (-(scene.y - np.float32(y)) * 3, (scene.x - np.float32(x)) * 3)
    )
