"""What an operation refuses in some states of a thing, as its words say, it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from codegen import pointer
from codegen.laws.closed_words import ClosedWords, Doing
from codegen.laws.implied.owned import sentences
from codegen.laws.paths import noun_of
from codegen.laws.shape import json_shape
from codegen.spec import Operation
from codegen.verify.changes.wire import body_schema
from codegen.verify.edges import edges
from codegen.verify.exchange import Exchange
from codegen.verify.places import MISSING, at, equal, with_value, without
from codegen.verify.stateful import Stateful, brought, path_of, reading, refusal, state_of, stateful
from codegen.verify.thing import arguments
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Case, Trial, checks_operation
from codegen.verify.unshared import unshared

_TRIES: Final = 3
_WRITES: Final = ("PUT", "PATCH", "POST", "DELETE")


@checks_operation
def closed(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Cancel a booking and change it: that is refused, where a cancelled one can't be changed."""
    kind = stateful(trial, operation)
    if kind is None or operation.method not in _WRITES or refusal(operation) is None:
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
    kind: Stateful
    refused: frozenset[str]

    def hold(self, state: str) -> None:
        """First see that it is accepted in another state: else a refusal tells nothing."""
        trial, key = self.trial, self.operation.key
        good = self._accepted()
        thing = brought(trial, self.kind, [state])
        for attempt in range(_TRIES - 1):
            given = self._given(thing, good.get("body", ABSENT) if attempt else ABSENT)
            if state_of(trial, self.kind, thing) != state:
                trial.discard("its state moves by itself")
            asked = trial.ask(key, **given).reply
            if asked.ok and asked.status != 202:
                trial.broken(
                    None,
                    f"{key} answers {asked.status} while {self.kind.name} is {told(state)}, in "
                    f"which it is refused, as its words say: expected {refusal(self.operation)}",
                    rule="closed",
                    operation=key,
                    where=self.operation.where,
                )

    def _accepted(self) -> dict[str, Any]:
        """Arguments that are accepted in another state."""
        others = [each for each in self.kind.states if each not in self.refused]
        for _ in range(_TRIES):
            thing = brought(self.trial, self.kind, others)
            good = self._given(thing)
            reply = self.trial.ask(self.operation.key, **good).reply
            if reply.ok:
                return good
        return self.trial.discard(f"{self.operation.key} answers {reply.status} in another state")

    def _given(self, thing: Exchange, body: Any = ABSENT) -> dict[str, Any]:
        """Arguments about a thing, of which a body says something new beside the state."""
        path = path_of(self.trial, self.kind, self.operation, thing)
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
        return with_value(body, where, state_of(self.trial, self.kind, thing))

    def _says_something(self, given: dict[str, Any], thing: Exchange) -> bool:
        where = body_schema(self.operation, given)
        there = at(reading(self.trial, self.kind, thing), self.kind.state.rpartition("/")[0])
        body = given["body"]
        return (
            isinstance(body, dict)
            and isinstance(there, dict)
            and where is not None
            and self.trial.spec.validator(where).is_valid(body)
            and any(name in there and not equal(body[name], there[name]) for name in body)
        )


def _refused(trial: Trial, operation: Operation, kind: Stateful) -> frozenset[str]:
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
    told_of = unshared(trial.spec, operation, "409")
    found |= reader.refused(told_of)
    if len(told_of) == 1:
        found |= reader.conflict(told_of[0])
    return found if found != frozenset(kind.states) else frozenset()
