"""Profiles: which album a path comes to, what it is called, and what the names of files say."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.imports import names, profiles
from domain.imports.metadata import fitting, sidecar
from domain.imports.profiles import PROFILES, Wanted
from domain.vocabulary import (
    IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH,
    IMPORT_PROFILE_ABOUT_MAX_LENGTH,
    IMPORT_PROFILE_RULES_MAX_ITEMS,
    IMPORT_RULE_ABOUT_MAX_LENGTH,
    IMPORT_RULE_PATTERN_MAX_LENGTH,
    NAME_MAX_LENGTH,
    NAME_PATTERN,
    AlbumKind,
    AlbumVisibility,
    ImportDatedBy,
    ImportItemKind,
    ImportOutcome,
    ImportProfileName,
    ImportReason,
)

ROOT = Path(__file__).parent.parent.parent
GENERATIONS, MEDIA = ImportProfileName
THEN = datetime(2025, 10, 14, 22, 38, 46, tzinfo=UTC)

place = profiles.place


def test_every_name_of_the_contract_has_a_profile_that_fits_it():
    assert set(PROFILES) == set(ImportProfileName)
    for name, profile in PROFILES.items():
        assert profile.name is name
        assert profile.dated_by == tuple(ImportDatedBy)
        assert 0 < len(profile.about) <= IMPORT_PROFILE_ABOUT_MAX_LENGTH
        assert len(profile.rules) <= IMPORT_PROFILE_RULES_MAX_ITEMS
        for rule in profile.rules:
            assert 0 < len(rule.about) <= IMPORT_RULE_ABOUT_MAX_LENGTH
            assert len(rule.pattern) <= IMPORT_RULE_PATTERN_MAX_LENGTH
            given_ = [rule.key, rule.name, rule.kind, rule.visibility]
            assert all(given_) if rule.reason is None else not any(given_)
            assert rule.key is None or rule.key.startswith((f"{name}/", "month/"))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("a.png", ("legacy-singles-2025-10", "Legacy singles 2025-10", "singles", "published")),
        (
            "card_deck_20251011_101010/ace.png",
            ("card_deck_20251011_101010", "Card deck 2025-10-11 10:10", "deck", "published"),
        ),
        ("card_deck_/more/ace.png", ("card_deck_", "Card deck", "deck", "published")),
        ("tarot_deck_gold/a.png", ("tarot_deck_gold", "Tarot deck gold", "deck", "published")),
        ("zodiac_neon/leo.png", ("zodiac_neon", "Zodiac neon", "zodiac", "published")),
        ("lora_tests/a/b/c.png", ("lora-tests", "LoRA experiments", "lora_experiment", "private")),
        ("card_deck_ż\nb/a.png", ("card_deck_ż\nb", "Card deck ż b", "deck", "published")),
    ],
)
def test_media_knows_the_historic_layouts(path, wanted):
    key, name, kind, visibility = wanted
    assert place(MEDIA, path, THEN) == Wanted(
        f"media/{key}", name, AlbumKind(kind), AlbumVisibility(visibility)
    )


@pytest.mark.parametrize(
    "path",
    [
        "uploads/a.png",
        "scraped/b/a.png",
        "Card_deck_1/a.png",
        "card_decks/a.png",
        "zodiac/a.png",
        "lora_tests2/a.png",
        "my/card_deck_1/a.png",
    ],
)
def test_media_has_no_rule_for_other_folders(path):
    assert place(MEDIA, path, THEN) is ImportReason.NO_RULE


@pytest.mark.parametrize("profile", ImportProfileName)
@pytest.mark.parametrize(
    "path", ["thumbnails/a.png", "card_deck_1/thumbnails/a.png", "x/thumbnails/y/a.png"]
)
def test_no_profile_imports_thumbnails(profile, path):
    assert place(profile, path, THEN) is ImportReason.THUMBNAIL_FOLDER


@pytest.mark.parametrize("path", ["thumbnails", "my_thumbnails/a.png", "thumbnails_/a.png"])
def test_what_only_sounds_like_thumbnails_is_imported(path):
    assert isinstance(place(GENERATIONS, path, THEN), Wanted)


def test_generations_are_one_album_a_folder_and_loose_ones_by_month():
    assert place(GENERATIONS, "moths_20251101_081530/x/a.png", THEN) == Wanted(
        "generations/moths_20251101_081530",
        "Moths 2025-11-01 08:15",
        AlbumKind.BATCH,
        AlbumVisibility.PRIVATE,
    )
    assert place(GENERATIONS, "a.png", THEN) == Wanted(
        "month/2025-10",
        "Generations 2025-10",
        AlbumKind.MONTHLY,
        AlbumVisibility.PRIVATE,
        month="2025-10",
    )


def test_a_month_is_that_of_utc():
    west = datetime(2025, 10, 31, 20, tzinfo=timezone(-timedelta(hours=5)))
    assert place(MEDIA, "a.png", west).key == "media/legacy-singles-2025-11"
    assert place(GENERATIONS, "a.png", west).month == "2025-11"


def test_a_name_in_braces_is_not_filled_in():
    wanted = place(GENERATIONS, "{month}{title}/a.png", THEN)
    assert wanted.key == "generations/{month}{title}"


folders = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1)


@given(profile=st.sampled_from(ImportProfileName), folder=folders, long=st.integers(1, 80))
def test_whatever_a_folder_is_called_its_album_has_a_key_and_a_name(profile, folder, long):
    wanted = place(profile, f"zodiac_{folder * long}/a.png", THEN)
    assert 0 < len(wanted.key) <= IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH
    assert len(wanted.name) <= NAME_MAX_LENGTH
    assert re.search(NAME_PATTERN, wanted.name)


def test_long_keys_are_cut_and_never_meet():
    one, other = (place(GENERATIONS, f"{'x' * 290}{end}/a.png", THEN) for end in ("a", "b"))
    assert one.key != other.key
    assert len(one.key) == len(other.key) == IMPORT_ITEM_ALBUM_KEY_MAX_LENGTH
    longest = place(GENERATIONS, f"{'x' * 255}/a.png", THEN)
    assert longest.key == f"generations/{'x' * 255}"  # a name of 255 bytes is never cut
    assert len(longest.name) == NAME_MAX_LENGTH


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.png", ImportItemKind.IMAGE),
        ("x/a.JPEG", ImportItemKind.IMAGE),
        ("a.gif", ImportItemKind.IMAGE),
        ("a.svg", ImportItemKind.IMAGE),
        ("a.json", ImportItemKind.SIDECAR),
        ("a.png.YML", ImportItemKind.SIDECAR),
        ("a.yaml", ImportItemKind.SIDECAR),
        ("a.txt", ImportItemKind.OTHER),
        ("png", ImportItemKind.OTHER),
        ("a.png/b", ImportItemKind.OTHER),
        (".png", ImportItemKind.OTHER),
        (".a.png", ImportItemKind.OTHER),
        ("._a.json", ImportItemKind.OTHER),
        (".cache/a.png", ImportItemKind.OTHER),
        ("x/Thumbs.db", ImportItemKind.OTHER),
    ],
)
def test_a_file_is_taken_for_what_its_name_says(path, kind):
    assert profiles.classify(path) is kind


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        (".DS_Store", True),
        ("x/.DS_Store", True),
        (".git/config", True),
        ("x/Thumbs.db", True),
        ("DESKTOP.INI", True),
        ("a.png", False),
        ("thumbs.db/a.png", False),
        ("a...png", False),
    ],
)
def test_what_systems_hide_is_hidden(path, hidden):
    assert names.is_hidden(path) is hidden


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("x/20251011_101012_ace_of_spades.png", "Ace of spades"),
        ("2025-10-14T22:38:46.123456_death.png", "Death"),
        ("death-2025-10-14_22-38-46.png", "Death"),
        ("the  hanged__man.v2.png", "The hanged man.v2"),
        ("żółw.png", "Żółw"),
        ("🦊.png", "🦊"),
        ("20251011_101012.png", ""),
        ("00012-1234567890.png", ""),
        ("-_-.png", ""),
        ("image_0001.png", "Image 0001"),
        ("two\nlines.png", "Two lines"),
        ("fox", "Fox"),
    ],
)
def test_a_title_is_the_name_in_words_without_stamps(path, title):
    assert profiles.title_of(path) == title


@given(folders)
def test_a_title_always_fits(name):
    title = profiles.title_of(f"a/{name * 20}.png")
    assert len(title) <= 255
    assert "\n" not in title


# The page about them.

PAGE = (ROOT / "docs/imports.md").read_text()


def rows(heading):
    """The cells of the table under a heading, its own head aside."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[1:]]


