"""The engine that paints on any machine, in seconds: for tests, first hours, and walls.

It reads the prompt for colours and motifs, imagines a scene, and paints it in as many rounds of
strokes as there are steps. It knows no jobs, files or networks; its recipe is all that it sees.
"""

from collections.abc import Callable

import numpy as np

from domain.ports import Recipe
from workers.engines import png
from workers.engines.painting.adapters import ADAPTERS, bend
from workers.engines.painting.brush import Canvas
from workers.engines.painting.chance import Chance, Floats, Noise
from workers.engines.painting.motifs import compose
from workers.engines.painting.scene import Scene, mute
from workers.engines.painting.words import by_chance, read

SCENE_SIDE = 768  # A scene is soft, so it need not be larger; the strokes bring the detail.
ROWS_AT_ONCE = 128  # Bounds the memory that finishing takes.


class SketchEngine:
    """Paints with brushes made of arithmetic. Change what it paints, and the model's number too."""

    name = "sketch"
    model = "sketch-1"
    adapters = tuple(ADAPTERS)

    def draw(self, recipe: Recipe, on_step: Callable[[int], None]) -> bytes:
        scene = imagine(recipe)
        scene.colour = bend(scene.colour, recipe.adapters)
        tone = scene.reading.ground[1] * 0.5 + scene.reading.sky[1] * 0.5
        canvas = Canvas(recipe.width, recipe.height, tone)
        hold = _hold(recipe)
        short = scene.unit * recipe.width / scene.flow_x.shape[1]
        first, last = 1 / (0.085 * short), 1 / max(0.9, 0.03 * short / (1 + 0.25 * recipe.steps))
        for step in range(1, recipe.steps + 1):
            radius = 1 / (first + (last - first) * step / recipe.steps)
            coverage = 6 / (step * step + 1) + 8 / (recipe.steps + 8)
            strokes = Chance("strokes", recipe.seed, step)
            # The hand grows calmer: late strokes correct what early ones only meant.
            loose = (1.5 - hold) / (1 + step / 40)
            canvas.stroke(scene, strokes, radius, coverage, loose)
            on_step(step)
        pixels = finish(canvas, scene, recipe)
        return png.encode(pixels, recipe, model=self.model, sampler="Brush")


def imagine(recipe: Recipe) -> Scene:
    """Give the scene that the prompt asks for, dissolved into chance as far as guidance is low."""
    scale = min(1.0, SCENE_SIDE / max(recipe.width, recipe.height))
    width, height = max(8, round(recipe.width * scale)), max(8, round(recipe.height * scale))
    hold = _hold(recipe)
    dream = Scene(
        width, height, by_chance(Chance("dream", recipe.seed)), Chance("form", recipe.seed)
    )
    if hold == 0:
        compose(dream)
        return dream
    reading = read(recipe.prompt, recipe.negative_prompt)
    scene = Scene(width, height, reading, Chance("scene", recipe.seed, recipe.prompt))
    compose(scene)
    if hold < 0.8:
        compose(dream)
        patches = dream.noise.clouds(dream.x * 2.5 + 20, dream.y * 2.5 + 20, 4)
        stray = np.clip((patches - np.float32(hold * 1.2)) * 4 + 0.5, 0, 1)
        scene.colour += (dream.colour - scene.colour) * stray[..., None]
        scene.flow_x += (dream.flow_x - scene.flow_x) * stray
        scene.flow_y += (dream.flow_y - scene.flow_y) * stray
    across, down = scene.swirl(3.5, 1.6)
    scene.flow_x += across * np.float32(1 - hold)
    scene.flow_y += down * np.float32(1 - hold)
    for colour, firmly in reading.muted:
        scene.colour = mute(scene.colour, colour, firmly * min(1.0, hold * 1.15))
    grey = (
        scene.colour[..., :1] * 0.3 + scene.colour[..., 1:2] * 0.59 + scene.colour[..., 2:] * 0.11
    )
    vivid, contrast = np.float32(0.75 + 0.4 * hold), np.float32(0.82 + 0.22 * hold)
    scene.colour = grey + (scene.colour - grey) * vivid
    scene.colour = np.clip((scene.colour - 0.5) * contrast + 0.5, 0, 1)
    return scene


