"""A document that is wrong anywhere still gives types, or a sentence: never a traceback."""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.emit.python_types import python_types
from codegen.emit.typescript_types import typescript_types
from codegen.read.document import read_document
from tests.codegen.exact_rows import NEW

BUNDLE = Path(__file__).parents[2] / "openapi" / "bundle.json"
JUNK = (
    *(None, 1, -3, 1.5, "", "x", [], {}, True, False, ["a"], [1], [[]], [{}], {"a": 1}),
    *({"$ref": "#/nope"}, {"$ref": 5}, {"type": {}}, {"type": [{}]}, "#/components/schemas/X"),
)
SEEDS = 40
BROKEN = 25


def documents() -> list[dict[str, Any]]:
    """Our own contract, and one with every keyword."""
    schemas = {name: each for row in NEW for name, each in (*row.beside, (row.name, row.schema))}
    every = {"openapi": "3.1.0", "info": {}, "components": {"schemas": schemas}}
    return [json.loads(BUNDLE.read_text()), copy.deepcopy(every)]


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in entries:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def spoil(document: Any, path: tuple[Any, ...], junk: Any) -> None:
    """Put something wrong at a place, if nothing wrong took the place away before."""
    node = document
    try:
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = copy.deepcopy(junk)
    except (LookupError, TypeError):
        pass


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_wrong_the_rest_still_gets_its_types(seed):
    draw = random.Random(seed)
    for document in documents():
        everywhere = sorted(places(document), key=str)
        # One large document, spoilt in many places at once, says as much as many that are small.
        for path in draw.sample(everywhere, min(BROKEN, len(everywhere))):
            spoil(document, path, draw.choice(JUNK))
        api = read_document(document)
        assert "export interface components" in typescript_types(api)
        assert python_types(api)
