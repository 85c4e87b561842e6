"""Things that have a state: which operations are about them, and what brings one to a state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from codegen import pointer
from codegen.laws.closed_words import leads_to
from codegen.laws.implied.lifecycle import said
from codegen.laws.law import LongRunning, Maker, Reach
from codegen.laws.replies import reply_shape
from codegen.laws.shape import Shape, json_shape
from codegen.laws.words import STATES, snake
from codegen.spec import Operation
from codegen.verify.changes.wire import body_schema
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.places import MISSING, at, with_value
from codegen.verify.thing import about, arguments, settled
from codegen.verify.trial import Trial


@dataclass(frozen=True)
class Stateful:
    """Things that have a state: how they come to be, and where it stands in what reads them."""

    maker: Maker
    read: Reach
    path: str
    state: str
    states: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the property is called."""
        return pointer.split(self.state)[-1]


def stateful(trial: Trial, operation: Operation) -> Stateful | None:
    """What an operation is aimed at: the thing on its path, or the one right above."""
    for maker, read, path in aimed_at(trial, operation):
        found = state_in(reply_shape(trial.spec, trial.spec.operations[read.operation]))
        if found is not None and not moves_by_itself(trial, read):
            return Stateful(maker, read, path, *found)
    return None


def aimed_at(trial: Trial, operation: Operation) -> Iterator[tuple[Maker, Reach, str]]:
    """The makers of what an operation may be aimed at, what reads it, and its path."""
    own = operation.path.rstrip("/")
    if own.endswith("}") and operation.method == "POST":
        return
    for maker in trial.laws.makers:
        if maker.read is None or (maker.make == operation.key and operation.method == "PUT"):
            continue
        path = trial.spec.operations[maker.read.operation].path.rstrip("/")
        below = own.removeprefix(path)
        action = operation.method in ("POST", "PUT") and below.count("/") == 1 and "{" not in below
        if own == path or (own != below and action):
            yield maker, maker.read, path


def written_state(trial: Trial, operation: Operation, kind: Stateful) -> tuple[str, Shape] | None:
    """The property of a body that is the state to be: a `to` of the same states is one too."""
    shape = json_shape(trial.spec, operation.body)
    if shape is None or operation.method not in ("PATCH", "PUT", "POST"):
        return None
    for name, each in shape.properties.items():
        states = [one for one in each.enum or () if isinstance(one, str)]
        same = len(states) > 1 and {*states} <= {*kind.states}
        if same and (name == kind.name or operation.method == "POST"):
            return name, each
    return None


def brought(trial: Trial, kind: Stateful, states: Sequence[str]) -> Exchange:
    """What made a thing that is in one of these states now."""
    made = _made(trial, kind)
    if state_of(trial, kind, made) in states:
        return made
    for state in states:
        with suppress(Discard):
            made = _made_as(trial, kind, state) or made
            if state_of(trial, kind, made) in states:
                return made
    for way in _ways(trial, kind, states):
        with suppress(Discard):
            if way(made) and state_of(trial, kind, made) in states:
                return made
            made = _made(trial, kind)
    return trial.discard(f"nothing brings it to {' or '.join(states)}")


def path_of(trial: Trial, kind: Stateful, operation: Operation, made: Exchange) -> dict[str, Any]:
    """The parameters by which an operation is about a thing."""
    make = Reach(kind.maker.make, kind.read.parameters)
    return about(trial, operation.key, make, made)


def reading(trial: Trial, kind: Stateful, made: Exchange) -> Any:
    """What a thing is like now."""
    reply = trial.reach(kind.read, made, query={}).reply
    if not reply.ok:
        trial.discard(f"{kind.read.operation} answers {reply.status}")
    return reply.json


def state_of(trial: Trial, kind: Stateful, made: Exchange) -> Any:
    """The state in which a thing is now."""
    found = at(reading(trial, kind, made), kind.state)
    return None if found is MISSING else found


