"""Items of arrays: how many, which, and whether each is there once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from codegen.diff.contain.gap import quietly
from codegen.diff.contain.two import Two
from codegen.diff.values import NoValue


def compare(two: Two) -> None:
    """Tell what the taker says of arrays and the sender does not, and lead to the items."""
    one, other = two.one, two.other
    least, least_now = one.least("minItems") or 0, other.least("minItems") or 0
    if least_now > least:
        _gap(two, "min-items", least, least_now, int(least), "minItems")
    most, most_now = one.most("maxItems"), other.most("maxItems")
    if most_now is not None and (most is None or most > most_now):
        _gap(two, "max-items", most, most_now, int(most_now) + 1, "maxItems")
    is_set = True in other.said("uniqueItems") and True not in one.said("uniqueItems")
    if is_set and (most is None or most > 1):

        def twice() -> Iterator[Any]:
            schemas = one.item(0)
            if schemas is not None:
                for value in two.maker.some(schemas, 4):
                    yield two.maker.array(one, [value, value])

        two.gap("unique", False, True, quietly(twice), "uniqueItems")
    for index in range(max(one.heads(), other.heads()) + 1):
        if most is not None and index >= most:
            break
        mine, theirs = one.item(index), other.item(index)
        if mine is None:
            break
        if theirs is None:
            if most_now is None or index < most_now:
                _gap(two, "items-closed", None, index, index + 1, "items", "unevaluatedItems")
            break
        if theirs:
            two.edge("*", mine, theirs, _array_with(two, index))


def _gap(two: Two, kind: str, was: Any, now: Any, least: int, *words: str) -> None:
    def make() -> Iterator[Any]:
        yield two.maker.array(two.one, [], least)

    two.gap(kind, was, now, quietly(make), *words)


def _array_with(two: Two, index: int) -> Callable[[Any], Any]:
    def wrap(value: Any) -> Any:
        before: list[Any] = []
        for at in range(index):
            schemas = two.one.item(at)
            if schemas is None:
                raise NoValue
            before.append(two.maker.value(schemas))
        return two.maker.array(two.one, [*before, value])

    return wrap
