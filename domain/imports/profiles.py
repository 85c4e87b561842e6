"""Profiles: by which rules a file of a source finds its album. What no rule fits has none."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from domain.imports.names import classify, folder_title, is_hidden, shortened, title_of
from domain.vocabulary import (
    IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH,
    NAME_MAX_LENGTH,
    AlbumKind,
    AlbumVisibility,
    ImportDatedBy,
    ImportProfileName,
    ImportReason,
)

__all__ = ["PROFILES", "Profile", "Rule", "Wanted", "classify", "is_hidden", "place", "title_of"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which paths it is for, and where they go; as the contract's `ImportRule`."""

    pattern: str
    """`*` is any text without a slash, `**` any path; `**/` at the beginning may be nothing."""
    about: str
    key: str | None = None
    """The album's key: `{folder}` is the path's first folder, `{month}` the picture's month."""
    name: str | None = None
    """What the album is called: `{title}` is the folder's name in words."""
    kind: AlbumKind | None = None
    visibility: AlbumVisibility | None = None
    reason: ImportReason | None = None
    """Why the files are not imported; None, and all the others are given, if they are."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Rules in the order in which they are tried."""

    name: ImportProfileName
    about: str
    rules: tuple[Rule, ...]
    dated_by: tuple[ImportDatedBy, ...] = tuple(ImportDatedBy)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The album that a rule wants a picture in."""

    key: str
    """The same in every studio."""
    name: str
    kind: AlbumKind
    visibility: AlbumVisibility
    month: str | None = None
    """`2025-10` for the studio's own album of that month, which no key is stored of."""


THUMBNAILS = Rule(
    "**/thumbnails/**",
    "Thumbnails, which the studio makes itself.",
    reason=ImportReason.THUMBNAIL_FOLDER,
)

MEDIA = Profile(
    ImportProfileName.MEDIA,
    "Historic layouts: decks of cards, the zodiac, single pictures, tests of LoRAs.",
    (
        THUMBNAILS,
        Rule(
            "*",
            "Single pictures that lie loose; one album a month.",
            "media/legacy-singles-{month}",
            "Legacy singles {month}",
            AlbumKind.SINGLES,
            AlbumVisibility.PUBLISHED,
        ),
        Rule(
            "card_deck_*/**",
            "A deck of playing cards; one album a folder.",
            "media/{folder}",
            "{title}",
            AlbumKind.DECK,
            AlbumVisibility.PUBLISHED,
        ),
        Rule(
            "tarot_deck_*/**",
            "A deck of tarot cards; one album a folder.",
            "media/{folder}",
            "{title}",
            AlbumKind.DECK,
            AlbumVisibility.PUBLISHED,
        ),
        Rule(
            "zodiac_*/**",
            "The signs of the zodiac; one album a folder.",
            "media/{folder}",
            "{title}",
            AlbumKind.ZODIAC,
            AlbumVisibility.PUBLISHED,
        ),
        Rule(
            "lora_tests/**",
            "What was drawn to try LoRAs; one album for all, not for the public.",
            "media/lora-tests",
            "LoRA experiments",
            AlbumKind.LORA_EXPERIMENT,
            AlbumVisibility.PRIVATE,
        ),
    ),
)

GENERATIONS = Profile(
    ImportProfileName.GENERATIONS,
    "What the generator writes: a folder for each batch, and single pictures that lie loose.",
    (
        THUMBNAILS,
        Rule(
            "*",
            "Single pictures that lie loose; they come into the studio's own album of their month.",
            "month/{month}",
            "Generations {month}",
            AlbumKind.MONTHLY,
            AlbumVisibility.PRIVATE,
        ),
        Rule(
            "*/**",
            "A batch; one album a folder. The generator calls it by the batch's name and time, as "
            "playing_cards_20251011_101010, and a folder of any other name counts as well. "
            "Folders within it belong to it.",
            "generations/{folder}",
            "{title}",
            AlbumKind.BATCH,
            AlbumVisibility.PRIVATE,
        ),
    ),
)

PROFILES: Mapping[ImportProfileName, Profile] = {
    profile.name: profile for profile in (GENERATIONS, MEDIA)
}


def place(profile: ImportProfileName, path: str, taken_at: datetime) -> Wanted | ImportReason:
    """Say into which album a picture goes, or why into none; months are those of UTC."""
    moment = taken_at if taken_at.tzinfo is UTC else taken_at.astimezone(UTC)
    folder, slash, _ = path.partition("/")
    for rule, fits in _COMPILED[profile]:
        if fits(path):
            return rule.reason or _wanted(rule, folder if slash else "", f"{moment:%Y-%m}")
    return ImportReason.NO_RULE


def _compiled(pattern: str) -> Callable[[str], object]:
    """Make what tells whether a path fits."""
    parts = re.split(r"(^\*\*/|\*\*|\*)", pattern)
    meant = {"**/": r"(?:.*/)?", "**": r".+", "*": r"[^/]*"}
    return re.compile("".join(meant.get(part, re.escape(part)) for part in parts), re.S).fullmatch


_COMPILED = {
    name: [(rule, _compiled(rule.pattern)) for rule in profile.rules]
    for name, profile in PROFILES.items()
}


@lru_cache(maxsize=4096)  # an import asks for the same few albums, 350,000 times
def _wanted(rule: Rule, folder: str, month: str) -> Wanted:
    assert rule.key
    assert rule.name
    assert rule.kind
    assert rule.visibility
    words = {"{folder}": folder, "{month}": month, "{title}": folder_title(folder)}
    return Wanted(
        key=_key(_filled(rule.key, words)),
        name=shortened(_filled(rule.name, words), NAME_MAX_LENGTH),
        kind=rule.kind,
        visibility=rule.visibility,
        month=month if rule.kind is AlbumKind.MONTHLY else None,
    )


def _filled(template: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{[a-z]+\}", lambda found: words[found[0]], template)


def _key(key: str) -> str:
    """Cut a key that is too long, and end it with a hash of the whole, so that none meet."""
    if len(key) <= IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"{key[: IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH - 33]}~{digest}"
