"""What checks of a thing's life share: arguments for a write, its readings, its fields."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from codegen import pointer
from codegen.laws.law import IdempotencyKey, Law, LongRunning, Maker, Reach, ReadAfterWrite
from codegen.spec import Operation
from codegen.verify.exchange import Exchange, Reply, Request
from codegen.verify.places import MISSING, at, differences, equal
from codegen.verify.same import instant
from codegen.verify.sending import needs_condition
from codegen.verify.trial import ABSENT, Trial

_CONDITIONS: Final = frozenset(
    ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range", "range")
)
_EVER: Final = re.compile(
    r"(id|uuid|owner|author|creator|(created|added|made|registered|inserted|joined|posted|opened)"
    r"(_?(at|on|by|date|time))?|date_created)",
    re.IGNORECASE,
)
"""Fields that the server sets when it makes a thing, and no other request may alter."""
_MOVING: Final = re.compile(
    r"(updated?|modified|changed?|edited|saved?|touched|accessed|seen|viewed|read|used|visited|opened|checked|"
    r"synced|refreshed|active|now|time|timestamp|age|uptime|ttl|remaining|elapsed|expires?|etag|"
    r"version|revision|rev|sequence|views?|reads?|hits|visits?|downloads?|opens|uses|plays|"
    r"access(es)?|trace|request|nonce|progress|position_in_queue|eta)",
    re.IGNORECASE,
)
"""Words in the names of what moves by itself, or with each request, on honest servers too."""


_STUCK: Final = 20.0
"""Seconds without any sign of going on, after which nothing more is hoped for."""
_MOMENT: Final = 0.1


def arguments(trial: Trial, operation: Operation, **given: Any) -> dict[str, Any]:
    """Drawn arguments for an operation, with nothing in them that would make it mean less: no
    conditions, and no optional query parameter such as `dry_run`. What has to be done before it, is
    done; about a thing that is given, it is up to the check."""
    found = trial.fill(operation.key, given or None)
    found["headers"] = dict(plain_headers(trial, operation, found.get("headers") or {}))
    if operation.method not in ("GET", "HEAD"):
        found["query"] = {
            name: value
            for name, value in (found.get("query") or {}).items()
            if (declared := operation.parameter(name, "query")) and declared.required
        }
    return found if given else trial.prepare(operation.key, found)


def plain_headers(
    trial: Trial, operation: Operation, headers: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Headers without conditions, and with a new key each time."""
    keys = {
        law.header.lower()
        for law in trial.laws.of(operation.key)
        if isinstance(law, IdempotencyKey)
    }
    for name, value in headers.items():
        declared = operation.parameter(name, "header")
        required = declared is not None and declared.required
        if name.lower() in keys | {"idempotency-key"}:
            if required:
                yield name, str(uuid.uuid4())
        elif name.lower() not in _CONDITIONS:
            yield name, value
        elif needs_condition(operation, name):
            yield name, "*"


def anew(
    trial: Trial, operation: Operation, given: Mapping[str, Any], body: Any = ABSENT
) -> dict[str, Any]:
    """The same arguments for another request, with another body if one is given: under an
    idempotency key of its own, so that no answer is given again nor refused for that."""
    headers = dict(plain_headers(trial, operation, given.get("headers") or {}))
    other = {} if body is ABSENT else {"body": body}
    return {**given, "headers": headers, **other}


def imagined(operation: Operation, given: Mapping[str, Any]) -> Exchange:
    """An exchange that was never sent, to reach by what its request would hold."""
    values = {name: value for of in ("path", "query", "headers") for name, value in _of(given, of)}
    body = given.get("body")
    value = None if body is ABSENT else body
    request = Request(operation.key, operation.method, "", {}, parameters=values, value=value)
    return Exchange(request, Reply(0, {}, b""))


def _of(given: Mapping[str, Any], of: str) -> Iterator[tuple[str, Any]]:
    yield from (given.get(of) or {}).items()


def about(trial: Trial, operation: str, make: Reach, made: Exchange) -> dict[str, Any]:
    """The parameters by which an operation is about a thing that was made."""
    try:
        return {name: trial.value(each, made) for name, each in make.parameters.items()}
    except LookupError as missing:
        trial.discard(f"{make.operation} does not tell {missing} for {operation}")


def maker_of(trial: Trial, read: str) -> Maker | None:
    """The maker of what an operation reads."""
    for maker in trial.laws.makers:
        if maker.read is not None and maker.read.operation == read:
            return maker
    return None


def written_fields(trial: Trial, read: str) -> tuple[str, ...]:
    """Where, in what an operation reads, stands what clients write. States that move by
    themselves are none of these."""
    found: dict[str, None] = {}
    for law in trial.laws.laws:
        if isinstance(law, ReadAfterWrite) and law.read.operation == read:
            for sent, got in law.fields:
                if sent not in law.altered:
                    found[got] = None
    moved = {
        law.state
        for law in trial.laws.laws
        if isinstance(law, LongRunning) and law.status.operation == read
    }
    return tuple(each for each in found if each not in moved)


