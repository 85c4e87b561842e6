"""Folders as imports find them, made anew each time: the same files for the same arguments.

python -m tests.imports.trees historic FOLDER
python -m tests.imports.trees generations FOLDER
python -m tests.imports.trees synthetic FOLDER --files 100000 --seed 1
"""

import argparse
import json
import os
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.imports.metadata.facts import Facts
from domain.ports import Adapter
from domain.vocabulary import ImportDatedBy, ImportItemKind, ImportOutcome, ImportReason
from tests.imports import pictures

IMAGE, SIDECAR, OTHER = ImportItemKind
CREATED = ImportOutcome.CREATED

WRITTEN = datetime(2025, 10, 20, 12, tzinfo=UTC)
"""When the first file was last written; each further one a second later."""


@dataclass(frozen=True)
class Expected:
    """What a plan for an empty studio says of a file, in the zone UTC."""

    kind: ImportItemKind
    outcome: ImportOutcome
    reason: ImportReason | None = None
    album: str | None = None
    """The album's key; None where no image comes of it."""
    duplicate_of: str | None = None
    """The path of the file that it repeats, within its album."""
    facts: Facts = field(default_factory=Facts)
    """Of a picture: what its sidecar and its own text tell; the stamp is not looked at."""
    taken_at: datetime | None = None
    dated_by: ImportDatedBy | None = None


class Tree:
    """A folder that is being filled, and what is expected of each file in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.expected: dict[str, Expected] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, path: str, data: bytes, expected: Expected) -> None:
        """Write a file."""
        file = self._new(path)
        file.write_bytes(data)
        written = WRITTEN + timedelta(seconds=len(self.expected))
        if expected.dated_by is ImportDatedBy.MTIME:
            expected = replace(expected, taken_at=written)
        stamp = int(written.timestamp()) * 1_000_000_000
        os.utime(file, ns=(stamp, stamp))
        self.expected[path] = expected

    def link(self, path: str, target: str, expected: Expected) -> None:
        """Make a symbolic link."""
        self._new(path).symlink_to(target)
        self.expected[path] = expected

    def _new(self, path: str) -> Path:
        assert path not in self.expected, path
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def in_order(self) -> list[str]:
        """Give the paths in the order of a walk."""
        return sorted(self.expected, key=lambda path: [os.fsencode(p) for p in path.split("/")])

    def sidecars(self, path: str) -> list[str]:
        """Give the sidecars that belong to a picture."""
        stem = path.rpartition(".")[0]
        beside = [f"{name}.{end}" for name in (stem, path) for end in ("json", "yaml", "yml")]
        return [name for name in beside if name in self.expected]

    def counts(self) -> Counter[ImportOutcome]:
        """Give how many files come to each outcome."""
        return Counter(each.outcome for each in self.expected.values())

    def images(self) -> dict[str, Expected]:
        """Give the files that become images."""
        return {
            path: each
            for path, each in self.expected.items()
            if (each.kind, each.outcome) == (IMAGE, CREATED)
        }


SHORT = (48, 64)
"""Width and height of the pictures that come with facts, in pixels."""


def made(number: int, prompt: str, **more: Any) -> Facts:
    """How a picture was made, by its number."""
    facts = Facts(
        prompt=prompt,
        negative_prompt="blurry, text, watermark" if number % 3 else "",
        seed=number * 104_729 % 2**31,
        steps=20 + number % 31,
        guidance_scale=5 + number % 9 / 2,
        model="runwayml/stable-diffusion-v1-5",
        width=SHORT[0],
        height=SHORT[1],
    )
    return replace(facts, **more)


def fields(facts: Facts, moment: datetime | str | None = None) -> dict[str, Any]:
    """The sidecar's fields, as the old generator named them: local time, paths of LoRAs."""
    written: dict[str, Any] = {
        name: getattr(facts, name)
        for name in ("prompt", "negative_prompt", "model", "width", "height", "steps")
    }
    written |= {"guidance_scale": facts.guidance_scale, "seed": facts.seed}
    if moment is not None:
        written["timestamp"] = moment if isinstance(moment, str) else stamp(moment)
    loras = [
        {"path": f"/srv/models/lora/{each.name}.safetensors", "weight": each.weight}
        for each in facts.adapters
    ]
    if len(loras) == 1:
        written["lora"] = loras[0]
    elif loras:
        named = zip(loras, facts.adapters, strict=True)
        written["loras"] = [{**lora, "name": each.name} for lora, each in named]
    return written