def finish(canvas: Canvas, scene: Scene, recipe: Recipe) -> png.Pixels:
    """Light the relief of the paint, add weather, vignette and the grain of the paper."""
    motifs = scene.reading.motifs
    width, height = recipe.width, recipe.height
    relief = np.float32(0.075 if "relief" in motifs else 0.0)
    vignette = np.float32(0.3 if "vignette" in motifs else 0.0)
    grain = np.float32(0.035 if "grain" in motifs else 0.0)
    _weather(canvas, scene, Chance("weather", recipe.seed))
    thick = canvas.relief.reshape(height, width)
    colour = canvas.colour.reshape(height, width, 3)
    pixels = np.empty((height, width, 3), np.uint8)
    paper = Chance("paper", recipe.seed)
    fibre = Noise(paper)
    x = np.arange(width, dtype=np.float32)[None, :]
    for start in range(0, height, ROWS_AT_ONCE):
        rows = np.arange(start, min(start + ROWS_AT_ONCE, height))
        y = rows.astype(np.float32)[:, None]
        here = thick[rows]
        up = thick[np.maximum(rows - 1, 0)]
        slope = here * 2 - np.roll(here, 1, 1) - up
        lit = np.clip(slope, -1, 1) * relief
        u, v = (x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1
        away = u * u * 0.55 + v * v * 0.55
        lit = lit + (fibre(x * 0.31, y * 0.31) - 0.5) * grain
        lit = lit + (paper.floats(len(rows), width) - np.float32(0.5)) * grain
        shade = (1 - away * away * vignette)[..., None]
        strip = colour[rows] * shade + lit[..., None]
        pixels[rows] = (np.clip(strip, 0, 1) * 255 + np.float32(0.5)).astype(np.uint8)
    return pixels


def _weather(canvas: Canvas, scene: Scene, chance: Chance) -> None:
    """Put on top what is smaller than a brush: stars, snow and rain."""
    picture = canvas.colour.reshape(canvas.height, canvas.width, 3)
    unit = scene.unit * canvas.width / scene.flow_x.shape[1]
    light = scene.reading.sky[2]
    dots = [(x, y, size, 0.95) for x, y, size in scene.sparks]
    if "snow" in scene.reading.motifs:
        for x, y, size, strength in chance.floats(220, 4).tolist():
            dots.append(
                (
                    x * scene.wide,
                    y * scene.high,
                    0.0015 + 0.006 * size * size * size,
                    0.5 + 0.4 * strength,
                )
            )
    for x, y, size, strength in dots:
        _dot(picture, x * unit, y * unit, max(0.8, size * unit), light * 0.7 + 0.3, strength)
    if "rain" in scene.reading.motifs:
        for x, y, size, _ in chance.floats(260, 4).tolist():
            long = (0.04 + 0.08 * size) * unit
            count = max(2, int(long))
            along = np.arange(count, dtype=np.float32) / np.float32(count)
            px = (np.float32(x * canvas.width) - along * np.float32(long * 0.22)).astype(np.int32)
            py = (np.float32(y * canvas.height) + along * np.float32(long)).astype(np.int32)
            keep = (px >= 0) & (py < canvas.height)
            old = picture[py[keep], px[keep]]
            wet = (along * (1 - along) * np.float32(1.1))[keep][:, None]
            picture[py[keep], px[keep]] = old + (light - old) * wet


def _dot(picture: Floats, x: float, y: float, r: float, colour: Floats, strength: float) -> None:
    """Set one soft round point of light."""
    left, top = max(0, int(x - r - 1)), max(0, int(y - r - 1))
    part = picture[top : int(y + r + 2), left : int(x + r + 2)]
    dx = np.arange(left, left + part.shape[1], dtype=np.float32) + np.float32(0.5 - x)
    dy = np.arange(top, top + part.shape[0], dtype=np.float32) + np.float32(0.5 - y)
    far = np.sqrt(dx[None, :] ** 2 + dy[:, None] ** 2)
    part += (colour - part) * (np.clip(np.float32(r + 0.5) - far, 0, 1) * np.float32(strength))[
        ..., None
    ]


def _hold(recipe: Recipe) -> float:
    """How firmly the prompt holds the picture: 0 leaves all to chance, towards 1 nothing."""
    return recipe.guidance_scale / (recipe.guidance_scale + 1.6)