def lasting_fields(body: Any) -> tuple[str, ...]:
    """Where a thing has what it is given once: its id, who made it and when."""
    names = body if isinstance(body, dict) else ()
    return tuple(pointer.join("", name) for name in names if _EVER.fullmatch(snake(name)))


def changed(before: Any, after: Any, fields: Sequence[str]) -> str | None:
    """The first of these fields that is another now; one that is nowhere is null."""
    for each in fields:
        one, other = at(before, each), at(after, each)
        if not equal(None if one is MISSING else one, None if other is MISSING else other):
            return each
    return None


def moved(before: Any, after: Any, written: Sequence[str]) -> str | None:
    """The first place where a thing is another now, and nothing honest has made it so.

    What clients write counts; so does the rest, unless it is a time or its name tells of counters
    of accesses and the like.
    """
    for where in sorted(differences(before, after)):
        mine = any(where == each or where.startswith(f"{each}/") for each in written)
        names = pointer.split(where)
        if mine or not (any(map(is_moving, names)) or _is_clock(before, after, where)):
            return where
    return None


def is_restless(before: Any, after: Any, where: str) -> bool:
    """Whether what differs is a time, or has the name of what moves by itself."""
    return any(map(is_moving, pointer.split(where))) or _is_clock(before, after, where)


def _is_clock(before: Any, after: Any, where: str) -> bool:
    """Whether a time went on, other than that of when the thing was made."""
    if _EVER.fullmatch(snake(where.rpartition("/")[2])):
        return False
    times = instant(at(before, where)), instant(at(after, where))
    return None not in times


def is_moving(name: str) -> bool:
    """Whether a name tells of what moves by itself, or with each request."""
    return any(_MOVING.fullmatch(word) for word in snake(name).split("_"))


def snake(name: str) -> str:
    """A name as snake_case has it."""
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).replace("-", "_").lower()


def overlaps(one: str, other: str) -> bool:
    """Whether a place is another one, or inside of it, or around it."""
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def pick(trial: Trial, options: Sequence[Any]) -> Any:
    """One of some values, the first when it makes no difference."""
    from hypothesis.strategies import sampled_from

    return options[0] if len(options) == 1 else trial.draw(sampled_from(options))


def some(trial: Trial, options: Sequence[str], least: int = 0) -> list[str]:
    """Some of these, none twice."""
    from hypothesis.strategies import lists, sampled_from

    return trial.draw(
        lists(sampled_from(options), min_size=least, max_size=len(options), unique=True)
    )


def mostly(trial: Trial) -> bool:
    """True but for one in ten; false when it makes no difference, so that steps shrink away."""
    from hypothesis.strategies import integers

    return trial.draw(integers(0, 9)) > 0


def patiently(
    trial: Trial,
    law: Law,
    until: Callable[[], bool],
    seconds: float,
    hopeless: Callable[[], bool] = lambda: False,
) -> bool:
    """Wait for something, until it is hopeless; no longer than a moment when it was waited for in
    vain before."""
    key = "in vain", law.kind, law.operation, law.where
    seconds = min(seconds, _MOMENT) if key in trial.memory else seconds
    came: list[bool] = []

    def over() -> bool:
        came[:] = [until()]
        return came[0] or hopeless()

    trial.wait(over, seconds)
    if came and came[0]:
        return True
    trial.memory[key] = True
    return False


def followed(
    trial: Trial,
    law: LongRunning,
    begun: Exchange,
    look: Callable[[Reply], None] | None = None,
) -> Any:
    """The state in which something is at last, after as long as the law says; the wait is shorter
    when nothing moves and no time is stated, and a moment only once it was in vain before.

    `look` is shown every answer.
    """
    last: list[Any] = [MISSING, None, time.monotonic()]
    who = next((each for each in trial.identities if each == begun.request.identity), None)

    def over() -> bool:
        reply = trial.reach(law.status, begun, identity=who).reply
        if look is not None:
            look(reply)
        if reply.ok:
            last[0] = at(reply.json, law.state)
        if reply.json != last[1]:
            last[1:] = [reply.json, time.monotonic()]
        return last[0] in law.final

    def stuck() -> bool:
        return not law.stated and time.monotonic() - last[2] > _STUCK

    patiently(trial, law, over, law.within, stuck)
    return last[0]


def settled(trial: Trial, made: Exchange) -> None:
    """Wait until what was begun has ended, if the contract says that it goes on for a while."""
    for law in trial.laws.of(made.request.operation):
        if isinstance(law, LongRunning) and followed(trial, law, made) not in law.final:
            trial.discard(f"what {made.request.operation} began has not ended")
