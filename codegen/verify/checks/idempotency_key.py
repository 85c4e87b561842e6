"""A request that is repeated under one key is carried out once.

The IETF's draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from codegen.laws.law import IdempotencyKey, Listed, Owned
from codegen.spec import Operation
from codegen.verify.changes.base import arguments_of
from codegen.verify.edges import edges
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.places import at, equal, schema_at, whole, with_value
from codegen.verify.shown import every, is_as_sent, same_id
from codegen.verify.thing import arguments, pick
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Trial, checks

_BUSY: Final = (409, 425, 429, 503)
"""What a repetition may get while the first request is being carried out."""


@checks(IdempotencyKey)
def once(trial: Trial, law: IdempotencyKey) -> None:
    """The same request under the same key gives the thing that was made, and makes no other."""
    given, first = carried_out(trial, law)
    wanted = _id(trial, law, first)
    shown = _listed(trial, law, first)
    again = repetition(trial, law, given)
    if not again.reply.ok:
        trial.broken(
            law,
            f"{law.operation} answers {again.reply.status} to a repetition under the same "
            f"{law.header}, expected what it answered first",
        )
    found = _id(trial, law, again)
    if not same_id(found, wanted):
        trial.broken(
            law,
            f"{law.operation} under one {law.header} makes {told(wanted)} and then {told(found)}",
        )
    _hold_one(trial, law, first, wanted, shown)


@checks(IdempotencyKey)
def another_body(trial: Trial, law: IdempotencyKey) -> None:
    """Another body under the same key is refused; at the least it is not taken for the first one,
    where the operation has an answer to conflicts."""
    operation = trial.spec.operations[law.operation]
    if not law.conflict and not {"409", "422"} & operation.answers.keys():
        trial.discard("the document does not say what another body with a used key is answered")
    given, first = carried_out(trial, law)
    other = arguments(trial, operation).get("body", ABSENT)
    body = given.get("body")
    if other is ABSENT or equal(body, other):
        other = _changed(trial, law, operation, body)
    second = trial.ask(law.operation, **{**given, "body": other})
    reply = second.reply
    if not law.conflict:
        if reply.ok and same_id(_id(trial, law, second), _id(trial, law, first)):
            trial.broken(
                law,
                f"{law.operation} accepts another body under the same {law.header} and gives what "
                f"the first one made, expected a conflict",
            )
        return
    if reply.ok:
        trial.broken(
            law,
            f"{law.operation} answers {reply.status} to another body under the same {law.header}, "
            f"expected {' or '.join(law.conflict)}",
        )
    if law.stated and str(reply.status) not in law.conflict and reply.status not in (400, 429):
        trial.broken(
            law,
            f"{law.operation} refuses another body under the same {law.header} with "
            f"{reply.status}, expected {' or '.join(law.conflict)}",
        )
    assert first.reply.ok


@checks(IdempotencyKey)
def another_key(trial: Trial, law: IdempotencyKey) -> None:
    """The same body under another key makes another thing."""
    given, first = carried_out(trial, law)
    other = keyed(trial, law, given)
    second = trial.ask(law.operation, **other)
    if not second.reply.ok:
        trial.discard(
            f"{law.operation} answers {second.reply.status} to the same request with another key,"
            " so a replay cannot be told from a conflict"
        )
    wanted = _id(trial, law, first)
    if same_id(_id(trial, law, second), wanted):
        trial.broken(
            law, f"{law.operation} under two values of {law.header} gives {told(wanted)} twice"
        )


@checks(IdempotencyKey)
def another_identity(trial: Trial, law: IdempotencyKey) -> None:
    """A key is known for whoever used it: somebody else's is another one."""
    owned = any(
        isinstance(each, Owned) and each.make.operation == law.operation for each in trial.laws.laws
    )
    if not owned or len(trial.identities) < 2:
        trial.discard(
            "it takes two identities who may both do this: give a second one by --identity"
        )
    who: Identity = pick(trial, trial.identities[1:])
    given, first = carried_out(trial, law)
    second = _by_another(trial, law, given, who)
    wanted = _id(trial, law, first)
    if second.reply.ok and same_id(_id(trial, law, second), wanted):
        trial.broken(
            law,
            f"{law.operation} gives {told(wanted)} of another identity to {who.name}, who used "
            f"the same {law.header}",
        )


