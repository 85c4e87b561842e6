"""What an operation refuses in some states of a thing, as its words say, it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from codegen import pointer
from codegen.laws.closed_words import ClosedWords, Doing, leads_to
from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.owned import sentences
from codegen.laws.law import LongRunning, Maker, Reach
from codegen.laws.paths import noun_of
from codegen.laws.replies import reply_shape
from codegen.laws.shape import Shape, json_shape
from codegen.laws.words import STATES, snake
from codegen.spec import Operation
from codegen.verify.changes.wire import body_schema
from codegen.verify.edges import edges
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.places import MISSING, at, equal, with_value, without
from codegen.verify.thing import about, arguments, settled
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Case, Trial, checks_operation

_TRIES: Final = 3
_WRITES: Final = ("PUT", "PATCH", "POST", "DELETE")


@dataclass(frozen=True)
class _Kind:
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


@checks_operation
def closed(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Cancel a booking and change it: that is refused, where a cancelled one can't be changed."""
    kind = _kind(trial, operation)
    if kind is None or operation.method not in _WRITES or _status(operation) is None:
        return
    refused = _refused(trial, operation, kind)
    for state in kind.states:
        if state in refused:
            yield state, partial(_Closed(trial, operation, kind, refused).hold, state)


@dataclass
class _Closed:
    """An operation on a kind of thing, and the states in which it is refused."""

    trial: Trial
    operation: Operation
    kind: _Kind
    refused: frozenset[str]

    def hold(self, state: str) -> None:
        """First see that it is accepted in another state: else a refusal tells nothing."""
        trial, key = self.trial, self.operation.key
        good = self._accepted()
        thing = self._brought([state])
        for attempt in range(_TRIES - 1):
            given = self._given(thing, good.get("body", ABSENT) if attempt else ABSENT)
            if self._state(thing) != state:
                trial.discard("its state moves by itself")
            asked = trial.ask(key, **given).reply
            if asked.ok and asked.status != 202:
                trial.broken(
                    None,
                    f"{key} answers {asked.status} while {self.kind.name} is {told(state)}, in "
                    f"which it is refused, as its words say: expected {_status(self.operation)}",
                    rule="closed",
                    operation=key,
                    where=self.operation.where,
                )

    def _accepted(self) -> dict[str, Any]:
        """Arguments that are accepted in another state."""
        others = [each for each in self.kind.states if each not in self.refused]
        for _ in range(_TRIES):
            thing = self._brought(others)
            good = self._given(thing)
            reply = self.trial.ask(self.operation.key, **good).reply
            if reply.ok:
                return good
        return self.trial.discard(f"{self.operation.key} answers {reply.status} in another state")

    def _given(self, thing: Exchange, body: Any = ABSENT) -> dict[str, Any]:
        """Arguments about a thing, of which a body says something new beside the state."""
        path = self._path(thing)
        for _ in range(_TRIES):
            given = arguments(self.trial, self.operation, **path)
            if self.operation.method not in ("PUT", "PATCH") or self.operation.body is None:
                return given
            given["body"] = self._as_it_is(given["body"] if body is ABSENT else body, thing)
            if self._says_something(given, thing):
                return given
        anew = self._with_a_value(given, thing)
        return anew or self.trial.discard("there is nothing to change")

    def _with_a_value(self, given: dict[str, Any], thing: Exchange) -> dict[str, Any] | None:
        """Arguments that say one thing anew: a text if there is one, as a number may be bound to
        what is left of something."""
        shape = json_shape(self.trial.spec, self.operation.body)
        if shape is None or not isinstance(given["body"], dict):
            return None
        inner = shape.properties
        for name in sorted(inner, key=lambda each: inner[each].types != {"string"}):
            for value in (
                edges(self.trial.spec, inner[name].where) if name != self.kind.name else ()
            ):
                anew = {**given, "body": {**given["body"], name: value}}
                if self._says_something(anew, thing):
                    return anew
        return None

    def _as_it_is(self, body: Any, thing: Exchange) -> Any:
        """A body that leaves the state what it is."""
        where = pointer.join("", self.kind.name)
        if self.operation.method == "PATCH" or at(body, where) is MISSING:
            return without(body, where)
        return with_value(body, where, self._state(thing))

    def _says_something(self, given: dict[str, Any], thing: Exchange) -> bool:
        where = body_schema(self.operation, given)
        there = at(self._read(thing), self.kind.state.rpartition("/")[0])
        body = given["body"]
        return (
            isinstance(body, dict)
            and isinstance(there, dict)
            and where is not None
            and self.trial.spec.validator(where).is_valid(body)
            and any(name in there and not equal(body[name], there[name]) for name in body)
        )

    def _brought(self, states: Sequence[str]) -> Exchange:
        """A thing in one of these states."""
        made = self._made()
        if self._state(made) in states:
            return made
        for way in self._ways(states):
            with suppress(Discard):
                if way(made) and self._state(made) in states:
                    return made
                made = self._made()
        return self.trial.discard(f"nothing brings it to {' or '.join(states)}")

    def _made(self) -> Exchange:
        made = self.trial.make(self.kind.maker.make)
        settled(self.trial, made)
        return made

    def _ways(self, states: Sequence[str]) -> Iterator[Any]:
        """What may bring a thing to one of these states: actions by their names, and updates."""
        for each in self.trial.spec.operations.values():
            word = each.path.rstrip("/").removeprefix(f"{self.kind.path}/")
            fits = "/" not in word and any(leads_to(word, state) for state in states)
            if each.method in ("POST", "PUT") and fits:
                yield partial(self._act, each)
        for each in self.trial.spec.operations.values():
            if each.path.rstrip("/") == self.kind.path and each.method in ("PATCH", "PUT"):
                for state in states:
                    yield partial(self._update, each, state)
        for state in states:
            yield lambda made, state=state: self.trial.bring(made, state)

    def _act(self, operation: Operation, made: Exchange) -> bool:
        given = arguments(self.trial, operation, **self._path(made))
        return self.trial.ask(operation.key, **given).reply.ok

    def _update(self, operation: Operation, state: str, made: Exchange) -> bool:
        shape = json_shape(self.trial.spec, operation.body)
        if shape is None or self.kind.name not in shape.properties:
            return False
        given = arguments(self.trial, operation, **self._path(made))
        alone = operation.method == "PATCH" and not shape.required
        body = {} if alone else given["body"]
        if not isinstance(body, dict):
            return False
        given["body"] = with_value(body, pointer.join("", self.kind.name), state)
        where = body_schema(operation, given)
        if where is None or not self.trial.spec.validator(where).is_valid(given["body"]):
            return False
        return self.trial.ask(operation.key, **given).reply.ok

    def _path(self, made: Exchange) -> dict[str, Any]:
        make = Reach(self.kind.maker.make, self.kind.read.parameters)
        return about(self.trial, self.operation.key, make, made)

    def _read(self, made: Exchange) -> Any:
        reply = self.trial.reach(self.kind.read, made, query={}).reply
        if not reply.ok:
            self.trial.discard(f"{self.kind.read.operation} answers {reply.status}")
        return reply.json

    def _state(self, made: Exchange) -> Any:
        found = at(self._read(made), self.kind.state)
        return None if found is MISSING else found


