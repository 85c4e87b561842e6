"""No type may refuse a value that its schema allows: asked with random schemas.

`SPOLVERO_TYPES_SEED` draws other schemas, `SPOLVERO_TYPES_SCHEMAS` draws more of them. The same
seed always draws the same. A failure is made smaller before it is shown.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.codegen import random_schemas
from tests.codegen.random_schemas import (
    NAMES,
    Case,
    Family,
    Json,
    families,
    lesser,
    misfits,
    reached,
    size,
    smaller,
    speaking,
)
from tests.codegen.tsc import LACKING, Check, Uncompilable, accepts, refusals, types_of

SEED = int(os.environ.get("SPOLVERO_TYPES_SEED", "1"))
SCHEMAS = int(os.environ.get("SPOLVERO_TYPES_SCHEMAS", "1000"))
SHOWN = 5


@dataclass(frozen=True)
class Doubt:
    """A value that should be taken, with the schemas that say so."""

    family: Family
    name: str
    value: Json

    def renamed(self, mark: str) -> dict[str, Any]:
        text = json.dumps(self.family.schemas)
        for name in self.family.schemas:
            text = text.replace(f'schemas/{name}"', f'schemas/{mark}{name}"')
        return {mark + name: schema for name, schema in json.loads(text).items()}

    @property
    def size(self) -> int:
        return size(self.family.schemas) + size(self.value)


def document(version: str, schemas: dict[str, Any]) -> dict[str, Any]:
    info = {"title": "Random", "version": "1"}
    return {"openapi": version, "info": info, "paths": {}, "components": {"schemas": schemas}}


@cache
def drawn(count: int, *, nullable: bool = False) -> list[Case]:
    return [case for cases in families(SEED, count, nullable=nullable) for case in cases]


@pytest.mark.parametrize(
    ("version", "share"), [("3.1.1", 1.0), ("3.0.4", 0.3)], ids=["schemas-of-3.1", "schemas-of-3.0"]
)
def test_no_type_refuses_a_value_that_its_schema_allows(version, share, tmp_path):
    cases = drawn(int(SCHEMAS * share), nullable=version.startswith("3.0"))
    schemas = {name: part for case in cases for name, part in case.family.schemas.items()}
    asked = [(case, value) for case in cases for value in case.values]
    try:
        types = types_of(document(version, schemas), tmp_path)
        said = refused(types, [(case.name, value) for case, value in asked])
    except Uncompilable as fault:
        said, broken = [], str(fault)
    if not said:
        pytest.fail(f"seed {SEED}: {culprit(version, cases, tmp_path) or broken}", pytrace=False)
    doubts = [
        Doubt(case.family, case.name, value)
        for (case, value), text in zip(asked, said, strict=True)
        if text
    ]
    if doubts:
        head = f"seed {SEED}: {len(doubts)} of {len(said)} valid values refused"
        pytest.fail("\n\n".join([head, *explained(version, doubts, tmp_path)]), pytrace=False)


def refused(types: Path, values: Sequence[tuple[str, Json]]) -> list[str]:
    """What is said against each value, unless it is taken once its type says what it lacks."""
    # Not fresh: that a type may refuse a property it does not name is not the question here.
    said = refusals(types, [Check(name, value, fresh=False) for name, value in values])
    doubtful = [index for index, text in enumerate(said) if text]
    frank = [Check(*values[index], fresh=False, lacking=NAMES) for index in doubtful]
    again = refusals(types, frank, LACKING) if frank else []
    for index, text in zip(doubtful, again, strict=True):
        said[index] = text and said[index]
    return said


def test_most_schemas_allow_a_value_that_was_found():
    cases = drawn(SCHEMAS)
    assert sum(bool(case.values) for case in cases) >= 0.9 * SCHEMAS
    assert sum(len(case.values) for case in cases) >= 3 * SCHEMAS


def test_each_keyword_had_something_to_say_of_some_value():
    cases = drawn(SCHEMAS)
    heard = Counter(
        word for case in cases for value in case.values for word in speaking(case.schema, value)
    )
    assert {word: heard[word] for word in random_schemas.KEYWORDS if heard[word] < 10} == {}


def test_what_a_type_can_exclude_is_mostly_refused(tmp_path):
    cases = list(misfits(SEED, SCHEMAS // 2))
    schemas = {case.name: case.schema for case in cases}
    types = types_of(document("3.1.1", schemas), tmp_path)
    asked = [(case, value) for case in cases for value in case.values]
    taken = accepts(types, [Check(case.name, value) for case, value in asked])
    wrong = [
        f"{json.dumps(case.schema)}\n    {json.dumps(value)}"
        for (case, value), yes in zip(asked, taken, strict=True)
        if yes
    ]
    assert len(asked) >= SCHEMAS
    said = f"seed {SEED}: {len(wrong)} of {len(asked)} invalid values taken"
    assert len(wrong) <= 0.1 * len(asked), "\n".join([said, *sorted(wrong, key=len)[:SHOWN]])


def test_the_compiler_is_asked_about_the_value_and_not_about_how_it_is_written(tmp_path):
    types = tmp_path / "types.ts"
    shy, known = '{ a?: 1; "x-y"?: [1, null] }', "{ [name: string]: number }"
    types.write_text(f"export interface components {{ schemas: {{ A: {shy}; B: {known} }} }}")
    values = [("A", {"b": 1}), ("A", {"x-y": [1, None]}), ("B", {"__proto__": 1}), ("A", {})]
    assert refused(types, values) == [""] * 4
    wrong = [("A", {"a": 2}), ("A", {"x-y": [1]}), ("B", {"a": "1"}), ("B", None)]
    assert [bool(text) for text in refused(types, wrong)] == [True] * 4
    fresh = [Check("A", {"b": 1}), Check("A", {"a": 1}), Check("B", {"__proto__": 1})]
    assert accepts(types, fresh) == [False, True, True]


# What a failure shows


def explained(version: str, doubts: list[Doubt], folder: Path) -> list[str]:
    """Some of the doubts, each as small as it gets, with what the compiler says of it."""
    # One of each schema, small ones first: they mostly have the same reason.
    best = {json.dumps([doubt.family.schemas, doubt.name]): doubt for doubt in doubts}
    chosen = sorted(best.values(), key=lambda doubt: doubt.size)[:SHOWN]
    for _ in range(30):
        steps = [_smaller(doubt) for doubt in chosen]
        said, _ = judged(version, [each for step in steps for each in step], folder)
        left = iter(said)
        found = [[each for each in step if next(left)] for step in steps]
        if not any(found):
            break
        best_now = zip(found, chosen, strict=True)
        chosen = [min(step, key=lambda each: each.size, default=was) for step, was in best_now]
    said, text = judged(version, chosen, folder)
    return [
        f"schemas  {json.dumps(doubt.family.schemas)}\n"
        f"value    {doubt.name} = {json.dumps(doubt.value)}\n"
        f"type     {type_text(text, f'S{index}{doubt.name}')}\n"
        f"tsc      {complaint}"
        for index, (doubt, complaint) in enumerate(zip(chosen, said, strict=True))
    ]


def _smaller(doubt: Doubt) -> list[Doubt]:
    steps = smaller(doubt.family, doubt.name, doubt.value)
    found = [Doubt(family, doubt.name, value) for family, value in steps]
    found = [each for each in found if each.size < doubt.size]
    return sorted(found, key=lambda each: each.size)[:40]


def judged(version: str, doubts: Sequence[Doubt], folder: Path) -> tuple[list[str], str]:
    """What the compiler says of each, and the types; nothing of those that break them."""
    schemas: dict[str, Any] = {}
    for index, doubt in enumerate(doubts):
        schemas |= doubt.renamed(f"S{index}")
    names = [f"S{index}{doubt.name}" for index, doubt in enumerate(doubts)]
    values = [doubt.value for doubt in doubts]
    try:
        types = types_of(document(version, schemas), folder)
        return refused(types, list(zip(names, values, strict=True))), types.read_text()
    except Uncompilable:
        if len(doubts) < 2:
            return ["" for _ in doubts], ""
    half = len(doubts) // 2
    one, _ = judged(version, doubts[:half], folder)
    other, _ = judged(version, doubts[half:], folder)
    return [*one, *other], ""


def type_text(text: str, name: str) -> str:
    """The lines of the types that say what a component is."""
    lines = text.splitlines()
    found = []
    for start, line in enumerate(lines):
        if not line.strip().startswith((f"{name}:", f'"{name}":', f"export type {name} =")):
            continue
        depth = 0
        for each in lines[start:]:
            found.append(each.strip())
            depth += sum(map(each.count, "{[(")) - sum(map(each.count, "}])"))
            if depth <= 0 and each.rstrip().endswith(";"):
                break
    return " ".join(found)


def culprit(version: str, cases: list[Case], folder: Path) -> str:
    """The first family that breaks the generator or the compiler, found by halving."""

    def fault(some: list[Family]) -> str:
        schemas = {name: part for each in some for name, part in each.schemas.items()}
        try:
            refusals(types_of(document(version, schemas), folder), [])
        except Uncompilable as said:
            return str(said)
        return ""

    suspects = list({id(case.family): case.family for case in cases}.values())
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        suspects = half if fault(half) else suspects[len(suspects) // 2 :]
    said = fault(suspects)
    return said and f"{json.dumps(_least(suspects[0], fault).schemas)}\n{said}"


def _least(family: Family, fault: Callable[[list[Family]], str], tries: int = 60) -> Family:
    """The family made smaller as long as the fault stays, or until it takes too long."""
    for name in family.schemas:
        while fault([alone := Family(reached(family.schemas, name), family.nullable)]):
            family = alone
            steps = sorted(lesser(family, name), key=lambda each: size(each.schemas))
            for step in steps:
                tries -= 1
                if tries and size(step.schemas) < size(family.schemas) and fault([step]):
                    family = step
                    break
                if not tries:
                    return family
            else:
                return family
    return family
