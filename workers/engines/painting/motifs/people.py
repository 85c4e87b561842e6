"""People, crowned or not."""

import numpy as np

from workers.engines.painting.chance import Floats, wave
from workers.engines.painting.motifs.skies import glow
from workers.engines.painting.scene import Scene, ramp

GOLD = np.array([0.88, 0.67, 0.26], np.float32)
SKIN = np.array([0.9, 0.7, 0.56], np.float32)
CHESTNUT = np.array([0.36, 0.2, 0.12], np.float32)
ROSE = np.array([0.76, 0.34, 0.31], np.float32)


def figure(scene: Scene) -> None:
    """A half-length figure with lowered eyes, more a presence than a likeness."""
    size = 1.5
    x, head = scene.wide * 0.5 + scene.chance.one(-0.04, 0.04), scene.high * 0.4
    robe, light = scene.reading.accent, scene.reading.sky[2]
    dark = scene.reading.ground[3]
    skin = SKIN * 0.85 + light * 0.15
    hair = scene.chance.pick((CHESTNUT, CHESTNUT * 0.5, GOLD * 0.7)) * 0.85 + dark * 0.15
    corners = scene.oval(x, head, 0.75 * scene.wide, 0.7)
    scene.lay(
        scene.edge(-corners, 0.9) * np.float32(0.6), scene.reading.ground[2] * 0.6 + dark * 0.4
    )
    glow(scene, x, head, 0.42, light, 0.4)
    u, v = (scene.x - np.float32(x)) / size, (scene.y - np.float32(head)) / size
    weave = scene.noise.clouds(u * 5 + 7, v * 3, 4)
    strands = scene.noise.clouds(u * 22, v * 3, 3)
    locks = ramp(
        np.stack([hair * 0.5, hair, hair * 0.8 + light * 0.25]), strands * 0.8 - u * 2 + 0.1
    )
    folds = [robe * 0.3 + dark * 0.25, robe * 0.7, robe, robe * 0.5 + light * 0.5]
    drape = v - np.float32(0.165) - u * u * np.float32(1.4)
    shoulders = np.minimum(drape, np.float32(0.3) + v * np.float32(0.2) - np.abs(u)) * np.float32(
        size
    )

    def oval(right: float, down: float, rx: float, ry: float) -> Floats:
        return scene.oval(x + right * size, head + down * size, rx * size, ry * size)

    scene.lay(
        scene.edge(np.maximum(oval(0, -0.015, 0.118, 0.15), oval(0.0, 0.1, 0.125, 0.14))),
        locks,
        (u * 4, 1.0),
    )
    scene.lay(scene.edge(shoulders), ramp(np.stack(folds), weave * 1.1 - u * 0.7), (u * 3, 1.0))
    opening = np.minimum(0.075 - np.abs(u), 0.235 - v - np.abs(u) * 0.9) * np.float32(size)
    neck = np.maximum(
        np.minimum(opening, v - 0.15), np.minimum(0.042 - np.abs(u), np.minimum(v, 0.2 - v))
    )
    scene.lay(scene.edge(neck), skin * 0.82, (0.0, 1.0))
    turn = np.clip(0.42 + u * 3.6 + v * 0.6, 0, 1)
    cheeks = np.stack([skin * 0.5 + light * 0.5, skin, skin * 0.88, skin * 0.62])
    scene.lay(
        scene.edge(np.maximum(oval(0, -0.02, 0.08, 0.095), oval(0, 0.025, 0.066, 0.092))),
        ramp(cheeks, turn),
        (u * 2, 1.0),
    )
    # Hair falls from a parting over both temples.
    fringe = np.minimum(
        oval(0, -0.015, 0.112, 0.145),
        -v - 0.022 - 0.078 * (1 - np.clip(np.abs(u - 0.012) * 13, 0, 1)),
    )
    scene.lay(scene.edge(fringe), locks, (1.0, -0.8))
    for side in (-1.0, 1.0):
        scene.lay(
            scene.edge(oval(side * 0.033, -0.002, 0.022, 0.012), 0.012) * np.float32(0.5),
            skin * 0.6,
        )
        lid = np.minimum(
            oval(side * 0.033, -0.006, 0.02, 0.014), -oval(side * 0.033, -0.012, 0.024, 0.015)
        )
        scene.lay(scene.edge(lid), hair * 0.4, (1.0, 0.0))
        brow = np.minimum(
            oval(side * 0.035, -0.024, 0.026, 0.012), -oval(side * 0.035, -0.018, 0.028, 0.012)
        )
        scene.lay(scene.edge(brow) * np.float32(0.8), hair * 0.7, (1.0, 0.0))
        scene.lay(scene.edge(oval(side * 0.042, 0.035, 0.02, 0.016), 0.03) * np.float32(0.3), ROSE)
    scene.lay(
        scene.edge(oval(0.009, 0.018, 0.007, 0.03), 0.012) * np.float32(0.55),
        skin * 0.66,
        (0.0, 1.0),
    )
    scene.lay(scene.edge(oval(0.002, 0.045, 0.014, 0.005), 0.008) * np.float32(0.6), skin * 0.58)
    scene.lay(
        scene.edge(np.maximum(oval(-0.007, 0.071, 0.016, 0.006), oval(0.007, 0.071, 0.016, 0.006))),
        ROSE * 0.85,
        (1.0, 0.0),
    )
    scene.lay(scene.edge(oval(0, 0.079, 0.014, 0.007)), ROSE, (1.0, 0.0))
    if "crown" in scene.reading.motifs:
        crown(scene, x, head - 0.115 * size, 0.1 * size)


def crown(scene: Scene, x: float, y: float, half: float) -> None:
    u, up = (scene.x - np.float32(x)) / half, (np.float32(y) - scene.y) / half
    teeth = 0.42 + np.abs(wave(u * 1.25 + 0.25)) * 0.55
    inside = np.minimum(np.minimum(1 + up * 0.12 - np.abs(u), up + 0.22), teeth - up) * np.float32(
        half
    )
    tone = ramp(np.stack([GOLD * 0.5, GOLD, GOLD * 0.5 + 0.5, GOLD, GOLD * 0.45]), u * 0.5 + 0.5)
    scene.lay(scene.edge(inside), tone, (0.0, 1.0))
    for jewel in (-0.6, 0.0, 0.6):
        scene.lay(
            scene.edge(scene.oval(x + jewel * half, y - 0.1 * half, 0.12 * half, 0.12 * half)),
            scene.reading.accent,
        )
