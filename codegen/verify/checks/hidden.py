"""Operations about one thing agree on whether another identity may."""

from __future__ import annotations

import time
from typing import Final

from codegen.laws.implied.hidden import is_for_others
from codegen.laws.law import Hidden, Owned, Reach
from codegen.spec import Operation
from codegen.verify.changes.harmless import maker_of
from codegen.verify.checks.owned import SLOW, hand_in, remember_slow, was_slow
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.paths import path_names
from codegen.verify.places import MISSING
from codegen.verify.shown import listed
from codegen.verify.thing import about, arguments, settled
from codegen.verify.trial import Trial, checks

_SHUT: Final = (401, 403, 404, 410)

_ABOVE: Final = "what it was made below"

Answers = dict[str, int]
"""By operation: the status that the other got. A list that has the thing is 200, else 404."""


@checks(Hidden)
def of_one_mind(trial: Trial, law: Hidden) -> None:
    """Make a thing each, try everything about the other's, and compare what the server says.

    Only what is so both ways counts: an administrator sees more than others.
    """
    if len(trial.identities) < 2:
        trial.discard("only one identity is known: give a second one by --identity")
    if was_slow(trial, law):
        return
    began = time.monotonic()
    one, other = trial.identities[:2]
    first = _answers(trial, law, other, one)
    second = _answers(trial, law, one, other)
    both = {
        name: status
        for name, status in second.items()
        if (status in _SHUT and first.get(name) in _SHUT)
        or (status < 300 and first.get(name, 500) < 300)
    }
    _judge(trial, law, both, other)
    if time.monotonic() - began > 2 * SLOW:
        remember_slow(trial, law)


def _answers(trial: Trial, law: Hidden, owner: Identity, other: Identity) -> Answers:
    made = trial.make(law.operation, identity=owner)
    if law.below or law.writes:
        settled(trial, made)
    found: Answers = {}
    if law.listed is not None:
        own = _listed(trial, law, made, owner)
        theirs = _listed(trial, law, made, other)
        if own == 200:
            found[law.listed.list.operation] = theirs
    operations = trial.spec.operations
    for each in (law.read, *law.below):
        if each is not None:
            if each is not law.read:
                path = about(trial, each.operation, each, made)
                hand_in(trial, operations[each.operation], path, owner)
            mine = trial.reach(each, made, identity=owner).reply
            reply = trial.reach(each, made, identity=other).reply
            if mine.ok:
                found.setdefault(each.operation, reply.status)
    if law.read is not None and law.below:
        found[_ABOVE] = _above(trial, law, made, owner, other)
    for each in sorted(
        law.writes, key=lambda reach: operations[reach.operation].method == "DELETE"
    ):
        given = arguments(
            trial, operations[each.operation], **about(trial, each.operation, each, made)
        )
        given = trial.prepare(each.operation, given, owner)
        reply = trial.ask(each.operation, **given, identity=other).reply
        # A deletion may answer 204 to whoever names nothing that he can see.
        idle = (
            reply.ok
            and operations[each.operation].method == "DELETE"
            and (law.read is None or trial.reach(law.read, made, identity=owner).reply.ok)
        )
        if not idle:
            found[each.operation] = reply.status
    return found


def _above(trial: Trial, law: Hidden, made: Exchange, owner: Identity, other: Identity) -> int:
    """How somebody else is answered who reads the thing below which this one was made; 0 where
    there is none that its owner reads."""
    operation = trial.spec.operations[law.operation]
    for name in reversed(path_names(operation)):
        maker = maker_of(trial.laws, operation, name)
        if maker is None or maker.read is None or len(maker.read.parameters) != 1:
            continue
        path = dict.fromkeys(maker.read.parameters, made.request.parameters[name])
        mine, theirs = (
            trial.ask(maker.read.operation, path=path, identity=who, conform=False).reply
            for who in (owner, other)
        )
        return theirs.status if mine.ok else 0
    return 0


def _listed(trial: Trial, law: Hidden, made: Exchange, who: Identity) -> int:
    """200 when the list has it, 404 when not or when there is none for this identity."""
    assert law.listed is not None
    status = trial.reach(law.listed.list, made, identity=who).reply.status
    if status >= 300:
        return status
    of = law.listed
    wanted = trial.value(of.id, made)
    shown = listed(trial, of.list, made, of.items, of.item_id, wanted, identity=who)
    return 404 if shown is MISSING else 200


def _judge(trial: Trial, law: Hidden, answers: Answers, other: Identity) -> None:
    read = answers.get(law.read.operation) if law.read is not None else None
    shown = answers.get(law.listed.list.operation) if law.listed is not None else None
    writes = {
        each.operation: answers[each.operation] for each in law.writes if each.operation in answers
    }
    shut = {name: status for name, status in writes.items() if status in _SHUT}
    if read == 404:
        for each in law.below:
            if answers.get(each.operation) == 200:
                _broken(trial, law, each, other, law.read, read)
        if shown == 200 and law.listed is not None:
            _broken(trial, law, law.listed.list, other, law.read, read)
    for name, status in writes.items():
        if status >= 300:
            continue
        operation = trial.spec.operations[name]
        rest = {each: told for each, told in shut.items() if each != name}
        if read in _SHUT and (operation.method != "POST" or rest):
            if read not in (404, 410) and is_for_others(operation):
                continue
            _broken(trial, law, Reach(name, {}), other, law.read, read)
        alike = [each for each in rest if _may_refuse(trial.spec.operations[each])]
        if alike and operation.method != "POST" and _may_refuse(operation):
            _broken(trial, law, Reach(name, {}), other, Reach(alike[0], {}), rest[alike[0]])
    if law.read is not None and read is not None and read < 300 and answers.get(_ABOVE) == 404:
        for each in law.below:
            if answers.get(each.operation) == 404:
                _broken(trial, law, law.read, other, each, 404)
    if law.read is not None and read is not None and read < 300 and shown in _SHUT and shut:
        operation = trial.spec.operations[law.read.operation]
        if 403 not in shut.values() or _may_refuse(operation):
            name = next(iter(shut))
            _broken(trial, law, law.read, other, Reach(name, {}), shut[name])


def _may_refuse(operation: Operation) -> bool:
    """Whether it says that somebody who is known may not."""
    return "403" in operation.answers


def _broken(
    trial: Trial, law: Hidden, open_: Reach, other: Identity, shut: Reach | None, status: int | None
) -> None:
    assert shut is not None
    operation = trial.spec.operations[open_.operation]
    if any(
        isinstance(each, Owned) and each.make.operation == law.operation
        for each in trial.laws.of(operation.key)
    ):
        return  # said by that law
    trial.broken(
        law,
        f"{shut.operation} answers {status} to {other.name} about what another identity made with "
        f"{law.operation}, and yet {operation.key} lets {other.name}; expected a refusal there too",
        operation=operation.key,
        where=operation.where,
    )
