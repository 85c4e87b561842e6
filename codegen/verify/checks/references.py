"""What a body names is there, and is for whoever names it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from codegen.laws.law import Refers
from codegen.spec import Operation
from codegen.verify.checks.unknown import other_id
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.finding import Discard
from codegen.verify.places import MISSING, at, equal, with_value
from codegen.verify.shown import same_id
from codegen.verify.thing import about, arguments, settled
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_TRIES: Final = 3
_GONE: Final = (404, 410)


@checks(Refers)
def names_something(trial: Trial, law: Refers) -> None:
    """Name what is not there, and what is not one's own; what cannot be tried says nothing of the
    rest."""
    why = ""
    tried = False
    for part in [_of_nothing] * bool(law.peers or law.said) + [_of_somebody_else] * bool(law.make):
        try:
            part(trial, law)
            tried = True
        except Discard as discarded:
            why = str(discarded)
    if not tried:
        trial.discard(why)


def _of_nothing(trial: Trial, law: Refers) -> None:
    """If it is accepted, and shown, no other operation may refuse it."""
    operation = trial.spec.operations[law.operation]
    for _ in range(_TRIES):
        given = _filled(trial, operation, law.property)
        known = _known(trial, law, at(given.get("body"), law.property))
        nothing = _nothing(trial, law, known)
        sent = _with(trial, given, law.property, nothing)
        done = trial.ask(law.operation, **sent, conform=False)
        if done.reply.ok:
            break
    else:
        return
    if not _is_shown(trial, law, done, nothing):
        trial.discard(f"{law.operation} does not show {law.property}")
    if law.said:
        trial.broken(
            law,
            f"{law.operation} accepts ({done.reply.status}) {law.property} {told(nothing)}, which "
            f"{law.read} does not know; expected a refusal, as the document says",
        )
    for peer, where in law.peers:
        with suppress(Discard):
            status = _refusal(trial, law, peer, where, known)
            if status is not None:
                trial.broken(
                    law,
                    f"{law.operation} accepts ({done.reply.status}) {law.property} "
                    f"{told(nothing)}, which {law.read} does not know; {peer} refuses such a one "
                    f"with {status}, expected a refusal here too",
                )
    trial.discard(f"nothing refuses a {law.property} that names nothing")


def _of_somebody_else(trial: Trial, law: Refers) -> None:
    """An operation that refuses what is not there refuses what is hidden too."""
    assert law.make is not None
    if len(trial.identities) < 2:
        trial.discard("it takes a second identity")
    one, other = trial.identities[:2]
    made = trial.make(law.make.operation, identity=one)
    settled(trial, made)
    theirs = about(trial, law.read, law.make, made)[law.parameter]
    if not _is_hidden(trial, law, theirs, one, other):
        return
    operation = trial.spec.operations[law.operation]
    back = trial.make(law.make.operation, identity=other)
    own = about(trial, law.read, law.make, back)[law.parameter]
    if not _is_hidden(trial, law, own, other, one):
        return
    given = _filled(trial, operation, law.property, other)
    nothing = other_id(trial, own, None)
    with_nothing = _with(trial, given, law.property, nothing)
    if trial.ask(law.operation, **with_nothing, identity=other, conform=False).reply.ok:
        trial.discard(f"{law.operation} takes a {law.property} that names nothing")
    with_own = _with(trial, given, law.property, own)
    if not trial.ask(law.operation, **with_own, identity=other, conform=False).reply.ok:
        trial.discard(f"{law.operation} refuses {law.property} of one's own")
    with_theirs = _with(trial, given, law.property, theirs)
    reply = trial.ask(law.operation, **with_theirs, identity=other, conform=False).reply
    if reply.ok:
        trial.broken(
            law,
            f"{law.operation} answers {reply.status} to {other.name} who names as {law.property} "
            f"what another identity made, and what {law.read} hides from {other.name}; expected a "
            f"refusal, as for one that is not there",
        )


def _filled(
    trial: Trial, operation: Operation, where: str, identity: Identity | None = None
) -> dict[str, Any]:
    """Arguments whose body has something at a place, or may get it there."""
    given = arguments(trial, operation)
    if not isinstance(given.get("body"), dict):
        trial.discard(f"{operation.key} takes no object")
    if at(given["body"], where) in (MISSING, None) and where.count("/") > 1:
        trial.discard(f"{operation.key} was sent no {where}")
    return given if identity is None else trial.prepare(operation.key, given, identity)


def _with(trial: Trial, given: dict[str, Any], where: str, value: Any) -> dict[str, Any]:
    """The same with another value there, and a key of its own."""
    fresh = {**given, "headers": dict(given.get("headers") or {})}
    for name in fresh["headers"]:
        if name.lower() == "idempotency-key":
            fresh["headers"][name] = trial.draw(_keys())
    return {**fresh, "body": with_value(given["body"], where, value)}


def _keys() -> Any:
    from hypothesis.strategies import uuids

    return uuids(version=4).map(str)


def _known(trial: Trial, law: Refers, named: Any) -> Any:
    """The id of something: what is named, if that is there."""
    if isinstance(named, (str, int)) and _status(trial, law, named) == 200:
        return named
    for each in _shown_ids(trial, law):
        if _status(trial, law, each) == 200:
            return each
    return trial.discard(f"nothing is known that {law.property} may name")


def _nothing(trial: Trial, law: Refers, known: Any) -> Any:
    """An id of the same form of which there is nothing."""
    parameter = trial.spec.operations[law.read].parameter(law.parameter, "path")
    for _ in range(_TRIES):
        nothing = other_id(trial, known, parameter)
        if not same_id(nothing, known) and _status(trial, law, nothing) in _GONE:
            return nothing
    return trial.discard(f"no {law.property} was found that names nothing")


def _shown_ids(trial: Trial, law: Refers) -> list[Any]:
    """What the list shows, or what a drawn reading is about."""
    if law.list is not None:
        operation, items, item_id = law.list
        listing = trial.spec.operations[operation]
        shown = at(
            trial.ask(operation, **arguments(trial, listing), conform=False).reply.json, items
        )
        found = [at(each, item_id) for each in shown] if isinstance(shown, list) else []
        found = [each for each in found if isinstance(each, (str, int))]
        if found:
            return found[:_TRIES]
    read = trial.spec.operations[law.read]
    return [arguments(trial, read)["path"].get(law.parameter)]


def _status(trial: Trial, law: Refers, id: Any, who: Identity | None = None) -> int:
    read = trial.spec.operations[law.read]
    given = arguments(trial, read, **{law.parameter: id})
    return trial.ask(law.read, **given, identity=who, conform=False).reply.status


def _is_hidden(trial: Trial, law: Refers, id: Any, owner: Identity, other: Identity) -> bool:
    return _status(trial, law, id, owner) == 200 and _status(trial, law, id, other) in _GONE


def _is_shown(trial: Trial, law: Refers, done: Exchange, nothing: Any) -> bool:
    """Whether what was accepted is kept: an ignored property is no reference."""
    return _holds(done.reply.json, law.property.rpartition("/")[2], nothing)


def _holds(value: Any, name: str, wanted: Any) -> bool:
    if isinstance(value, dict):
        return any(
            (key == name and equal(each, wanted)) or _holds(each, name, wanted)
            for key, each in value.items()
        )
    return isinstance(value, list) and any(_holds(each, name, wanted) for each in value)


def _refusal(trial: Trial, law: Refers, peer: str, where: str, known: Any) -> int | None:
    """With which status another operation refuses nothing where it takes something."""
    operation = trial.spec.operations[peer]
    for _ in range(_TRIES):
        given = _with(trial, _filled(trial, operation, where), where, known)
        nothing = _nothing(trial, law, known)
        sent = _with(trial, given, where, nothing)
        refused = trial.ask(peer, **sent, conform=False).reply
        if refused.ok or refused.status not in (400, 404, 409, 422):
            continue
        if trial.ask(peer, **given, conform=False).reply.ok:
            return refused.status
    return None
