"""What is there in some states of a thing only, looked for in every answer that shows one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from codegen.laws.by_state import ByState, by_state
from codegen.laws.shape import Shape
from codegen.spec import Answer, Operation, Part, Spec
from codegen.verify.exchange import Exchange

_DEPTH: Final = 3
_CHOSEN: Final = re.compile(r"[?&](fields?|select|only|include|exclude|expand|view|projection)\b")
"""In a query that asks for a part of what there is."""
_Steps = tuple[str | None, ...]
"""Names of properties, and None for each item of an array."""


class InStates:
    """Holds answers to what one document says of states."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._rules: dict[str, list[tuple[_Steps, ByState]]] = {}

    def faults(
        self, operation: Operation, answer: Answer, part: Part, value: Any, exchange: Exchange
    ) -> Iterator[tuple[str, str]]:
        """Where it is said, and what is not so."""
        if not exchange.reply.ok or _CHOSEN.search(exchange.request.url):
            return
        if part.schema_where not in self._rules:
            self._rules[part.schema_where] = list(self._all(operation, answer, part))
        for steps, rule in self._rules[part.schema_where]:
            for place, thing in _reached(value, steps, ""):
                wrong = rule.wrong(thing, exchange.reply.headers)
                if wrong is not None:
                    yield rule.where, f"{place}{wrong}"

    def _all(
        self, operation: Operation, answer: Answer, part: Part
    ) -> Iterator[tuple[_Steps, ByState]]:
        shape = Shape(self._spec, part.raw.get("schema"), part.schema_where)
        yield from (((), each) for each in by_state(shape, operation, answer))
        yield from self._inside(shape, ())

    def _inside(self, shape: Shape, steps: _Steps) -> Iterator[tuple[_Steps, ByState]]:
        if len(steps) == _DEPTH:
            return
        inner: list[tuple[str | None, Shape]] = [*shape.properties.items()]
        if shape.items is not None:
            inner.append((None, shape.items))
        for step, each in inner:
            yield from (((*steps, step), rule) for rule in by_state(each))
            yield from self._inside(each, (*steps, step))


def _reached(value: Any, steps: _Steps, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects that steps lead to, and how one speaks of each."""
    if not steps:
        if isinstance(value, dict):
            yield f"{place}/" if place else "", value
        return
    step, *rest = steps
    if step is None:
        for index, each in enumerate(value if isinstance(value, list) else ()):
            yield from _reached(each, tuple(rest), f"{place}/{index}")
    elif isinstance(value, dict) and step in value:
        yield from _reached(value[step], tuple(rest), f"{place}/{step}")
