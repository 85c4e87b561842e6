"""What hangs over the land: the sky itself, lights, clouds, birds and mist."""

from collections.abc import Callable

import numpy as np

from workers.engines.painting.chance import Floats
from workers.engines.painting.scene import Scene, ramp


def sky(scene: Scene) -> None:
    high, low, light = scene.reading.sky
    drift = scene.noise.clouds(scene.x * 1.3 + 5, scene.y * 3 + 9, 3) - np.float32(0.5)
    scene.colour[:] = ramp(
        np.stack([high, high * 0.45 + low * 0.55, low]), scene.y / scene.horizon + drift * 0.5
    )
    strong = 1.6 if "swirl" in scene.reading.motifs or "stars" in scene.reading.motifs else 0.5
    across, down = scene.swirl(2.4, strong)
    scene.flow_x[:] = 0.55 + across
    scene.flow_y[:] = down
    if "swirl" in scene.reading.motifs:
        arm = scene.noise.clouds(scene.x * 1.1 + drift, scene.y * 1.1 + scene.x * 0.7, 4)
        scene.lay(np.clip(arm * 2 - 0.8, 0, 1) * 0.75, low)
        scene.lay(np.clip(arm * 4 - 2.7, 0, 1) * 0.7, scene.reading.accent * 0.4 + light * 0.6)
    if "stars" in scene.reading.motifs:
        for _ in range(34):
            x, y = scene.chance.one(0, scene.wide), scene.horizon * scene.chance.one(0, 0.74)
            size = 0.0025 + 0.006 * scene.chance.one() * scene.chance.one()
            glow(scene, x, y, size * 2.2, light, 0.55)
            scene.sparks.append((x, y, size))


def glow(scene: Scene, x: float, y: float, size: float, colour: Floats, strength: float) -> None:
    """Shine around a point, and let the brush circle it."""
    dx, dy = scene.x - np.float32(x), scene.y - np.float32(y)
    near = 1 / (1 + (dx * dx + dy * dy) * np.float32(1 / (size * size)))
    near = np.clip(near * near * 1.06 - 0.06, 0, 1) * np.float32(strength)
    scene.lay(near, colour)
    turn = np.clip(near * 2, 0, 1)
    scene.flow_x += (-dy / np.float32(size) - scene.flow_x) * turn * 0.8
    scene.flow_y += (dx / np.float32(size) - scene.flow_y) * turn * 0.8


def sun(scene: Scene) -> None:
    x, y = scene.light[0], scene.horizon - 0.13
    scene.light = (x, y)
    light = scene.reading.sky[2]
    glow(scene, x, y, 0.55, light, 0.62)
    glow(scene, x, y, 0.2, light, 0.7)
    scene.lay(scene.edge(scene.oval(x, y, 0.075, 0.075), 0.01), light * 0.6 + 0.4)


def moon(scene: Scene) -> None:
    x, y = scene.light
    light = scene.reading.sky[2]
    glow(scene, x, y, 0.36, light, 0.4)
    glow(scene, x, y, 0.15, light, 0.55)
    scene.lay(scene.edge(scene.oval(x, y, 0.07, 0.07), 0.008), light)
    seas = np.clip(scene.noise.clouds(scene.x * 20, scene.y * 20, 2) - 0.4, 0, 0.5)
    scene.lay(
        scene.edge(scene.oval(x, y, 0.066, 0.066), 0.03) * seas * np.float32(0.4),
        scene.reading.sky[1],
    )


def clouds(scene: Scene) -> None:
    high, low, light = scene.reading.sky
    u, v = scene.x * 1.7 + 31, scene.y * 4 + 11
    body = scene.noise.clouds(u, v, 5)
    lit = scene.noise.clouds(u - 0.12, v - 0.35, 5)
    mask = np.clip((body - 0.52) * 5, 0, 1) * np.clip((scene.horizon - scene.y) * 5, 0, 1)
    shade = np.clip((body - lit) * 2.2 + 0.6, 0, 1)
    scene.lay(mask * 0.85, ramp(np.stack([high * 0.55 + low * 0.4, low, light * 0.7 + 0.3]), shade))


def birds(scene: Scene) -> None:
    for _ in range(9):
        x, y = (
            scene.wide * scene.chance.one(0.12, 0.88),
            scene.horizon * scene.chance.one(0.15, 0.8),
        )
        size = scene.chance.one(0.02, 0.055)
        dx, lift = np.abs(scene.x - np.float32(x)) / size, scene.chance.one(0.5, 1)
        wing = np.float32(y) - (dx * (1.5 - dx)) * np.float32(size * lift)
        thick = np.clip(1 - dx, 0, 1) * np.float32(size * 0.22)
        scene.lay(scene.edge(thick - np.abs(scene.y - wing)), scene.reading.ground[3], (1, 0))


def mist(scene: Scene) -> None:
    n = scene.noise.clouds(scene.x * 1.2 + 50, scene.y * 4, 3)
    band = np.clip(1 - np.abs(scene.y - np.float32(scene.horizon + 0.08)) * 3, 0, 1)
    scene.lay(
        band * np.clip(n * 1.3 - 0.25, 0, 1) * np.float32(0.75),
        scene.reading.sky[1] * 0.5 + scene.reading.sky[2] * 0.5,
    )


SKY: dict[str, Callable[[Scene], None]] = {
    "moon": moon,
    "sun": sun,
    "clouds": clouds,
    "birds": birds,
}