def stamp(moment: datetime) -> str:
    """The moment as Python writes a local time."""
    return moment.replace(tzinfo=None).isoformat()


def as_json(written: Mapping[str, Any]) -> bytes:
    return json.dumps(written, indent=2, ensure_ascii=False).encode()


def as_yaml(written: Mapping[str, Any]) -> bytes:
    """Block style, strings as JSON has them, which YAML has too."""
    lines = []
    for name, value in written.items():
        if isinstance(value, list):
            lines += [f"{name}:"] + [f"  - {json.dumps(each)}" for each in value]
        else:
            lines.append(f"{name}: {value if name == 'timestamp' else json.dumps(value)}")
    return "\n".join([*lines, ""]).encode()


def parameters(facts: Facts) -> str:
    """The recipe as A1111 writes it into a PNG."""
    negative = f"\nNegative prompt: {facts.negative_prompt}" if facts.negative_prompt else ""
    return (
        f"{facts.prompt}{negative}\nSteps: {facts.steps}, Sampler: Euler a, "
        f"CFG scale: {facts.guidance_scale:g}, Seed: {facts.seed}, "
        f"Size: {facts.width}x{facts.height}, Model hash: 6ce0161689, Model: {facts.model}"
    )


def told(number: int, facts: Facts) -> bytes:
    """A PNG that tells itself how it was made."""
    return pictures.png(number, *SHORT, texts={"parameters": parameters(facts)})


SEPTEMBER = "media/legacy-singles-2025-09"
OCTOBER = "media/legacy-singles-2025-10"
EMPTY_TAROT = "tarot_deck_20251014_223846"
ALBUMS = {
    SEPTEMBER: "Legacy singles 2025-09",
    OCTOBER: "Legacy singles 2025-10",
    "media/card_deck_20251011_101010": "Card deck 2025-10-11 10:10",
    "media/card_deck_20251013_184502": "Card deck 2025-10-13 18:45",
    "media/tarot_deck_20251015_071200": "Tarot deck 2025-10-15 07:12",
    "media/zodiac_20251012_090000": "Zodiac 2025-10-12 09:00",
    "media/zodiac_20251016_120000": "Zodiac 2025-10-16 12:00",
    "media/lora-tests": "LoRA experiments",
}
"""The albums of the historic tree, by key."""


def historic(folder: Path) -> Tree:
    """Make the 181 files of the studio's first outputs folder: 146 pictures and 35 traps.

    55 singles, decks of 9 and 34 cards, tarot of 0 and 22, zodiacs of 8 and 12, 6 LoRA tests.
    """
    tree = Tree(folder)
    _singles(tree)
    _decks(tree)
    _tarot(tree)
    _zodiacs(tree)
    _lora_tests(tree)
    _beside(tree)
    return tree


def _image(album: str, **more: Any) -> Expected:
    reason = ImportReason.NO_METADATA if "facts" not in more else None
    return Expected(IMAGE, **{"outcome": CREATED, "reason": reason, "album": album, **more})


def _by(dated_by: ImportDatedBy, moment: datetime | None = None) -> dict[str, Any]:
    return {"dated_by": dated_by, "taken_at": moment}


def _with_sidecar(
    tree: Tree, path: str, number: int, facts: Facts, moment: datetime, **more: Any
) -> None:
    """Put a picture and its sidecar, `.json` unless `beside` names another."""
    album = more.pop("album")
    beside = more.pop("beside", path.rpartition(".")[0] + ".json")
    data = more.pop("data", None)
    if data is None:
        write = as_json if beside.endswith(".json") else as_yaml
        data = write(fields(facts, moment))
    expected = {"facts": facts, **_by(ImportDatedBy.SIDECAR, moment), **more}
    tree.put(path, pictures.png(number, *SHORT), _image(album, **expected))
    tree.put(beside, data, Expected(SIDECAR, CREATED, album=album))


