"""A court card, of which the studio had many to make."""

import numpy as np

from workers.engines.painting.chance import Floats, wave
from workers.engines.painting.motifs.people import CHESTNUT, GOLD, SKIN, crown
from workers.engines.painting.motifs.things import hearts
from workers.engines.painting.scene import Scene, ramp

ROYAL = np.array([0.14, 0.22, 0.42], np.float32)


def card(scene: Scene) -> None:
    """A playing card on a cloth: the figure and its mirror image, which meet at the waist."""
    light = scene.reading.sky[2]
    far, _, near, dark = scene.reading.ground
    mottle = scene.noise.clouds(scene.x * 3, scene.y * 3, 4)
    cloth = scene.reading.accent
    scene.colour[:] = ramp(
        np.stack([dark * 0.8, cloth * 0.3 + dark * 0.35, cloth * 0.35 + near * 0.3]), mottle
    )
    scene.flow_x[:], scene.flow_y[:] = scene.swirl(2, 1.5)
    tall = min(scene.high * 0.93, scene.wide * 0.93 / 0.68)
    broad, x, y = tall * 0.68, scene.wide / 2, scene.high / 2
    u, v = scene.x - np.float32(x), scene.y - np.float32(y)

    def sheet(half_w: float, half_h: float, corner: float) -> Floats:
        du, dv = np.abs(u) - np.float32(half_w - corner), np.abs(v) - np.float32(half_h - corner)
        out = np.sqrt(np.maximum(du, 0) ** 2 + np.maximum(dv, 0) ** 2)
        inside: Floats = np.float32(corner) - out - np.minimum(np.maximum(du, dv), 0)
        return inside

    scene.lay(
        scene.edge(sheet(broad / 2 + 0.02, tall / 2 + 0.02, 0.06), 0.06) * np.float32(0.7),
        dark * 0.5,
    )
    paper = light * 0.55 + far * 0.45
    scene.lay(
        scene.edge(sheet(broad / 2, tall / 2, 0.05)),
        paper + (mottle[..., None] - 0.5) * np.float32(0.1),
        (0.4, 1.0),
    )
    frame = sheet(broad * 0.365, tall * 0.435, 0.01)
    inner = scene.edge(frame)
    scene.lay(inner, paper * 0.72 + scene.reading.sky[1] * 0.2 + cloth * 0.06, (0.0, 1.0))
    # Draw the figure in the upper half alone, then turn that half round the centre.
    before = scene.colour.copy(), scene.flow_x.copy(), scene.flow_y.copy()
    bust(scene, x, y - tall * 0.225, tall * 1.12)
    scene.lay(
        scene.edge(hearts(scene, x - broad * 0.262, y - tall * 0.34, broad * 0.085)),
        cloth,
        (1.0, 0.4),
    )
    sash = np.float32(0.03) - np.abs(v + u * np.float32(0.45))
    scene.lay(scene.edge(sash + np.float32(0.012)), ROYAL, (1.0, -0.45))
    scene.lay(scene.edge(sash), GOLD, (1.0, -0.45))
    scene.lay(scene.edge(sash - np.float32(0.018)), cloth, (1.0, -0.45))
    upper = scene.edge(-(v + u * np.float32(0.45)))
    for field, was in zip((scene.colour, scene.flow_x, scene.flow_y), before, strict=True):
        half, keep = (upper[..., None], inner[..., None]) if field.ndim == 3 else (upper, inner)
        whole = field * half + field[::-1, ::-1] * (1 - half)
        field[:] = was + (whole - was) * keep
    rim = np.float32(0.007) - np.abs(frame)
    upright = np.abs(u) - np.float32(broad * 0.365) > np.abs(v) - np.float32(tall * 0.435)
    scene.lay(
        scene.edge(rim),
        ROYAL * 0.8 + dark * 0.1,
        (1 - upright.astype(np.float32), upright.astype(np.float32)),
    )
    for side in (-1.0, 1.0):
        pip = hearts(scene, x + side * broad * 0.432, y + side * tall * 0.385, broad * 0.047, -side)
        scene.lay(scene.edge(pip), cloth * 0.95, (0.6, 1.0))
        # Over each small heart a Q, as far as a brush can write.
        letter_x, letter_y = x + side * broad * 0.432, y + side * tall * 0.44
        ring = np.float32(0.0055) - np.abs(scene.oval(letter_x, letter_y, 0.016, 0.021))
        across, down = (
            (scene.x - np.float32(letter_x)) * -side,
            (scene.y - np.float32(letter_y)) * -side,
        )
        tail = np.minimum(
            np.float32(0.006) - np.abs(across - down) * 0.7,
            np.minimum(across, np.float32(0.021) - across),
        )
        scene.lay(scene.edge(np.maximum(ring, tail)), cloth * 0.85)


def bust(scene: Scene, x: float, y: float, size: float) -> None:
    """A court figure, drawn with bold shapes."""
    robe, light = scene.reading.accent, scene.reading.sky[2]
    dark = scene.reading.ground[3]
    u, v = (scene.x - np.float32(x)) / size, (scene.y - np.float32(y)) / size
    lozenge = wave(u * 7 + v * 7) * wave(u * 7 - v * 7)
    robes = ramp(
        np.stack([robe * 0.55, robe, robe, GOLD, light]), np.clip(lozenge * 0.9 + 0.35, 0, 1)
    )
    coat = np.minimum(v - 0.07 - u * u * 1.2, 0.3 + v * 0.2 - np.abs(u)) * np.float32(size)
    scene.lay(scene.edge(coat), robes, (u * 2, 1.0))
    cape = np.minimum(coat, (np.abs(u) - 0.115 - v * 0.1) * np.float32(size))
    scene.lay(scene.edge(cape), ROYAL + (lozenge * np.float32(0.1))[..., None], (u * 2, 1.0))
    scene.lay(
        scene.edge(
            np.minimum(coat, 0.009 - np.abs((np.abs(u) - 0.115 - v * 0.1) * np.float32(size)))
        ),
        GOLD,
        (u, 1.0),
    )
    for side in (-1.0, 1.0):
        lock = scene.oval(x + side * 0.075 * size, y + 0.03 * size, 0.045 * size, 0.13 * size)
        scene.lay(
            scene.edge(lock), GOLD * 0.75 + (wave(u * 40) * np.float32(0.12))[..., None], (u, 1.0)
        )
    scene.lay(
        scene.edge(scene.oval(x, y + 0.128 * size, 0.1 * size, 0.028 * size)),
        light * 0.9 + 0.1,
        (1.0, 0.0),
    )
    scene.lay(
        scene.edge(scene.oval(x, y, 0.072 * size, 0.1 * size)),
        SKIN * 0.8 + 0.17 - np.clip(u, 0, 1)[..., None] * np.float32(1.5),
        (u * 2, 1.0),
    )
    for side in (-1.0, 1.0):
        eye = x + side * 0.028 * size
        scene.lay(
            scene.edge(scene.oval(eye, y - 0.012 * size, 0.013 * size, 0.0065 * size)), dark * 0.7
        )
        scene.lay(
            scene.edge(scene.oval(eye, y - 0.031 * size, 0.018 * size, 0.0045 * size)), CHESTNUT
        )
    scene.lay(
        scene.edge(scene.oval(x + 0.003 * size, y + 0.015 * size, 0.005 * size, 0.024 * size)),
        SKIN * 0.75,
        (0.0, 1.0),
    )
    scene.lay(scene.edge(scene.oval(x, y + 0.055 * size, 0.019 * size, 0.008 * size)), robe * 0.9)
    crown(scene, x, y - 0.085 * size, 0.095 * size)
