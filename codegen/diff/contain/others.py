"""Properties that nobody named: whether there may be any, by which patterns, and what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from codegen.diff.contain.gap import Make, quietly, short
from codegen.diff.contain.two import Two
from codegen.diff.texts import fitting
from codegen.diff.view import All, View

_WORDS = ("additionalProperties", "unevaluatedProperties")
_ODD_NAMES = ("x", "X", "1", "a b", "a" * 65, "é", "_")


def compare(two: Two) -> None:
    """Tell what the taker says of them and the sender does not."""
    one = two.one
    rest, taken = one.others(), two.other.others()
    if rest is not None and taken is None:
        two.gap("closed", True, False, _extra(two, two.maker.new_names(one)), *_WORDS)
    elif rest is not None and taken:
        if rest:
            name = next(two.maker.new_names(one), "extra")
            two.edge("*", rest, taken, two.object_with(name))
        else:
            make = _extra(two, two.maker.new_names(one))
            two.gap("others", True, _shown(two.whole.taken, taken), make, *_WORDS)
    _patterns_taken(two)
    _patterns_sent(two)
    _names(two)


def _patterns_taken(two: Two) -> None:
    one, own, rest = two.one, two.one.patterns(), two.one.others()
    for text, schemas in two.other.patterns().items():
        for name in [n for n in fitting(text, 6) if n not in one.names()][:1]:
            if text in own or rest:
                mine = own.get(text) or rest or ()
                two.edge("*", mine, schemas, two.object_with(name))
            elif rest is not None and one.property(name) is not None:
                make = _extra(two, fitting(text, 6))
                two.gap("pattern-property", None, text, make, "patternProperties")


def _patterns_sent(two: Two) -> None:
    theirs = two.other.patterns()
    for text, schemas in two.one.patterns().items():
        if text in theirs:
            continue
        for name in [n for n in fitting(text, 6) if n not in two.other.names()][:1]:
            there = two.other.property(name)
            if there is None:
                two.gap("closed", text, False, two.objects_with(name, schemas), *_WORDS)
            elif there:
                two.edge("*", schemas, there, two.object_with(name))


def _names(two: Two) -> None:
    one = two.one
    rules = [value for _, value in two.other.where("propertyNames")]
    if not rules or any(two.whole.is_said(rule, one, "propertyNames") for rule in rules):
        return

    def make() -> Iterator[Any]:
        for name in chain(one.names(), islice(two.maker.new_names(one), 6), _ODD_NAMES):
            schemas = one.property(name)
            if schemas is not None:
                yield two.maker.object(one, {name: two.maker.value(schemas)})

    word = "propertyNames"
    two.gap("property-names", None, rules[0], quietly(make), word, is_exact=False)


def _extra(two: Two, names: Iterable[str]) -> Make:
    """Makes objects with a property that neither side declares."""
    kept = list(islice(names, 6))

    def make() -> Iterator[Any]:
        declared = set(two.one.names()) | set(two.other.names())
        for name in kept:
            schemas = two.one.property(name)
            if name not in declared and schemas is not None:
                for value in two.maker.some(schemas, 6):
                    yield two.maker.object(two.one, {name: value})

    return quietly(make)


def _shown(view: View, schemas: All) -> str:
    return short(view.node(schemas[0])) if schemas else "anything"
