"""The sets that come with the studio."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from domain import batch_templates, batches, classics
from domain.adapters.classics import read_classics
from domain.batch_templates import BatchTemplate
from domain.classics import SeededClassic

BUNDLE = json.loads((Path(__file__).parents[2] / "openapi" / "bundle.json").read_bytes())
SETS = {classic.key: classic for classic in read_classics()}


@pytest.fixture
def seeded(hand):
    hand.do(classics.seed, SETS.values())
    return hand


def built(hand, key):
    page = hand.see(batch_templates.page, None, 100)
    (template,) = [each for each in page.items if each.builtin == key]
    return template


@pytest.mark.parametrize(
    ("key", "rows", "size"),
    [
        ("playing-cards", 54, (512, 720)),
        ("major-arcana", 22, (512, 768)),
        ("zodiac", 12, (512, 768)),
    ],
)
def test_each_set_is_whole_and_every_prompt_of_it_can_be_drawn(seeded, key, rows, size):
    template = built(seeded, key)
    assert template.row_count == rows
    assert (template.width, template.height) == size
    planned = seeded.see(batches.plan, template, template.example_theme, None)
    assert len({each.prompt for each in planned}) == len({each.name for each in planned}) == rows


def test_the_deck_has_thirteen_cards_in_four_suits_and_two_jokers(seeded):
    rows = seeded.template_rows(built(seeded, "playing-cards").id)
    suits = [row["suit"] for row in rows if row["value"] != "Joker"]
    assert {suit: suits.count(suit) for suit in suits} == dict.fromkeys(
        ("Spades", "Hearts", "Diamonds", "Clubs"), 13
    )
    assert len({(row["value"], row["suit"]) for row in rows}) == 54


def test_seeding_again_makes_nothing_and_overwrites_no_edit(seeded):
    cards = built(seeded, "playing-cards")

    def edit(work):
        batch_templates.change(work, work.get(BatchTemplate, cards.id), style_suffix="Mine")

    seeded.do(edit)
    assert seeded.do(classics.seed, SETS.values()) == 0
    assert seeded.count(BatchTemplate) == 3
    assert built(seeded, "playing-cards").style_suffix == "Mine"


def test_a_set_that_was_deleted_stays_away(seeded):
    cards = built(seeded, "playing-cards")
    seeded.do(lambda w: batch_templates.remove(w, w.get(BatchTemplate, cards.id)))
    assert seeded.do(classics.seed, SETS.values()) == 0
    assert seeded.count(BatchTemplate) == 2
    assert seeded.count(SeededClassic) == 3


def test_a_set_gives_way_to_a_template_with_its_name(hand):
    own = hand.template()
    hand.template(name="Playing cards 2")
    hand.do(classics.seed, SETS.values())
    assert hand.one(BatchTemplate, own).name == "Playing cards"
    assert built(hand, "playing-cards").name == "Playing cards 3"


@pytest.mark.parametrize("key", SETS)
def test_a_set_is_what_anybody_could_have_sent(key):
    schema = {"$ref": "urn:bundle#/components/schemas/BatchTemplateCreate"}
    registry = Registry().with_resource("urn:bundle", DRAFT202012.create_resource(BUNDLE))
    Draft202012Validator(schema, registry=registry).validate(SETS[key].facts)