def _singles(tree: Tree) -> None:
    """55, of two months."""
    name, mtime, exif = ImportDatedBy.NAME, ImportDatedBy.MTIME, ImportDatedBy.EXIF
    start = datetime(2025, 9, 28, 9, 30, 15, tzinfo=UTC)
    animals = ("red_fox", "grey_owl", "old_carp", "white_hare", "black_cat")
    for i in range(30):  # 12 of September, 18 of October
        moment = start + timedelta(hours=5 * i)
        facts = made(i, f"{animals[i % 5].replace('_', ' ')}, ink on paper, no. {i}")
        album = f"media/legacy-singles-{moment:%Y-%m}"
        path = f"{moment:%Y%m%d_%H%M%S}_{animals[i % 5]}.png"
        tree.put(path, told(i, facts), _image(album, facts=facts, **_by(name, moment)))
    odd = (  # what names can be
        "żółta_łódź.png",
        "caf\u00e9.png",
        "cafe\u0301.png",
        "🦊.png",
        "Fox.png",
        "fox.png",
        "-rf.png",
        "two\nlines.png",
        "back\\slash.png",
        "100% of 'it' & \"more\"; $HOME.png",
        "ä" * 125 + "a.png",
    )
    assert len(os.fsencode(odd[-1])) == 255
    for i, path in enumerate(odd, 100):
        tree.put(path, pictures.png(i), _image(OCTOBER, **_by(mtime)))
    moment = datetime(2025, 10, 14, 22, 38, 46, 123456, tzinfo=UTC)
    for i, (path, told_) in enumerate(
        (
            (f"{moment.replace(tzinfo=None).isoformat()}_lighthouse.png", moment),
            ("2025-10-14T22-38-46_harbour.png", moment.replace(microsecond=0)),
            ("2025-10-14 22.38.46 pier.png", moment.replace(microsecond=0)),
        ),
        120,
    ):
        tree.put(path, pictures.png(i), _image(OCTOBER, **_by(name, told_)))
    tree.put(
        "holiday.JPG",
        pictures.jpeg(130, exif={0x9003: "2025:09:21 18:05:00"}),
        _image(SEPTEMBER, **_by(exif, datetime(2025, 9, 21, 18, 5, tzinfo=UTC))),
    )
    tree.put(
        "called_png.png",
        pictures.jpeg(131),
        _image(OCTOBER, reason=ImportReason.WRONG_EXTENSION, **_by(mtime)),
    )
    tree.put("garden.webp", pictures.webp(132), _image(OCTOBER, **_by(mtime)))
    # Twice the same bytes; the walk comes to the first name first.
    tree.put("moth (1).png", pictures.png(133), _image(OCTOBER, **_by(mtime)))
    again = _image(
        OCTOBER, outcome=ImportOutcome.DUPLICATE_OF, reason=None, duplicate_of="moth (1).png"
    )
    tree.put("moth.png", pictures.png(133), replace(again, **_by(mtime)))
    _singles_with_sidecars(tree)


def _singles_with_sidecars(tree: Tree) -> None:
    """6 pictures, each with another shape of sidecar."""
    moment = datetime(2025, 10, 5, 20, 15, 30, 250000, tzinfo=UTC)
    first = made(140, "a heron, woodcut")
    _with_sidecar(tree, "heron.png", 140, first, moment, album=OCTOBER)
    zeros = made(141, "a vole", seed=0, guidance_scale=0.0, negative_prompt="")
    _with_sidecar(tree, "vole.png", 141, zeros, moment, album=OCTOBER, beside="vole.yaml")
    whole = made(142, "zażółć gęślą jaźń\nin two lines")
    _with_sidecar(tree, "goose.png", 142, whole, moment, album=OCTOBER, beside="goose.png.json")
    two = made(143, "a stork", adapters=(Adapter("ink-wash", 0.8), Adapter("grain.v2", -0.5)))
    _with_sidecar(tree, "stork.png", 143, two, moment, album=OCTOBER)
    partial = made(144, "a crane", seed=None)
    odd = {**fields(partial, moment), "seed": 2**40}
    notes = {"seed": f"It is {2**40}, and 0 to 2147483647 are kept."}
    _with_sidecar(
        tree,
        "crane.png",
        144,
        replace(partial, notes=notes),
        moment,
        album=OCTOBER,
        data=as_json(odd),
        reason=ImportReason.METADATA_PARTIAL,
    )
    broken = as_json(fields(made(145, "a rail"), moment))[:-40]
    tree.put(
        "rail.png",
        pictures.png(145),
        _image(OCTOBER, reason=ImportReason.SIDECAR_UNREADABLE, **_by(ImportDatedBy.MTIME)),
    )
    unreadable = Expected(SIDECAR, ImportOutcome.UNREADABLE, ImportReason.BAD_SIDECAR)
    tree.put("rail.json", broken, unreadable)


