"""What has to be done before an operation can be carried out, found by trying.

A contract says what an operation takes, and hardly ever what has to be so first: that an image is
in the trash before it is restored, that a plan is finished before it is applied, that a cart has
something in it. So an operation that is refused for a state is tried again after each other one
that changes the same thing; what helped once is done first from then on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile
from typing import Any, Final

from codegen.laws.closed_words import leads_to
from codegen.laws.implied.lifecycle import said
from codegen.laws.law import Maker
from codegen.laws.words import singular, snake
from codegen.spec import Operation
from codegen.verify.by_writing import state_writes
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.finding import Discard
from codegen.verify.paths import path_names
from codegen.verify.thing import settled
from codegen.verify.trial import ABSENT, Trial
from codegen.verify.world import Step, Thing, World

AS_IT_IS: Final = Step("")
"""The step that changes nothing: wait until the thing is finished, and take over what it shows."""
_READING: Final = ("GET", "HEAD", "OPTIONS", "TRACE")
_READ: Final = 500
_MOST: Final = 12
"""So many operations about other things are tried."""


def is_state(exchange: Exchange) -> bool:
    """Whether a refusal may be for what things are like now."""
    return exchange.reply.status in (404, 409, 410, 422)


def steps(
    world: World,
    operation: Operation,
    arguments: Mapping[str, Any],
    identity: Identity,
    refusal: Exchange,
) -> Iterator[Step]:
    """What may help, first what is named, then nearest first: AS_IT_IS, or an operation."""
    about = things(world, operation, arguments, identity)
    if about:
        yield AS_IT_IS
    found = dict.fromkeys(named(world, operation, arguments, identity, refusal))
    yield from found
    yield from (each for each in _near_and_far(world, operation, about) if each not in found)


def named(
    world: World,
    operation: Operation,
    arguments: Mapping[str, Any],
    identity: Identity,
    refusal: Exchange,
) -> Iterator[Step]:
    """The steps that the words of an operation or of its refusal name."""
    told = f"{said(operation)} {refusal.reply.body[:_READ].decode('utf-8', 'replace')}"
    words = {*re.findall(r"[a-z]+", told.lower())}
    for each in _near_and_far(world, operation, things(world, operation, arguments, identity)):
        if _is_named(world, each, words):
            yield each


def _is_named(world: World, step: Step, words: Collection[str]) -> bool:
    """Whether words name the state that a step leads to, or what it makes."""
    if step.state is not None:
        return step.state[1].lower() in words
    other = world.spec.operations[step.operation]
    last = snake(other.path.rstrip("/").rpartition("/")[2])
    if other.method == "DELETE" or other.path.endswith("}"):
        return False
    return singular(last) in words or any(leads_to(last, each) for each in words)


def _near_and_far(world: World, operation: Operation, about: list[Thing]) -> Iterator[Step]:
    """One that makes another thing of the kind is tried for that one too: what applies an import
    begins a run of its own."""
    makers = {id(thing.maker) for thing in about}
    changing = [
        each
        for each in world.spec.operations.values()
        if each is not operation and each.method not in _READING
    ]
    near = [each for each in changing if makers & _makers(world, each)]
    # An operation at the same path comes first, one that takes the thing away last.
    near.sort(key=lambda each: (each.path != operation.path, each.method == "DELETE"))
    for each in near:
        if each.key in world.kindred:
            yield Step(each.key, onto=True)
        yield Step(each.key)
    for kin in world.kindred.values():
        elsewhere = kin.operation not in {operation.key, *(each.key for each in near)}
        if elsewhere and id(kin.maker) in makers:
            yield Step(kin.operation, onto=True)
    yield from state_writes(world, operation, about)
    if not about:
        far = [each for each in changing if each.method != "DELETE" and each not in near]
        far.sort(key=lambda each: -_in_common(each.path, operation.path))
        yield from [Step(each.key) for each in far][:_MOST]


def things(
    world: World, operation: Operation, arguments: Mapping[str, Any], identity: Identity
) -> list[Thing]:
    """The things of this run that a request names, in its path and its body."""
    named: list[tuple[Maker | None, Any]] = [
        (world.maker_of(operation, name), value)
        for name, value in (arguments.get("path") or {}).items()
    ]
    body = arguments.get("body")
    if isinstance(body, dict):
        named += [(world.maker(name, ""), value) for name, value in body.items()]
    return [
        thing
        for maker, value in named
        if maker is not None
        for thing in world.living(maker, identity)
        if str(thing.id) == str(value)
    ]


def as_it_is(
    trial: Trial, about: list[Thing], arguments: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The same request about things that are finished, with what only their server knows (a hash, a
    version) as they show it now; None when there is nothing to wait for or to take over."""
    changed = False
    body = arguments.get("body", ABSENT)
    for thing in about:
        before = len(trial.exchanges)
        try:
            settled(trial, thing.exchange)
            read = thing.maker.read
            shown = trial.reach(read, thing.exchange, conform=False).reply if read else None
        except Discard:
            continue
        changed = changed or len(trial.exchanges) > before + (read is not None)
        if shown is None or not shown.ok or not isinstance(shown.json, dict):
            continue
        given = thing.exchange.request.value
        given = given if isinstance(given, dict) else {}
        for name, value in shown.json.items():
            own = name not in given and isinstance(value, (str, int))
            if own and isinstance(body, dict) and name in body and body[name] != value:
                body = {**body, name: value}
                changed = True
    if not changed:
        return None
    return {**arguments, "body": body} if body is not ABSENT else dict(arguments)


def _makers(world: World, operation: Operation) -> set[int]:
    makers = (world.maker_of(operation, name) for name in path_names(operation))
    return {id(maker) for maker in makers if maker is not None}


def _in_common(one: str, other: str) -> int:
    """How many segments two paths begin with alike."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])