def _by_another(
    trial: Trial, law: IdempotencyKey, given: dict[str, Any], who: Identity
) -> Exchange:
    """The same request of somebody else, about a thing of his own where it is about one."""
    if not given.get("path"):
        return trial.ask(law.operation, **given, identity=who)
    same: dict[str, Any] = {law.header: given["headers"][law.header]}
    if "body" in given:
        same["body"] = given["body"]
    return trial.make(law.operation, who, **same)


def carried_out(trial: Trial, law: IdempotencyKey) -> tuple[dict[str, Any], Exchange]:
    """Arguments with a key that was never used, and what came of them; a success, or Discard. What
    was refused as it was drawn is carried out in some other way first, and then like that."""
    operation = trial.spec.operations[law.operation]
    given = keyed(trial, law, arguments(trial, operation))
    first = trial.ask(law.operation, **given)
    if not first.reply.ok:
        given = keyed(trial, law, arguments_of(operation, trial.make(law.operation)))
        first = trial.ask(law.operation, **given)
    if not first.reply.ok:
        trial.discard(f"{law.operation} refuses it with {first.reply.status}")
    return given, first


def keyed(trial: Trial, law: IdempotencyKey, given: dict[str, Any]) -> dict[str, Any]:
    """The arguments with a new key. It is not drawn: what is drawn comes again in another run."""
    operation = trial.spec.operations[law.operation]
    declared = operation.parameter(law.header, "header")
    new = uuid.uuid4()
    forms = [str(new), new.hex, new.hex[:16], new.hex[:8], str(new.int)[:18], new.hex * 2]
    if declared is not None:
        fits = trial.spec.validator(declared.schema_where)
        forms = [each for each in forms if fits.is_valid(each)]
    if not forms:
        trial.discard(f"no value was found for {law.header}")
    headers = {
        name: value
        for name, value in (given.get("headers") or {}).items()
        if name.lower() != law.header.lower()
    }
    return {**given, "headers": {**headers, law.header: forms[0]}}


def repetition(trial: Trial, law: IdempotencyKey, given: dict[str, Any]) -> Exchange:
    """The repetition; one that is told to come later comes later."""
    last: list[Exchange] = []

    def answered() -> bool:
        last[:] = [trial.ask(law.operation, **given)]
        return last[0].reply.status not in _BUSY

    if not answered():
        trial.wait(answered, 2.0)
    return last[0]


def _id(trial: Trial, law: IdempotencyKey, exchange: Exchange) -> Any:
    try:
        return trial.value(law.id, exchange)
    except LookupError as missing:
        trial.discard(f"{law.operation} does not tell {missing}")


def _changed(trial: Trial, law: IdempotencyKey, operation: Operation, body: Any) -> Any:
    """Another body that fits: with another value, or with one that was left out."""
    assert operation.body is not None
    where = operation.body.schema_where
    fits = trial.spec.validator(where)
    optional = whole(trial.spec, where).get("properties") or {}
    for name in dict.fromkeys([*body, *optional]) if isinstance(body, dict) else ():
        schema = schema_at(trial.spec, where, f"/{name}")
        for value in edges(trial.spec, schema) if schema else ():
            other = with_value(body, f"/{name}", value)
            # What is left out is null, or its default, on servers that look at what is meant.
            meant = name in body or value not in (None, optional[name].get("default"))
            if meant and not equal(other, body) and fits.is_valid(other):
                return other
    return trial.discard(f"{law.operation} takes one body only, and another one is needed here")


def _listed(trial: Trial, law: IdempotencyKey, first: Exchange) -> list[Any] | None:
    """The ids in the list of such things; None when there is no list."""
    of = _list_of(trial, law)
    if of is None:
        return None
    return [at(item, of.item_id) for item in every(trial, of.list, first, of.items)]


def _list_of(trial: Trial, law: IdempotencyKey) -> Listed | None:
    return next((each for each in trial.laws.of(law.operation) if isinstance(each, Listed)), None)


def _hold_one(
    trial: Trial, law: IdempotencyKey, first: Exchange, wanted: Any, shown: list[Any] | None
) -> None:
    """No second such thing has come into the list. What others made has other values."""
    of = _list_of(trial, law)
    if of is None or shown is None:
        return
    for item in every(trial, of.list, first, of.items):
        one = at(item, of.item_id)
        new = not any(same_id(one, each) for each in shown) and not same_id(one, wanted)
        if new and is_as_sent(trial, first, item):
            trial.broken(
                law,
                f"{law.operation} repeated under one {law.header} has made {told(one)} beside "
                f"{told(wanted)}",
            )
