"""Another identity neither sees nor changes what is somebody's own."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

from codegen.laws.law import Filters, Law, Owned, Reach
from codegen.laws.shape import json_shape
from codegen.spec import Operation
from codegen.verify.exchange import NOBODY, Exchange, Identity
from codegen.verify.places import MISSING, at
from codegen.verify.seen import difference
from codegen.verify.shown import listed
from codegen.verify.thing import about, arguments, pick, settled
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

SLOW: Final = 1.0
"""Seconds of waiting for what goes on after the answer, beyond which one attempt will do."""


@checks(Owned)
def kept_apart(trial: Trial, law: Owned) -> None:
    """Make a thing, let somebody else try, and see that it is as it was."""
    operation = trial.spec.operations[law.operation]
    others = [*trial.identities[1:2]]
    if operation.security and {} not in operation.security:
        others.append(NOBODY)
    if not others:
        trial.discard("only one identity is known: give a second one by --identity")
    if was_slow(trial, law):
        return
    began = time.monotonic()
    made = _made(trial, law)
    if law.items is not None or law.read is None or law.read.operation != law.operation:
        settled(trial, made)
    slow = time.monotonic() - began > SLOW
    if law.items is not None:
        _hold_unlisted(trial, law, made, pick(trial, [*trial.identities[1:]] or others))
        return
    if law.states and law.read is not None:
        state = at(trial.reach(law.read, made).reply.json, law.state)
        if state not in law.states:
            trial.discard(f"others may see it while it is {told(state)}")
    path = about(trial, law.operation, law.make, made)
    if operation.method == "GET":
        hand_in(trial, operation, path)
        own = trial.ask(operation.key, **arguments(trial, operation, **path), conform=False)
        if not own.reply.ok:
            trial.discard(f"{operation.key} answers {own.reply.status} to whom it belongs")
    for who in others:
        _hold_off(trial, law, made, who, path)
    if slow:
        remember_slow(trial, law)


def _made(trial: Trial, law: Owned) -> Exchange:
    """A thing, made in one of the states in which it is nobody else's where it can be."""
    make = trial.spec.operations[law.make.operation]
    body, name = json_shape(trial.spec, make.body), law.state.removeprefix("/")
    takes = body.properties[name].enum or () if body and name in body.properties else ()
    states = [each for each in law.states if each in takes]
    return trial.make(make.key, **({name: pick(trial, states)} if states else {}))


def was_slow(trial: Trial, law: Law) -> bool:
    """Whether a law that takes long to try was tried before, and held."""
    return ("slow", law.kind, law.operation, law.where) in trial.memory


def remember_slow(trial: Trial, law: Law) -> None:
    """Once is enough."""
    trial.memory["slow", law.kind, law.operation, law.where] = True


def hand_in(
    trial: Trial, read: Operation, path: Mapping[str, Any], identity: Identity | None = None
) -> None:
    """Put what is read at the path of a thing, such as a form, where there is nothing else that
    puts it there."""
    for each in trial.spec.operations.values():
        if each.path == read.path and each.method == "PUT" and not each.path.endswith("}"):
            given = arguments(trial, each, **path)
            trial.ask(each.key, **given, identity=identity, conform=False)


def _hold_off(
    trial: Trial, law: Owned, made: Exchange, who: Identity, path: Mapping[str, Any]
) -> None:
    operation = trial.spec.operations[law.operation]
    given = arguments(trial, operation, **path)
    if operation.method != "GET":
        given = trial.prepare(operation.key, given)
    before = _state(trial, law, made)
    reply = trial.ask(operation.key, **given, identity=who).reply
    after = _state(trial, law, made) if operation.method not in ("GET", "HEAD") else before
    # A deletion may answer 204 to whoever names nothing that he can see.
    idle = operation.method == "DELETE" and not law.stated and after and 200 <= after[0] < 300
    if reply.ok and not idle:
        trial.broken(
            law,
            f"{operation.key} answers {reply.status} to {who.name} about what another identity "
            f"made, expected {' or '.join(law.refused)}",
        )
    # The other way round, whom a role keeps from all such things may be told so with 403.
    if who is not NOBODY and reply.status == 404 and law.refused == ("403",):
        trial.broken(
            law,
            f"{operation.key} answers 404 to {who.name} about what another identity made, "
            f"expected 403",
        )
    if law.read is not None and before is not None and after is not None:
        found = difference(trial, law.read.operation, before, after)
        if found is not None and operation.method not in ("GET", "HEAD"):
            where, was, now = found
            trial.broken(
                law,
                f"{operation.key} answers {reply.status} to {who.name}, and yet changes "
                f"{where or 'the answer'} of {law.read.operation} from {was} to {now}",
            )


def _state(trial: Trial, law: Owned, made: Exchange) -> tuple[int, Any] | None:
    if law.read is None:
        return None
    reply = trial.reach(law.read, made).reply
    return reply.status, reply.json


def _hold_unlisted(trial: Trial, law: Owned, made: Exchange, who: Identity) -> None:
    """The other's list does not have it, nor does it when it is asked for by what the thing is."""
    wanted = _id(trial, law, made)
    assert law.items is not None
    reach = Reach(law.operation, law.make.parameters)
    mine = listed(trial, reach, made, law.items, law.item_id, wanted)
    for query in ({}, *_selecting(trial, law, mine)):
        shown = listed(trial, reach, made, law.items, law.item_id, wanted, who, query)
        if shown is not MISSING:
            by = "".join(f" by {name} {told(value)}" for name, value in query.items())
            trial.broken(
                law,
                f"{law.operation}{by} shows {told(wanted)} to {who.name}, which another identity"
                " made",
            )


def _selecting(trial: Trial, law: Owned, item: Any) -> Iterator[dict[str, Any]]:
    """What selects an item, by each filter alone that equals a field of it."""
    for each in trial.laws.of(law.operation):
        if isinstance(each, Filters) and each.match == "equals" and each.read is None:
            value = at(item, each.fields[0])
            if len(each.fields) == 1 and isinstance(value, (str, int)):
                yield {each.parameter: value}


def _id(trial: Trial, law: Owned, made: Exchange) -> Any:
    for maker in trial.laws.makers:
        if maker.make == law.make.operation:
            try:
                return trial.value(maker.id, made)
            except LookupError:
                break
    return trial.discard(f"{law.make.operation} answers without an id of what it made")
