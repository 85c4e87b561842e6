"""Another identity neither sees nor changes what is somebody's own."""

from __future__ import annotations

from typing import Any

from codegen.laws.law import Owned, Reach
from codegen.verify.exchange import NOBODY, Exchange, Identity
from codegen.verify.places import MISSING
from codegen.verify.seen import difference
from codegen.verify.shown import listed
from codegen.verify.thing import about, arguments, pick, settled
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks


@checks(Owned)
def kept_apart(trial: Trial, law: Owned) -> None:
    """Make a thing, let somebody else try, and see that it is as it was."""
    operation = trial.spec.operations[law.operation]
    others = [*trial.identities[1:]]
    if operation.security and {} not in operation.security:
        others.append(NOBODY)
    if not others:
        trial.discard("only one identity is known: give a second one by --identity")
    who: Identity = pick(trial, others)
    made = trial.make(law.make.operation)
    settled(trial, made)
    if law.items is not None:
        _hold_unlisted(trial, law, made, who)
        return
    path = about(trial, law.operation, law.make, made)
    given = arguments(trial, operation, **path)
    before = _state(trial, law, made)
    reply = trial.ask(operation.key, **given, identity=who).reply
    if reply.ok:
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
    after = _state(trial, law, made)
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
    """The other's list does not have it."""
    wanted = _id(trial, law, made)
    assert law.items is not None
    reach = Reach(law.operation, law.make.parameters)
    shown = listed(trial, reach, made, law.items, law.item_id, wanted, identity=who)
    if shown is not MISSING:
        trial.broken(
            law, f"{law.operation} shows {told(wanted)} to {who.name}, which another identity made"
        )


def _id(trial: Trial, law: Owned, made: Exchange) -> Any:
    for maker in trial.laws.makers:
        if maker.make == law.make.operation:
            try:
                return trial.value(maker.id, made)
            except LookupError:
                break
    return trial.discard(f"{law.make.operation} answers without an id of what it made")
