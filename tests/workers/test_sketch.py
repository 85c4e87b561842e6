"""The sketch engine: pictures that depend on their recipe, all of it, and on nothing else."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from domain.ports import Recipe, Stopped
from workers.engines import ENGINES, open_engine
from workers.engines.sketch import imagine

ROOT = Path(__file__).parents[2]
FOX = Recipe(
    prompt="a red fox in an autumn forest",
    negative_prompt="",
    seed=1405,
    steps=6,
    width=96,
    height=72,
    guidance_scale=8,
)


def draw(recipe: Recipe, on_step: Callable[[int], None] = lambda n: None) -> bytes:
    return open_engine("sketch").draw(recipe, on_step)


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture


def pixels(recipe: Recipe) -> bytes:
    return opened(draw(recipe)).tobytes()


def told(png: bytes) -> Recipe:
    """Read `parameters` as tools do that know only the form and not us."""
    lines = opened(png).text["parameters"].split("\n")
    settings = dict(re.findall(r"([\w ]+): ([^,]+)(?:, |$)", lines.pop()))
    width, height = map(int, settings["Size"].split("x"))
    prompt, _, negative = "\n".join(lines).partition("\nNegative prompt: ")
    return Recipe(
        prompt=prompt,
        negative_prompt=negative,
        seed=int(settings["Seed"]),
        steps=int(settings["Steps"]),
        width=width,
        height=height,
        guidance_scale=float(settings["CFG scale"]),
    )


def test_the_same_recipe_gives_the_same_bytes():
    assert draw(FOX) == draw(replace(FOX))


def test_the_same_recipe_gives_the_same_bytes_in_another_process():
    program = (
        "from hashlib import sha256; from domain.ports import Recipe;"
        "from workers.engines import open_engine;"
        f"png = open_engine('sketch').draw({FOX!r}, lambda n: None);"
        "print(sha256(png).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == sha256(draw(FOX)).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 1406},
        {"prompt": "a red fox in an autumn meadow"},
        {"prompt": "a red fox in an autumn forest, etude"},
        {"negative_prompt": "red"},
        {"negative_prompt": "forest"},
        {"negative_prompt": "quizzical"},
        {"negative_prompt": "grain"},
        {"steps": 7},
        {"guidance_scale": 2},
        {"guidance_scale": 8.5},
    ],
    ids=str,
)
def test_whatever_changes_in_a_recipe_changes_the_picture(change):
    assert pixels(replace(FOX, **change)) != pixels(FOX)


def test_without_guidance_the_prompt_has_no_say():
    free = replace(FOX, guidance_scale=0)
    assert pixels(free) == pixels(replace(free, prompt="night over the sea", negative_prompt="red"))
    assert pixels(free) != pixels(replace(free, seed=2))


def test_a_colour_in_the_negative_prompt_leaves_the_picture():
    def redness(recipe: Recipe) -> float:
        red, green, blue = opened(draw(recipe)).resize((1, 1)).getpixel((0, 0))
        return red - (green + blue) / 2

    assert redness(replace(FOX, negative_prompt="red orange")) < redness(FOX) / 2


def test_more_steps_bring_the_picture_closer_to_what_was_meant():
    sea = replace(FOX, prompt="night over the sea", width=192, height=192)
    meant = [round(tone * 255) for tone in imagine(sea).colour.ravel().tolist()]

    def distance(steps: int) -> float:
        painted = pixels(replace(sea, steps=steps))
        return sum(abs(a - b) for a, b in zip(painted, meant, strict=True)) / len(meant)

    assert distance(1) > distance(8) + 2 > distance(30) + 4


def test_progress_is_told_after_each_step_in_order():
    steps: list[int] = []
    draw(FOX, steps.append)
    assert steps == [1, 2, 3, 4, 5, 6]


def test_drawing_stops_at_once_when_nobody_wants_the_picture():
    steps: list[int] = []

    def stop_at_two(step: int) -> None:
        steps.append(step)
        if step == 2:
            raise Stopped

    with pytest.raises(Stopped):
        draw(FOX, stop_at_two)
    assert steps == [1, 2]


@pytest.mark.parametrize(
    "recipe",
    [
        FOX,
        replace(FOX, negative_prompt="blurry, red", guidance_scale=7.5),
        replace(FOX, prompt="two lines\nof prompt, with: commas and colons"),
        replace(FOX, prompt="café à la crème"),
        replace(FOX, prompt="a fox 🦊 in 東京"),
    ],
    ids=lambda recipe: ascii(recipe.prompt),
)
def test_a_picture_carries_its_recipe(recipe):
    assert told(draw(recipe)) == recipe


def test_old_readers_find_a_recipe_in_plain_text_where_that_can_say_it():
    assert b"tEXtparameters\0a red fox" in draw(FOX)
    assert b"iTXtparameters\0" in draw(replace(FOX, prompt="🦊"))


@pytest.mark.parametrize(
    ("width", "height"), [(64, 64), (64, 2048), (2048, 64), (72, 1000), (1000, 72)]
)
def test_pictures_have_the_size_asked_for(width, height):
    picture = opened(draw(replace(FOX, width=width, height=height, steps=1)))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (width, height))


@pytest.mark.parametrize(
    "prompt",
    [
        "🦊🍂",
        "👩‍🚀",
        "مرحبا بالعالم",
        "שקיעה מעל הים",
        "東京の夜",
        "…",
        "!",
        "half a \ud83e pair",
        "a" * 2000,
    ],
    ids=lambda prompt: ascii(prompt[:20]),
)
def test_any_prompt_becomes_a_picture(prompt):
    colours = opened(draw(replace(FOX, prompt=prompt, negative_prompt=prompt[:1]))).getcolors(2**24)
    assert len(colours) > 1000


def test_an_emoji_means_what_it_is_called():
    assert pixels(replace(FOX, prompt="🌵", steps=1)) != pixels(replace(FOX, prompt="🦊", steps=1))


@pytest.mark.parametrize("guidance", [0, 0.01, 30])
@pytest.mark.parametrize("steps", [1, 150])
def test_the_limits_of_steps_and_guidance_are_drawn(steps, guidance):
    recipe = replace(FOX, steps=steps, guidance_scale=guidance, width=64, height=64)
    assert told(draw(recipe)) == recipe


# Together these draw every motif, so that none is forgotten until someone asks for it.
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "prompt",
    [
        "starry night over the sea",
        "birds over a misty lake at dawn, clouds",
        "desert at sunset",
        "snowy mountains",
        "rain in the jungle",
        "city at night in neon",
        "poppies in a meadow on a sunny day",
        "tuscany hills, galaxy",
        "portrait of a queen",
        "queen of hearts playing card",
        "white porcelain vase with roses",
        "planet in space",
        "valentine heart",
        "bubbles",
        "fire",
        "minimal",
        "waves of music",
    ],
)
def test_each_motif_can_be_drawn(prompt):
    assert opened(draw(replace(FOX, prompt=prompt, steps=2))).size == (96, 72)


def test_an_unknown_engine_is_refused_with_the_names_of_the_known():
    with pytest.raises(ValueError, match=r"'crayon'.*sketch"):
        open_engine("crayon")


@pytest.mark.parametrize("name", ENGINES)
def test_engines_go_by_their_own_names(name):
    assert open_engine(name).name == name


def test_engines_cost_nothing_until_one_is_opened():
    program = "import workers.engines, sys; print({'numpy', 'PIL', 'torch'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
