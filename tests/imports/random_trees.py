"""Small folders by chance: what Hypothesis thinks up, and how it gets onto the disk."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.imports import pictures
from tests.imports.trees import made, parameters


@dataclass(frozen=True)
class File:
    """Bytes, and when they were written, in seconds since 1970."""

    data: bytes
    written: int = 1_760_000_000


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True)
class Pipe:
    """A named pipe, which whoever opens it would wait at."""


Content = File | Link | Pipe
Plan = Mapping[bytes, Content]
"""What lies where: paths relative to the folder."""

FOLDERS = (
    b"",
    b"card_deck_20251011_101010/",
    b"card_deck_20251011_101010/more/",
    b"card_deck_2/thumbnails/",
    b"zodiac_" + "łódź".encode() + b"/",
    b"lora_tests/a/b/",
    b"uploads/",
    b"moths_20251101_081530/",
    b".hidden/",
    b"d" * 255 + b"/",
    b"\xff\xfe/",
)
STEMS = (
    *(b"a", b"A", b"b", b"a.png", b"20251014_223846_a", b"2025-10-14T22:38:46", b"e" * 250),
    *("cafe\u0301".encode(), b"\xe9", b"two\nlines", b".a", b" "),
)
ENDINGS = (b".png", b".PNG", b".jpg", b".webp", b".json", b".yaml", b".yml", b".gif", b".txt", b"")

paths = st.builds(
    lambda folder, stem, ending: folder + stem + ending,
    st.sampled_from(FOLDERS),
    st.sampled_from(STEMS),
    st.sampled_from(ENDINGS),
)

written = st.integers(1_600_000_000, 1_800_000_000)

numbers = st.integers(0, 4)
"""Few, so that the same bytes come more than once."""

images = st.one_of(
    st.builds(pictures.png, numbers),
    st.builds(
        lambda n: pictures.png(n, texts={"parameters": parameters(made(n, "by chance"))}), numbers
    ),
    st.builds(pictures.jpeg, numbers),
    st.builds(lambda n: pictures.jpeg(n, exif={0x9003: "2025:09:21 18:05:00"}), numbers),
    st.builds(pictures.webp, numbers),
)

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["2025-10-14T22:38:46", "x" * 3000, 1760481526]),
)

objects = st.dictionaries(
    st.sampled_from(["prompt", "negative_prompt", "seed", "steps", "timestamp", "lora", "model"]),
    values,
    max_size=4,
)

sidecars = st.one_of(
    objects.map(lambda said: json.dumps(said).encode()),
    st.binary(max_size=20),
    st.just(b"prompt: a\nseed: 3\n"),
    st.just(b"a: &a [*a]"),
)

broken = st.one_of(
    st.just(b""),
    st.just(b"no picture"),
    st.builds(lambda n, by: pictures.png(n)[:-by], numbers, st.integers(1, 60)),
    st.builds(lambda n: pictures.gif(n), numbers),
)

links = st.one_of(
    st.sampled_from(["/etc/passwd", "../..", "gone.png", ".", "card_deck_2", "a.png", "../a.png"]),
).map(Link)

contents: st.SearchStrategy[Content] = st.one_of(
    st.builds(File, images, written),
    st.builds(File, images, written),
    st.builds(File, sidecars, written),
    st.builds(File, broken, written),
    links,
    st.just(Pipe()),
)


def _alike(path: bytes, content: Content, other: Content) -> Content:
    """Mostly give a name for sidecars a sidecar, and other names something else."""
    return other if path.endswith((b".json", b".yaml", b".yml")) else content


@st.composite
def random_trees(draw: Any, most: int = 20) -> Plan:
    """Plans of folders with up to so many files; some names of a plan often belong together."""
    chosen = draw(st.lists(paths, unique=True, max_size=most))
    sidecar = st.builds(File, sidecars, written)
    return {path: _alike(path, draw(contents), draw(sidecar)) for path in chosen}


def plant(folder: Path, plan: Plan) -> None:
    """Make the files of a plan."""
    for path, content in plan.items():
        file = folder / os.fsdecode(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case File(data, moment):
                file.write_bytes(data)
                os.utime(file, (moment, moment))
            case Link(target):
                file.symlink_to(target)
            case Pipe():
                os.mkfifo(file)