def _kind(trial: Trial, operation: Operation) -> _Kind | None:
    """What an operation is aimed at: the thing on its path, or the one right above."""
    own = operation.path.rstrip("/")
    if own.endswith("}") and operation.method == "POST":
        return None
    for maker in trial.laws.makers:
        if maker.read is None or (maker.make == operation.key and operation.method == "PUT"):
            continue
        path = trial.spec.operations[maker.read.operation].path.rstrip("/")
        below = own.removeprefix(path)
        action = operation.method in ("POST", "PUT") and below.count("/") == 1 and "{" not in below
        if own == path or (own != below and action):
            found = state_in(reply_shape(trial.spec, trial.spec.operations[maker.read.operation]))
            if found is not None and not _moves_by_itself(trial, maker.read):
                return _Kind(maker, maker.read, path, *found)
    return None


def _status(operation: Operation) -> str | None:
    """What a refusal is answered with: 409, or what else is named for it."""
    named = [each for each in ("422", "400") if re.search(rf"\b{each}\b", said(operation))]
    return next((each for each in ("409", *named) if each in operation.answers), None)


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


def _moves_by_itself(trial: Trial, read: Reach) -> bool:
    return any(
        isinstance(law, LongRunning) and law.status.operation == read.operation
        for law in trial.laws.laws
    )


def _refused(trial: Trial, operation: Operation, kind: _Kind) -> frozenset[str]:
    """The states in which the words of an operation, or those of its own 409, say it is refused."""
    body = json_shape(trial.spec, operation.body)
    nouns = {kind.maker.noun, noun_of(kind.path)}
    reader = ClosedWords(
        kind.states,
        nouns,
        Doing.of(operation, kind.path),
        {each.noun for each in trial.laws.makers} - nouns,
        body is not None and kind.name in body.properties,
    )
    words = [
        each
        for name in ("summary", "description")
        for each in sentences(str(operation.raw.get(name) or ""))
    ]
    found = reader.refused(words)
    answer = operation.answers.get("409")
    shared = answer is None or any(
        each is not operation and (other := each.answers.get("409")) and other.where == answer.where
        for each in trial.spec.operations.values()
    )
    if answer is not None and not shared:
        told_of = sentences(str(answer.raw.get("description") or ""))
        found |= reader.refused(told_of)
        if len(told_of) == 1:
            found |= reader.conflict(told_of[0])
    return found if found != frozenset(kind.states) else frozenset()
