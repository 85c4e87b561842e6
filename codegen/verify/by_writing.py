"""States that are written: what an update makes of a thing by naming the state it is to be in."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from codegen import pointer
from codegen.laws.law import Maker
from codegen.laws.words import STATES, snake
from codegen.spec import Operation, Part
from codegen.verify.paths import path_names
from codegen.verify.places import keywords, schema_at
from codegen.verify.sending import default_media_type
from codegen.verify.world import Step, Thing, World

_MOST: Final = 12
"""So many states are written; more are no states."""


def state_writes(world: World, operation: Operation | None, about: list[Thing]) -> Iterator[Step]:
    """The steps that write a state of these things, other than the one that each was made in."""
    for thing in about:
        made = thing.exchange.reply.json
        for update in world.spec.operations.values():
            if update is operation or update.method not in ("PATCH", "PUT", "POST"):
                continue
            names = path_names(update)
            if not names or world.maker_of(update, names[-1]) is not thing.maker:
                continue
            for name, shown, states in _written_states(world, update, thing.maker):
                has = made.get(shown) if isinstance(made, dict) else None
                yield from (Step(update.key, state=(name, to)) for to in states if to != has)


def shown_as(world: World, update: Operation, maker: Maker, name: str) -> str:
    """What the state is called in what shows the thing, of which an update writes this name."""
    found = _written_states(world, update, maker)
    return next((shown for written, shown, _ in found if written == name), name)


def states(world: World, update: Operation, name: str) -> list[str]:
    """The states that an update may write into a property of a thing."""
    media_type = default_media_type(update)
    if update.body is None or media_type is None:
        return []
    return _enum(world, update.body.content[media_type], name)


def required(world: World, update: Operation) -> list[str]:
    """What each body of an update has."""
    media_type = default_media_type(update)
    if update.body is None or media_type is None:
        return []
    found = keywords(world.spec, update.body.content[media_type].schema_where).get("required")
    return [each for each in found or () if isinstance(each, str)]


def next_state(
    now: str | None, to: str, states: Collection[str], barred: Collection[tuple[str | None, str]]
) -> str | None:
    """The next state on the shortest way to another one; None where each way is barred."""
    ahead: deque[tuple[str | None, str | None]] = deque([(now, None)])
    passed = {now}
    while ahead:
        state, first = ahead.popleft()
        if (state, to) not in barred:
            return first or to
        for each in states:
            if each not in passed and (state, each) not in barred:
                passed.add(each)
                ahead.append((each, first or each))
    return None


def _written_states(
    world: World, update: Operation, maker: Maker
) -> Iterator[tuple[str, str, list[str]]]:
    """The properties that are a state both in the body of an update and in what it is about, how
    each is called in both, and the states: a `to` of the same states is one too."""
    shows = maker.read.operation if maker.read else maker.make
    parts = [
        part
        for answer in world.spec.operations[shows].successes
        for part in answer.content.values()
    ]
    shown = {
        name: _enum(world, part, name)
        for part in parts
        for name in _properties(world, part)
        if snake(name) in STATES
    }
    media_type = default_media_type(update)
    part = update.body.content[media_type] if update.body and media_type else None
    for name in _properties(world, part) if part else ():
        found = states(world, update, name)
        same = [each for each, all_of in shown.items() if {*found} <= {*all_of}]
        called = name if name in shown and snake(name) in STATES else None
        if called is None and same and update.method == "POST":
            called = same[0]
        if called is not None and shown[called] and 1 < len(found) <= _MOST:
            yield name, called, found


def _properties(world: World, part: Part) -> Mapping[str, Any]:
    found = keywords(world.spec, part.schema_where).get("properties")
    return found if isinstance(found, dict) else {}


def _enum(world: World, part: Part, name: str) -> list[str]:
    where = schema_at(world.spec, part.schema_where, pointer.join("", name))
    values = keywords(world.spec, where).get("enum") if where is not None else None
    return [each for each in values or () if isinstance(each, str)]
