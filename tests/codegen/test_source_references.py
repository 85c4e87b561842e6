"""References inside one document: what they mean, and which are refused."""

from pathlib import Path
from typing import Any

import pytest

from codegen.source import ContractError, open_source
from codegen.source.anchors import resolve

HEAD = "openapi: 3.1.0\ninfo: {title: Pots, version: '1'}\ncomponents:\n  schemas:\n"


def lines(folder: Path, text: str) -> list[str]:
    path = folder / "api.yaml"
    path.write_text(HEAD + text, "utf-8")
    with pytest.raises(ContractError) as caught:
        open_source(path)
    return [line.replace(f"{folder}/", "") for line in caught.value.lines]


def warnings(folder: Path, text: str) -> list[str]:
    path = folder / "api.yaml"
    path.write_text(HEAD + text, "utf-8")
    return [line.replace(f"{folder}/", "") for line in open_source(path).warnings]


def opened(folder: Path, text: str) -> dict[str, Any]:
    path = folder / "api.yaml"
    path.write_text(HEAD + text, "utf-8")
    return open_source(path).document


def test_a_reference_that_leads_nowhere_is_told_with_the_nearest_name(tmp_path):
    text = "    Pot: {type: object}\n    A:\n      items: {$ref: '#/components/schemas/Pott'}\n"
    assert warnings(tmp_path, text) == [
        "api.yaml:7:15: /components/schemas/A/items: the $ref #/components/schemas/Pott leads "
        "nowhere; did you mean #/components/schemas/Pot?"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "    A: {$ref: '#/components/schemas/A'}\n",
        "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n",
        "    A: {$ref: '#b'}\n    B: {$anchor: b, $ref: '#/components/schemas/A'}\n",
    ],
)
def test_references_that_lead_only_to_each_other_are_refused(tmp_path, text):
    found = lines(tmp_path, text)
    assert len(found) == 1
    assert "api.yaml:5:5: /components/schemas/A: this reference leads to itself" in found[0]


def test_recursion_through_a_property_is_no_circle(tmp_path):
    text = "    A: {properties: {a: {$ref: '#/components/schemas/A'}}}\n"
    assert "A" in opened(tmp_path, text)["components"]["schemas"]


def test_the_network_is_refused_unless_a_schema_has_that_id(tmp_path):
    refused = "    A: {$ref: 'https://pots.dev/pot.json'}\n"
    assert "nothing is fetched" in lines(tmp_path, refused)[0]
    opened(tmp_path, refused + "    B: {$id: 'https://pots.dev/pot.json', type: string}\n")


def test_a_reference_may_write_a_pointer_in_percent_signs(tmp_path):
    text = "    'A{b}': {}\n    C: {$ref: '#/components/schemas/A%7Bb%7D'}\n"
    assert "C" in opened(tmp_path, text)["components"]["schemas"]


def test_what_looks_like_a_broken_reference_in_data_is_none(tmp_path):
    text = "    A: {default: {$ref: '#/gone'}, examples: [{$ref: gone.yaml}]}\n"
    assert opened(tmp_path, text)["components"]["schemas"]["A"]["default"] == {"$ref": "#/gone"}


@pytest.mark.parametrize(
    ("name", "say"),
    [
        *((name, lines) for name in ("http://[x", "./", "a\\0b")),
        *((name, warnings) for name in ("#/components/schemas/A/type/x", "#/%zz", "#nope")),
    ],
)
def test_an_odd_reference_is_told_and_breaks_nothing(tmp_path, name, say):
    found = say(
        tmp_path, f'    A: {{type: {{}}}}\n    B: {{items: {{$ref: "{name}"}}}}\n    C: 1\n'
    )
    assert len(found) == 1
    assert found[0].startswith("api.yaml:6:17: /components/schemas/B/items: ")


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "components": {
        "schemas": {
            "Pot": {
                "$id": "https://pots.dev/schemas/pot.json",
                "$defs": {
                    "lid": {"$anchor": "lid", "type": "string"},
                    "deep": {"$id": "more/deep.json", "$defs": {"x": {"$dynamicAnchor": "x"}}},
                },
            },
            "Plain": {"$anchor": "plain", "items": {}},
            "Urn": {"$id": "urn:pots:urn", "$defs": {"a": {"$anchor": "a"}}},
        }
    },
}
AT = "/components/schemas"


@pytest.mark.parametrize(
    ("base", "reference", "target"),
    [
        (f"{AT}/Pot", "#/$defs/lid", f"{AT}/Pot/$defs/lid"),
        (f"{AT}/Pot/$defs/lid", "#", f"{AT}/Pot"),
        (f"{AT}/Pot/$defs/lid", "#lid", f"{AT}/Pot/$defs/lid"),
        (f"{AT}/Pot", "more/deep.json", f"{AT}/Pot/$defs/deep"),
        (f"{AT}/Pot/$defs/deep", "deep.json#x", f"{AT}/Pot/$defs/deep/$defs/x"),
        (f"{AT}/Pot/$defs/deep", "../pot.json#lid", f"{AT}/Pot/$defs/lid"),
        (f"{AT}/Pot/$defs/deep", "#/$defs/x", f"{AT}/Pot/$defs/deep/$defs/x"),
        (f"{AT}/Plain", "https://pots.dev/schemas/pot.json", f"{AT}/Pot"),
        (f"{AT}/Plain", "https://pots.dev/schemas/pot.json#/$defs/lid", f"{AT}/Pot/$defs/lid"),
        (f"{AT}/Plain/items", "#plain", f"{AT}/Plain"),
        (f"{AT}/Urn", "#a", f"{AT}/Urn/$defs/a"),
        (f"{AT}/Plain", "urn:pots:urn#a", f"{AT}/Urn/$defs/a"),
        (f"{AT}/Pot", "#/components/schemas/Plain", f"{AT}/Plain"),
        (f"{AT}/Plain", "#lid", None),
        (f"{AT}/Plain", "pot.json", None),
        (f"{AT}/Pot", "#/$defs/gone", None),
    ],
)
def test_a_reference_is_resolved_in_the_scope_of_the_nearest_id(base, reference, target):
    assert resolve(DOCUMENT, base, reference) == target