@pytest.mark.parametrize("profile", ImportProfileName)
def test_the_page_has_the_rules(profile):
    def cell(text):
        return "" if text is None else f"`{text}`"

    assert rows(f"The profile `{profile}`") == [
        [
            cell(rule.pattern),
            cell(rule.key or None) or f"not imported: `{rule.reason}`",
            rule.name or "",
            cell(rule.kind),
            rule.visibility or "",
            rule.about,
        ]
        for rule in PROFILES[profile].rules
    ]


@pytest.mark.parametrize(
    ("heading", "schema", "values"),
    [
        ("Outcomes", "import-outcome", ImportOutcome),
        ("Reasons", "import-reason", ImportReason),
        ("Dates", "import-dated-by", ImportDatedBy),
    ],
)
def test_the_page_says_what_the_contract_says_of_outcomes_reasons_and_dates(
    heading, schema, values
):
    contract = json.loads((ROOT / f"openapi/schemas/{schema}.json").read_text())["description"]
    said = [f"{value}: {meaning}" for value, meaning, *_ in rows(heading)]
    assert [each.partition(":")[0] for each in said] == [f"`{value}`" for value in values]
    assert [each for each in said if each not in contract] == []


def test_the_page_names_the_fields_that_are_read():
    fields = {"prompt": fitting.PROMPTS, "negative_prompt": fitting.NEGATIVE_PROMPTS}
    fields |= {"seed": fitting.SEEDS, "steps": fitting.STEPS, "model": fitting.MODELS}
    fields |= {"guidance_scale": fitting.GUIDANCE, "adapters": fitting.ADAPTERS}
    fields |= {"created_at": fitting.STAMPS}
    told = {
        field.strip("`"): tuple(re.findall(r"`(\w+)`", read.partition(";")[0]))
        for field, read in rows("What is kept of a sidecar")
    }
    assert told == fields
    page = " ".join(PAGE.split())
    *most, last = (f"`{name}`" for name in sidecar.WRAPPERS)
    assert f"in an object {', '.join(most)} or {last}." in page
    assert sidecar.LARGEST == 2**20  # "up to 1 MiB"