def writing(
    trial: Trial, kind: Stateful, operation: Operation, made: Exchange, state: tuple[str, str]
) -> dict[str, Any]:
    """Arguments that write a state into a property of a body, and else leave a thing as it is."""
    given = arguments(trial, operation, **path_of(trial, kind, operation, made))
    shape, where = json_shape(trial.spec, operation.body), body_schema(operation, given)
    if shape is None or where is None:
        return trial.discard(f"{operation.key} takes no body that is known")
    name, to = state
    found = at(reading(trial, kind, made), kind.state.rpartition("/")[0])
    now = found if isinstance(found, dict) else {}
    drawn = given["body"] if isinstance(given["body"], dict) else {}
    needed = {each: now.get(each, drawn.get(each)) for each in shape.required}
    whole = {each: now[each] for each in shape.properties if each in now}
    wholly = [{**needed, **whole}] if operation.method == "PUT" else []
    for body in (*wholly, needed, drawn):
        given["body"] = {**body, name: to}
        if trial.spec.validator(where).is_valid(given["body"]):
            return given
    return trial.discard(f"no body of {operation.key} says {to} alone")


def refusal(operation: Operation) -> str | None:
    """What a refusal is answered with: 409, or what else is named for it."""
    named = [each for each in ("422", "400") if re.search(rf"\b{each}\b", said(operation))]
    return next((each for each in ("409", *named) if each in operation.answers), None)


def moves_by_itself(trial: Trial, read: Reach) -> bool:
    """Whether what is read goes on by itself."""
    return any(
        isinstance(law, LongRunning) and law.status.operation == read.operation
        for law in trial.laws.laws
    )


def _made(trial: Trial, kind: Stateful) -> Exchange:
    made = trial.make(kind.maker.make)
    settled(trial, made)
    return made


def _made_as(trial: Trial, kind: Stateful, state: str) -> Exchange | None:
    """A thing that was told its state when it was made, where that may be told."""
    shape = json_shape(trial.spec, trial.spec.operations[kind.maker.make].body)
    told = shape.properties.get(kind.name) if shape is not None else None
    if told is None or state not in (told.enum or ()):
        return None
    given = arguments(trial, trial.spec.operations[kind.maker.make])
    if not isinstance(given["body"], dict):
        return None
    made = trial.ask(kind.maker.make, **{**given, "body": {**given["body"], kind.name: state}})
    if not made.reply.ok:
        return None
    settled(trial, made)
    return made


def _ways(trial: Trial, kind: Stateful, states: Sequence[str]) -> Iterator[Any]:
    """What may bring a thing to one of these states: actions by their names, and updates."""
    for each in trial.spec.operations.values():
        word = each.path.rstrip("/").removeprefix(f"{kind.path}/")
        fits = "/" not in word and any(leads_to(word, state) for state in states)
        if each.method in ("POST", "PUT") and fits:
            yield partial(_act, trial, kind, each)
    for each in trial.spec.operations.values():
        if each.path.rstrip("/") == kind.path and each.method in ("PATCH", "PUT"):
            for state in states:
                yield partial(_update, trial, kind, each, state)
    for state in states:
        yield lambda made, state=state: trial.bring(made, state)


def _act(trial: Trial, kind: Stateful, operation: Operation, made: Exchange) -> bool:
    given = arguments(trial, operation, **path_of(trial, kind, operation, made))
    return trial.ask(operation.key, **given).reply.ok


def _update(trial: Trial, kind: Stateful, operation: Operation, state: str, made: Exchange) -> bool:
    shape = json_shape(trial.spec, operation.body)
    if shape is None or kind.name not in shape.properties:
        return False
    given = arguments(trial, operation, **path_of(trial, kind, operation, made))
    alone = operation.method == "PATCH" and not shape.required
    body = {} if alone else given["body"]
    if not isinstance(body, dict):
        return False
    given["body"] = with_value(body, pointer.join("", kind.name), state)
    where = body_schema(operation, given)
    if where is None or not trial.spec.validator(where).is_valid(given["body"]):
        return False
    return trial.ask(operation.key, **given).reply.ok


def state_in(shape: Shape | None) -> tuple[str, tuple[str, ...]] | None:
    """Where the state stands in a reading, and which there are."""
    if shape is None:
        return None
    inner = [(name, shape.properties[name]) for name in ("data",) if name in shape.properties]
    for start, holder in (("", shape), *((pointer.join("", name), each) for name, each in inner)):
        for name, each in holder.properties.items():
            states = tuple(one for one in each.enum or () if isinstance(one, str))
            if snake(name) in STATES and len(states) > 1:
                return start + pointer.join("", name), states
    return None
