"""What an action on a thing was told is kept with the thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from codegen import pointer
from codegen.laws.fields import is_secret
from codegen.laws.law import Answered, LongRunning
from codegen.laws.replies import reply_shape
from codegen.laws.shape import Shape, json_shape
from codegen.laws.words import snake
from codegen.spec import Operation
from codegen.verify.edges import edges
from codegen.verify.finding import Moot
from codegen.verify.places import MISSING, at, with_value
from codegen.verify.thing import (
    arguments,
    imagined,
    is_moving,
    maker_of,
    patiently,
    settled,
    written_fields,
)
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_SOON: Final = 0.5
_TIMES: Final = ("date", "time", "date-time", "duration")
_TAKES: Final = re.compile(
    r"^(un|deac|dereg|detach|disab|discon)|release|remove|clear|reset|revoke|leave|return|confirm|verify|redeem|undo|check"
)
"""Words of what takes a value away, or is told it as a proof only."""


@checks(Answered)
def what_it_was_told(trial: Trial, law: Answered) -> None:
    """Ship an order with a carrier: where it had none, it has one now. Another text than the one
    that was sent may be the same in the server's own words."""
    operation = trial.spec.operations[law.operation]
    fields = {place: (sent, kept) for place, sent, kept in _fields(trial, law, operation)}
    if not fields:
        raise Moot
    given = arguments(trial, operation)
    for each in [*trial.exchanges]:
        if each.reply.ok and each.request.method not in ("GET", "HEAD"):
            settled(trial, each)
    for place, (shape, _) in fields.items():
        for value in edges(trial.spec, shape.where):
            if not _says(at(given["body"], place)) and _says(value):
                given["body"] = with_value(given["body"], place, value)
    before = trial.reach(law.read, imagined(operation, given), query={}).reply
    if not before.ok:
        trial.discard(f"{law.read.operation} answers {before.status}")
    sent = {
        place: value
        for place, (_, kept) in fields.items()
        if _says(value := at(given["body"], place))
        and trial.spec.validator(kept.where).is_valid(value)
        and _is_nothing(before.json, law.read_at + place)
    }
    if not sent:
        trial.discard("there is nothing new to tell")
    done = trial.ask(operation.key, **given)
    if not done.reply.ok or done.reply.status == 202:
        trial.discard(f"{operation.key} answers {done.reply.status}")
    for place, value in sent.items():
        if _is_nothing(done.reply.json, law.at + place):
            trial.broken(
                law,
                f"{law.operation} accepted {place} {told(value)} and answers "
                f"{told(at(done.reply.json, law.at + place))}",
            )
    read: Any = None

    def lost() -> str | None:
        nonlocal read
        reply = trial.reach(law.read, done, query={}).reply
        read = reply.json if reply.ok else trial.discard(f"{law.read.operation} is refused")
        return next((each for each in sent if _is_nothing(read, law.read_at + each)), None)

    if not patiently(trial, law, lambda: lost() is None, _SOON) and (where := lost()) is not None:
        trial.broken(
            law,
            f"{law.operation} accepted {where} {told(sent[where])} and {law.read.operation} then "
            f"gives {told(at(read, law.read_at + where))}",
        )


def _fields(
    trial: Trial, law: Answered, operation: Operation
) -> Iterator[tuple[str, Shape, Shape]]:
    """The texts that this action alone gives to a thing, in its body and in the thing. What clients
    write of the thing otherwise, or tell other actions too, may be meant of the action itself, such
    as a note."""
    reading = trial.spec.operations[law.read.operation]
    above = f"{reading.path.rstrip('/')}/"
    action = operation.path.removeprefix(above)
    body, thing = json_shape(trial.spec, operation.body), reply_shape(trial.spec, reading)
    thing = thing.at(law.read_at) if thing is not None else None
    if (
        operation.method not in ("POST", "PUT")
        or action == operation.path
        or "{" in action
        or _TAKES.search(snake(action))
        or body is None
        or thing is None
        or maker_of(trial, reading.key) is None
        or any(each.make == operation.key for each in trial.laws.makers)
        or any(isinstance(each, LongRunning) for each in trial.laws.of(operation.key))
    ):
        return
    others = {
        name
        for each in trial.spec.operations.values()
        if each.path.startswith(above) and each is not operation
        if (shape := json_shape(trial.spec, each.body)) is not None
        for name in shape.properties
    }
    written = written_fields(trial, reading.key)
    for name, shape in body.properties.items():
        kept = thing.properties.get(name)
        if (
            kept is not None
            and shape.types == kept.types == {"string"}
            and (kept.nullable or name not in thing.required)
            and shape.get("format") not in _TIMES
            and not any(each.get("x-laws") or each.get("writeOnly") for each in (shape, kept))
            and not is_secret(name, shape)
            and not is_moving(name)
            and name not in others
            and law.read_at + pointer.join("", name) not in written
        ):
            yield pointer.join("", name), shape, kept


def _says(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_nothing(body: Any, where: str) -> bool:
    return at(body, where) in (MISSING, None, "")
