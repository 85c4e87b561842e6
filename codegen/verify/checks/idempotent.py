"""The same request twice leaves what once leaves (RFC 9110, 9.2.2)."""

from __future__ import annotations

from typing import Any

from codegen.laws.law import Idempotent
from codegen.verify.exchange import Exchange
from codegen.verify.places import at
from codegen.verify.seen import difference, seen
from codegen.verify.thing import about, arguments, settled
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks


@checks(Idempotent)
def twice_is_once(trial: Trial, law: Idempotent) -> None:
    """Ask, watch, ask the same, watch. What moves by itself between two watches does not count,
    nor what the server works out in the background each time it is asked."""
    operation = trial.spec.operations[law.operation]
    made = None if law.make is None else trial.make(law.make.operation)
    path: dict[str, Any] = {}
    if made is not None and law.make is not None:
        settled(trial, made)
        path = about(trial, law.operation, law.make, made)
    given = arguments(trial, operation, **path)
    first = trial.ask(operation.key, **given)
    if not first.reply.ok:
        trial.discard(f"{operation.key} refuses it with {first.reply.status}")
    control = seen(trial, law.watch, made or first)
    once = seen(trial, law.watch, made or first)
    second = trial.ask(operation.key, **given)
    twice = seen(trial, law.watch, made or first)
    for name, state in once.items():
        found = difference(trial, name, state, twice.get(name), written_only=True)
        alone = difference(trial, name, control.get(name), state, written_only=True)
        if found is not None and (alone is None or alone[0] != found[0]):
            where, before, after = found
            trial.broken(
                law,
                f"{operation.key} twice leaves {where or 'another answer'} of {name} as {after}, "
                f"once as {before}",
            )
    _hold_one_thing(trial, law, first, second)


def _hold_one_thing(trial: Trial, law: Idempotent, first: Exchange, second: Exchange) -> None:
    """Both answers are about one thing."""
    one, other = at(first.reply.json, "/id"), at(second.reply.json, "/id")
    if (
        first.reply.ok
        and second.reply.ok
        and isinstance(one, (str, int))
        and isinstance(other, (str, int))
        and one != other
    ):
        trial.broken(
            law, f"{law.operation} twice answers about {told(one)}, then about {told(other)}"
        )