RANKS = ("ace", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SUITS = ("spades", "hearts", "clubs", "diamonds")


def _decks(tree: Tree) -> None:
    """9 and 34 cards; many have the same names, and one the same bytes."""
    for deck, count in (("card_deck_20251011_101010", 9), ("card_deck_20251013_184502", 34)):
        album = f"media/{deck}"
        begun = datetime.strptime(deck[-15:], "%Y%m%d_%H%M%S").replace(tzinfo=UTC)
        for i in range(count):
            card = f"{RANKS[i % 10]}_of_{SUITS[i // 10]}"
            number = 200 + i + (count if i != 3 else 9)  # the fourth is the same card in both
            facts = made(i, f"the {card.replace('_', ' ')}, linocut")
            if count == 34 and i in (10, 11):
                moment = begun + timedelta(seconds=30 * i)
                _with_sidecar(tree, f"{deck}/{card}.png", number, facts, moment, album=album)
                continue
            dated = _by(ImportDatedBy.NAME, begun)  # only the folder's name has a stamp
            expected = _image(album, facts=facts, **dated)
            if count == 34 and i == 3:
                expected = replace(expected, outcome=ImportOutcome.LINKED)
            tree.put(f"{deck}/{card}.png", told(number, facts), expected)


TAROT = (
    *("the_fool", "the_magician", "the_high_priestess", "the_empress", "the_emperor"),
    *("the_hierophant", "the_lovers", "the_chariot", "strength", "the_hermit"),
    *("wheel_of_fortune", "justice", "the_hanged_man", "death", "temperance", "the_devil"),
    *("the_tower", "the_star", "the_moon", "the_sun", "judgement", "the_world"),
)


def _tarot(tree: Tree) -> None:
    """22 cards in one folder; in the other 6 sidecars whose pictures are gone."""
    deck = "tarot_deck_20251015_071200"
    begun = datetime(2025, 10, 15, 7, 12, tzinfo=UTC)
    for i, card in enumerate(TAROT):
        moment = begun + timedelta(seconds=41 * i, microseconds=500_001)
        facts = made(i, f"{card.replace('_', ' ')}, tarot card, gold leaf")
        path = f"{deck}/{stamp(moment)}_{card}.png"
        if i == 0:  # with the mark that some editors put before a text
            marked = b"\xef\xbb\xbf" + as_json(fields(facts, moment))
            album = f"media/{deck}"
            _with_sidecar(tree, path, 300, facts, moment, album=album, data=marked)
        else:
            expected = _image(f"media/{deck}", facts=facts, **_by(ImportDatedBy.NAME, moment))
            tree.put(path, told(300 + i, facts), expected)
    orphan = Expected(SIDECAR, ImportOutcome.ORPHAN_SIDECAR, ImportReason.NO_PICTURE)
    lost = datetime(2025, 10, 14, 22, 38, 46, tzinfo=UTC)
    for i, card in enumerate(TAROT[:6]):
        facts = made(i, f"{card.replace('_', ' ')}, tarot card, etching")
        tree.put(f"{EMPTY_TAROT}/{card}.json", as_json(fields(facts, lost)), orphan)


SIGNS = (
    *("aries", "taurus", "gemini", "cancer", "leo", "virgo"),
    *("libra", "scorpio", "sagittarius", "capricorn", "aquarius", "pisces"),
)


def _zodiacs(tree: Tree) -> None:
    """8 and 12 signs, in all three types."""
    for folder, count in (("zodiac_20251012_090000", 8), ("zodiac_20251016_120000", 12)):
        begun = datetime.strptime(folder[-15:], "%Y%m%d_%H%M%S").replace(tzinfo=UTC)
        album = f"media/{folder}"
        for i, sign in enumerate(SIGNS[:count]):
            number = 400 + 20 * count + i
            moment = begun + timedelta(minutes=i)
            path = f"{folder}/{moment:%Y%m%d-%H%M%S}-{sign}"
            expected = _image(album, **_by(ImportDatedBy.NAME, moment))
            if (count, i) == (8, 0):
                facts = made(number, "aries, constellation")
                _with_sidecar(tree, f"{path}.png", number, facts, moment, album=album)
            elif i % 3 == 1:
                tree.put(f"{path}.jpeg", pictures.jpeg(number), expected)
            elif i % 3 == 2:
                tree.put(f"{path}.webp", pictures.webp(number), expected)
            else:
                tree.put(f"{path}.png", pictures.png(number), expected)


def _lora_tests(tree: Tree) -> None:
    """6 pictures in a folder for each strength; half of them with sidecars."""
    album = "media/lora-tests"
    for i, weight in enumerate((0.4, 0.7, 1.0)):
        moment = datetime(2025, 10, 9, 8, i, tzinfo=UTC)
        facts = made(i, "a portrait", adapters=(Adapter("old_master", weight),))
        path = f"lora_tests/old_master_{weight}/with.png"
        ending = ("json", "yml", "json")[i]
        beside = path.replace(".png", f".{ending}")
        _with_sidecar(tree, path, 900 + i, facts, moment, album=album, beside=beside)
        without = made(i, "a portrait")
        expected = _image(album, facts=without, **_by(ImportDatedBy.MTIME))
        tree.put(f"lora_tests/old_master_{weight}/without.png", told(910 + i, without), expected)


def _beside(tree: Tree) -> None:
    """16 things that are no picture, or that no rule is for."""
    no_rule = Expected(IMAGE, ImportOutcome.UNCLASSIFIED, ImportReason.NO_RULE)
    tree.put("uploads/cat.png", pictures.png(950), no_rule)
    tree.link("uploads/best.png", "../heron.png", no_rule)
    tree.put("scraped/page_1.jpg", pictures.jpeg(951), no_rule)
    tree.put(
        "scraped/page_1.json",
        as_json({"url": "https://example.org/page_1.jpg"}),
        Expected(SIDECAR, ImportOutcome.ORPHAN_SIDECAR, ImportReason.PICTURE_NOT_IMPORTED),
    )
    unreadable = ImportOutcome.UNREADABLE
    tree.put("uploads/empty.png", b"", Expected(IMAGE, unreadable, ImportReason.EMPTY))
    cut = pictures.png(952, 64, 64)
    tree.put("scraped/cut.png", cut[:-30], Expected(IMAGE, unreadable, ImportReason.TRUNCATED))
    tree.link("latest.png", "gone.png", Expected(IMAGE, unreadable, ImportReason.SYMLINK_DANGLING))
    outside = Expected(IMAGE, unreadable, ImportReason.SYMLINK_OUTSIDE)
    tree.link("wallpaper.png", "/etc/passwd", outside)
    to_folder = Expected(OTHER, unreadable, ImportReason.SYMLINK_TO_FOLDER)
    tree.link("newest", "zodiac_20251016_120000", to_folder)
    unsupported = ImportOutcome.UNSUPPORTED
    no_picture = Expected(IMAGE, unsupported, ImportReason.NOT_A_PICTURE)
    tree.put("scraped/not_found.png", b"<!doctype html><title>404</title>", no_picture)
    not_kept = Expected(IMAGE, unsupported, ImportReason.TYPE_NOT_KEPT)
    tree.put("timelapse.gif", pictures.gif(1), not_kept)
    tree.put("notes.txt", b"what I did\n", replace(no_picture, kind=OTHER))
    csv = b"value,suit\nace,spades\n"
    tree.put("card_deck_20251013_184502/deck.csv", csv, replace(no_picture, kind=OTHER))
    hidden = Expected(OTHER, ImportOutcome.UNCLASSIFIED, ImportReason.HIDDEN_FILE)
    tree.put(".DS_Store", b"\0\0\0\1Bud1", hidden)
    tree.put("zodiac_20251012_090000/Thumbs.db", b"\xd0\xcf\x11\xe0", hidden)
    thumbnail = Expected(IMAGE, ImportOutcome.UNCLASSIFIED, ImportReason.THUMBNAIL_FOLDER)
    tree.put("thumbnails/fox.webp", pictures.webp(953), thumbnail)


def generations(folder: Path) -> Tree:
    """Make what the generator writes: 2 batches of 12 and 5, each with sidecars, and 6 loose."""
    tree = Tree(folder)
    for batch, signs in (
        ("zodiac_ink_20251016_120000", SIGNS),
        ("moths_20251101_081530", SIGNS[:5]),
    ):
        begun = datetime.strptime(batch[-15:], "%Y%m%d_%H%M%S").replace(tzinfo=UTC)
        for i, sign in enumerate(signs):
            moment = begun + timedelta(seconds=12 * i, microseconds=17)
            facts = made(i, f"{sign}, {batch[:6]}")
            path = f"{batch}/{moment:%Y%m%d_%H%M%S}_{sign}.png"
            number = 1000 + 20 * len(signs) + i
            _with_sidecar(tree, path, number, facts, moment, album=f"generations/{batch}")
    for i in range(6):
        moment = datetime(2025, 10, 29, 23, 59, 30, tzinfo=UTC) + timedelta(hours=20 * i)
        facts = made(i, f"a loose leaf, no. {i}")
        path = f"{moment:%Y%m%d_%H%M%S}_leaf.png"
        _with_sidecar(tree, path, 1500 + i, facts, moment, album=f"month/{moment:%Y-%m}")
    return tree


def synthetic(folder: Path, files: int, seed: int) -> Counter[str]:
    """Make so many small files for the profile `media`, and give how many of each kind.

    Folders of 500 pictures, most with a sidecar; one picture of a hundred is a JPEG, one repeats
    another one's bytes, one is no picture; 1,000 lie loose.
    """
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    start = datetime(2024, 1, 1, tzinfo=UTC)
    number = 0
    while counts.total() < files:
        if number % 500 == 0:
            loose = number < 1000
            name = "" if loose else f"card_deck_{start + timedelta(minutes=number):%Y%m%d_%H%M%S}"
            (folder / name).mkdir(parents=True, exist_ok=True)
            where = os.fspath(folder / name)
        moment = start + timedelta(seconds=37 * number)
        stem = f"{where}/{moment:%Y%m%d_%H%M%S}_{number}"
        kind = chance.randrange(100)
        if kind == 0:
            _write(f"{stem}.jpg", pictures.jpeg(seed * 10**7 + number))
        elif kind == 1:
            _write(f"{stem}.png", f"no picture {number}".encode())
        else:
            of = number if kind > 2 or number == 0 else chance.randrange(number)
            _write(f"{stem}.png", pictures.png(seed * 10**7 + of))
        counts["not_a_picture" if kind == 1 else "picture"] += 1
        if chance.randrange(4) and counts.total() < files:
            facts = made(number, f"picture {number} of seed {seed}")
            _write(f"{stem}.json", as_json(fields(facts, moment)))
            counts["sidecar"] += 1
        number += 1
    return counts


def _write(name: str, data: bytes) -> None:
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        os.write(file, data)
    finally:
        os.close(file)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make a tree, and print how many files come to what."""
    parser = argparse.ArgumentParser(prog="python -m tests.imports.trees", description=__doc__)
    parser.add_argument("tree", choices=["historic", "generations", "synthetic"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty.")
    if asked.tree == "synthetic":
        counts: Counter[Any] = synthetic(asked.folder, asked.files, asked.seed)
    else:
        make = historic if asked.tree == "historic" else generations
        counts = make(asked.folder).counts()
    print(f"{counts.total()} files")
    for name, count in counts.most_common():
        print(f"{count:7} {name}")


if __name__ == "__main__":
    main()
