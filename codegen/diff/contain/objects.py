"""Properties of objects: which have to be there, which may, and how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.diff.contain import about, others
from codegen.diff.contain.gap import Gap, quietly
from codegen.diff.contain.two import Two
from codegen.diff.view import All


def compare(two: Two) -> None:
    """Tell what the taker says of objects and the sender does not, and lead to the properties."""
    _required(two)
    _sent(two)
    _not_sent(two)
    others.compare(two)
    _counts(two)
    _dependent(two)


def _required(two: Two) -> None:
    one, other, is_reply = two.one, two.other, two.whole.is_reply
    have = set(one.required())
    names = set(one.names())
    for name in other.required():
        if name in have:
            continue

        def make(name: str = name) -> Iterator[Any]:
            for whole in (False, True):
                yield two.maker.object(one, {}, frozenset({name}), whole=whole)

        is_new = name not in names
        kind = "required-new" if is_new else "required"
        if is_new and one.is_hidden(name):
            kind = "required-hidden"
        at = one.place("properties"), other.place("required")
        schemas = other.property(name) or () if is_reply else ()
        two.found.gaps.append(Gap(kind, *at, None, name, quietly(make), name, schemas))


def _sent(two: Two) -> None:
    one, other = two.one, two.other
    theirs = set(other.names())
    for name in one.names():
        mine = one.property(name)
        if mine is None:
            continue
        taken = other.property(name)
        schemas = () if two.whole.is_reply else mine
        if other.is_hidden(name):
            two.note("hidden", None, None, "properties", name)
        elif taken is None:
            at = (
                one.place("properties"),
                other.place("additionalProperties", "unevaluatedProperties"),
            )
            make = two.objects_with(name, mine)
            two.found.gaps.append(Gap("forbidden", *at, None, name, make, name, schemas))
        else:
            if name not in theirs:
                two.note("undeclared", None, None, "properties", name, schemas)
            if taken:
                two.edge(name, mine, taken, two.object_with(name))
            elif name in theirs:
                about.compare(two.whole, (mine, taken), two.found)


def _not_sent(two: Two) -> None:
    one, other = two.one, two.other
    rest = one.others()
    have = set(one.names())
    required = set(other.required())
    for name in other.names():
        if name in have or one.is_hidden(name):
            continue
        taken = other.property(name)
        if taken is None:
            continue
        if name not in required:
            schemas: All = taken if two.whole.is_reply else ()
            two.note("declared", None, None, "properties", name, schemas)
        if rest and taken:
            two.edge(name, rest, taken, two.object_with(name))


def _counts(two: Two) -> None:
    one, other = two.one, two.other
    least = max(one.least("minProperties") or 0, len(one.required()))
    least_now = other.least("minProperties") or 0
    if least_now > least:

        def few() -> Iterator[Any]:
            yield two.maker.object(one, {})

        two.gap("min-properties", least, least_now, quietly(few), "minProperties")
    most, most_now = one.most("maxProperties"), other.most("maxProperties")
    if one.others() is None and not one.patterns():
        most = min(len(one.names()), len(one.names()) if most is None else most)
    if most_now is not None and (most is None or most > most_now):

        def many() -> Iterator[Any]:
            yield two.maker.object(one, {}, least=int(most_now) + 1)

        two.gap("max-properties", most, most_now, quietly(many), "maxProperties")


def _dependent(two: Two) -> None:
    own: dict[str, set[str]] = {}
    for rule in two.one.said("dependentRequired"):
        for name, needs in rule.items() if isinstance(rule, dict) else ():
            own.setdefault(name, set()).update(needs)
    have = set(two.one.required())
    for rule in two.other.said("dependentRequired"):
        for name, needs in rule.items() if isinstance(rule, dict) else ():
            schemas = two.one.property(name)
            if schemas is None or two.is_unnamed(name):
                continue
            for need in needs:
                if need not in have and need not in own.get(name, ()):
                    make = _without(two, name, schemas, need)
                    two.gap("dependent-required", None, {name: need}, make, "dependentRequired")


def _without(two: Two, name: str, schemas: All, need: str) -> Any:
    def make() -> Iterator[Any]:
        value = two.maker.value(schemas)
        yield two.maker.object(two.one, {name: value}, frozenset({need}))

    return quietly(make)
