"""What somebody puts in a place of his own is not in that of another."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from codegen.laws.law import Apart
from codegen.spec import Operation
from codegen.verify.exchange import Identity
from codegen.verify.finding import Broken, Discard
from codegen.verify.places import at, differences, equal
from codegen.verify.sending import in_any_state
from codegen.verify.thing import arguments, is_restless
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks
from codegen.verify.world import example_of

_TRIES: Final = 6


@checks(Apart)
def not_shared(trial: Trial, law: Apart) -> None:
    """Let the second identity put something there, and look at that of the first before and
    after: what has become of both the same was put into both."""
    if len(trial.identities) < 2:
        trial.discard("it takes a second identity")
    one, other = trial.identities[:2]
    operation = trial.spec.operations[law.operation]
    body = _body_of(trial, operation, _read(trial, law, other))
    if body is None:
        trial.discard(f"what {law.read} shows could not be put back")
    try:
        _hold(trial, law, operation, one, other)
    finally:
        with suppress(Broken, Discard):
            headers = in_any_state(operation)
            trial.ask(law.operation, headers=headers, body=body, identity=other, conform=False)


def _hold(trial: Trial, law: Apart, operation: Operation, one: Identity, other: Identity) -> None:
    mine, theirs = _read(trial, law, one), _read(trial, law, other)
    got = _put(trial, law, operation, other, theirs)
    now = _read(trial, law, one)
    for where in sorted(differences(theirs, got)):
        if is_restless(theirs, got, where):
            continue
        if equal(at(now, where), at(got, where)) and not equal(at(now, where), at(mine, where)):
            trial.broken(
                law,
                f"{other.name} put {where or 'something'} {told(at(got, where))} there, and "
                f"{law.read} shows it to {one.name} too, in place of {told(at(mine, where))}",
            )


def _put(trial: Trial, law: Apart, operation: Operation, who: Identity, before: Any) -> Any:
    """What is there after something else was put there than was."""
    refusal = 0
    for number in range(_TRIES):
        given = arguments(trial, operation)
        part = operation.body.content.get(given.get("media_type") or "") if operation.body else None
        examples = example_of(part) if part is not None else []
        if number == 1 and examples:
            given["body"] = examples[0]
        put = trial.ask(law.operation, **given, identity=who).reply
        refusal = 0 if put.ok else put.status
        after = _read(trial, law, who) if put.ok else before
        if any(not is_restless(before, after, where) for where in differences(before, after)):
            return after
    if refusal:
        return trial.discard(f"{law.operation} refuses it with {refusal}")
    return trial.discard(f"{law.operation} changes nothing")


def _read(trial: Trial, law: Apart, who: Identity) -> Any:
    read = trial.spec.operations[law.read]
    reply = trial.ask(law.read, **arguments(trial, read), identity=who).reply
    if not reply.ok:
        trial.discard(f"{law.read} answers {reply.status} to {who.name}")
    return reply.json


def _body_of(trial: Trial, operation: Operation, shown: Any) -> Any:
    """What was there as a body that puts it there again; None when that is unclear."""
    if operation.body is None or not isinstance(shown, dict):
        return None
    for part in operation.body.content.values():
        schema, _ = trial.spec.resolve(part.schema, part.schema_where)
        names = schema.get("properties") or {} if isinstance(schema, dict) else {}
        known = {name: value for name, value in shown.items() if name in names}
        if known and trial.spec.validator(part.schema_where).is_valid(known):
            return known
    return None
