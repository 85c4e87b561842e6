"""Schemas that are applied to the same value: `not`, `if`, `contains`, `dependentSchemas`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from codegen.diff.contain.gap import Edge, Gap, quietly, short
from codegen.diff.contain.two import Two
from codegen.diff.values import NoValue
from codegen.diff.view import Branch
from codegen.pointer import join


def compare(two: Two) -> None:
    """Tell what such a schema of the taker's refuses and the sender's do not."""
    one, same = two.one, two.whole.says_same
    for at, node in two.other.nodes():
        if "not" in node and not two.whole.is_said(node["not"], one, "not"):
            _not(two, at)
        if "if" in node and not any(
            all(same(node.get(word), mine.get(word)) for word in ("if", "then", "else"))
            for _, mine in one.nodes()
        ):
            _if(two, at, node)
        if one.type == "array" and "contains" in node:
            _contains(two, at, node)
        if one.type == "object" and isinstance(node.get("dependentSchemas"), dict):
            _dependent(two, at, node["dependentSchemas"])


def _joined(two: Two, place: str) -> list[Branch]:
    """The sender's alternative with a schema that holds too, which is the taker's."""
    clause = (*two.one.clause, f"@{place}")
    return [each for each in two.whole.sent.branches(clause, True) if each.type == two.one.type]


def _not(two: Two, at: str) -> None:
    def make() -> Iterator[Any]:
        for each in _joined(two, f"{at}/not"):
            yield from islice(two.maker.several(each), 8)
        yield from islice(two.maker.several(two.one), 12)

    now = short(two.whole.taken.node(f"{at}/not"))
    two.gap("not", None, now, quietly(make), "not", is_exact=False)


def _if(two: Two, at: str, node: dict[str, Any]) -> None:
    one = two.one
    if "then" in node:
        for each in _joined(two, f"{at}/if"):
            try:
                value = two.maker.of(each)
            except NoValue:
                continue
            if two.whole.checks_sent.fits(one.clause, value) is not False:
                pair = (*one.clause, f"@{at}/if"), (f"{at}/then",)
                two.found.edges.append(Edge(None, pair, lambda value: value))
                break
    if "else" in node:

        def make() -> Iterator[Any]:
            yield from islice(two.maker.several(one), 24)

        place, now = one.place("if"), short(node["if"])
        gap = Gap("if", place, f"{at}/else", None, now, quietly(make), is_exact=False)
        two.found.gaps.append(gap)


def _contains(two: Two, at: str, node: dict[str, Any]) -> None:
    one = two.one
    least, most = node.get("minContains", 1), node.get("maxContains")
    for _, mine in one.nodes():
        if "contains" in mine and two.whole.says_same(node["contains"], mine["contains"]):
            top = mine.get("maxContains")
            if mine.get("minContains", 1) >= least and (
                most is None or (top is not None and top <= most)
            ):
                return

    def make() -> Iterator[Any]:
        yield from two.maker.several(one)
        schemas = one.item(0)
        if most is not None and schemas is not None:
            value = two.maker.value((*schemas, f"@{at}/contains"))
            yield two.maker.array(one, [value] * (int(most) + 1))

    word = "contains"
    two.gap(word, None, short(node["contains"]), quietly(make), word, is_exact=False)


def _dependent(two: Two, at: str, rules: dict[str, Any]) -> None:
    one, view = two.one, two.whole.sent
    for name, inner in rules.items():
        if two.is_unnamed(name):
            continue
        if any(
            name in each and two.whole.says_same(inner, each[name])
            for each in one.said("dependentSchemas")
            if isinstance(each, dict)
        ):
            continue
        pair = (
            (*one.clause, view.made({"required": [name]})),
            (join(at, "dependentSchemas", name),),
        )
        two.found.edges.append(Edge(None, pair, lambda value: value))
