"""A deletion is final."""

from __future__ import annotations

import re
from typing import Any, Final

from codegen import pointer
from codegen.laws.ids import is_called_id
from codegen.laws.implied.lifecycle import is_surely_final, said
from codegen.laws.law import Final as FinalLaw
from codegen.laws.law import Reach, ReadAfterWrite, Safe
from codegen.verify.exchange import Exchange, Reply
from codegen.verify.finding import Moot
from codegen.verify.places import MISSING, differences
from codegen.verify.shown import listed
from codegen.verify.thing import (
    about,
    arguments,
    changed,
    lasting_fields,
    patiently,
    settled,
    written_fields,
)
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_SOON: Final = 0.5
_LATER: Final = 10.0
"""Seconds for a deletion that was only accepted (202)."""
_NEVER_AGAIN: Final = re.compile(
    r"\b(never|not)( be)? (re-?used|(used|given|assigned|taken) (again|twice|anew))", re.IGNORECASE
)
_DEAD: Final = re.compile(
    r"delet|trash|archiv|remov|cancel|expir|revok|discard|withdraw|inactiv|disabled|terminat|clos",
    re.IGNORECASE,
)
"""Said of a thing that is kept, but marked as no longer there."""


@checks(FinalLaw)
def gone(trial: Trial, law: FinalLaw) -> None:
    """Delete; read, list, delete and change it again."""
    made = _made(trial, law)
    before = _read(trial, law, made) if law.read else None
    shown = _item(trial, law, made)
    deleted = _delete(trial, law, made)
    if not deleted.ok:
        trial.discard(
            f"{law.operation} answered {deleted.status} about what was just made: nothing was"
            " deleted"
        )
    patience = _LATER if deleted.status == 202 else _SOON
    if law.read is not None and before is not None and before.ok:
        _hold_unread(trial, law, made, before, patience)
    if law.listed is not None:
        _hold_unlisted(trial, law, made, shown, patience)
    again = _delete(trial, law, made)
    if law.again and not _among(again.status, law.again) and (law.stated or again.ok):
        trial.broken(
            law,
            f"{law.operation} answers {again.status} to a second deletion, expected "
            f"{' or '.join(law.again)}",
        )


@checks(FinalLaw)
def not_given_again(trial: Trial, law: FinalLaw) -> None:
    """Delete one, and make another: it has an id of its own. Many a database counts numbers of rows
    from the last one that is there, so of numbers the document has to say so."""
    if not any(each.startswith("$response.") for each in law.make.parameters.values()):
        raise Moot  # whoever makes it, names it
    made = _made(trial, law)
    id = _named(trial, law, made)
    if not _delete(trial, law, made).ok:
        trial.discard(f"{law.operation} refuses it")
    numbers = all(str(each).isdecimal() for each in id.values())
    if numbers and not _NEVER_AGAIN.search(_words(trial, law)):
        return
    if _named(trial, law, _made(trial, law)) == id:
        what = " and ".join(told(each) for each in id.values())
        trial.broken(
            law,
            f"{law.make.operation} gives {what} again, which {law.operation} has deleted: whoever"
            " kept it finds another thing",
        )


@checks(FinalLaw)
def alone(trial: Trial, law: FinalLaw) -> None:
    """Delete one of three: the one before and the one after stay as they are."""
    if law.read is None:
        trial.discard("nothing reads it")
    first, made, last = (_made(trial, law) for _ in range(3))
    others = [each for each in (first, last) if _apart(trial, law, each, made)]
    written = written_fields(trial, law.read.operation)
    for other in others:
        one, two = _read(trial, law, other).json, _read(trial, law, other).json
        if changed(one, two, (*written, *lasting_fields(one))) is not None:
            trial.discard("they move by themselves")
    before = [_read(trial, law, each) for each in others]
    if not _delete(trial, law, made).ok:
        trial.discard(f"{law.operation} refuses it")
    for other, was in zip(others, before, strict=True):
        now = _read(trial, law, other)
        if was.ok and now.status in (404, 410):
            trial.broken(law, f"{law.operation} of one thing deletes another one too")
        if was.ok and now.ok:
            touched = changed(was.json, now.json, (*written, *lasting_fields(was.json)))
            if touched is not None:
                trial.broken(law, f"{law.operation} changes {touched} of another thing")


@checks(FinalLaw)
def dead(trial: Trial, law: FinalLaw) -> None:
    """Nothing changes what was deleted, nor makes it anew unless the contract says so (201)."""
    if law.read is None:
        trial.discard("nothing reads it")
    writes = [
        each
        for each in trial.laws.laws
        if isinstance(each, ReadAfterWrite)
        and not each.creates
        and each.read.operation == law.read.operation
        and "201" not in trial.spec.operations[each.operation].answers
        and trial.spec.operations[each.operation].path == trial.spec.operations[law.operation].path
    ]
    if not writes:
        trial.discard("nothing changes it")
    for write in writes:
        operation = trial.spec.operations[write.operation]
        if not any(_among(int(each), law.gone) for each in operation.answers if each.isdecimal()):
            continue
        made = _made(trial, law)
        path = about(trial, law.operation, law.make, made)
        given = arguments(trial, operation, **path)
        if not _delete(trial, law, made).ok:
            trial.discard(f"{law.operation} refuses it")
        if _read(trial, law, made).ok:
            trial.discard("it is still there")
        reply = trial.ask(operation.key, **given).reply
        if reply.ok:
            trial.broken(
                law,
                f"{operation.key} answers {reply.status} about what {law.operation} has deleted, "
                f"expected {' or '.join(law.gone)}",
            )


@checks(FinalLaw)
def nothing_is_left(trial: Trial, law: FinalLaw) -> None:
    """What else is asked for about a thing is gone with it: its settings, its short link."""
    lists = {law.listed.list.operation} if law.listed is not None else set()
    shows = [
        each
        for each in trial.laws.laws
        if isinstance(each, Safe)
        and each.make is not None
        and each.make.operation == law.make.operation
        and _is_about(each.make, law.read)
        and law.read is not None
        and each.operation not in {law.read.operation, *lists}
        and {*law.gone} & {*trial.spec.operations[each.operation].answers}
    ]
    if not shows:
        return
    made = _made(trial, law)
    asked = {
        each.operation: arguments(
            trial,
            trial.spec.operations[each.operation],
            **about(trial, each.operation, each.make, made),
        )
        for each in shows
        if each.make is not None
    }
    there = [name for name, given in asked.items() if trial.ask(name, **given).reply.ok]
    if not _delete(trial, law, made).ok or not _among(_read(trial, law, made).status, law.gone):
        trial.discard(f"{law.operation} refuses it, or it is still there")
    for name in there:
        reply = trial.ask(name, **asked[name], conform=False).reply
        if reply.ok:
            trial.broken(
                law,
                f"{name} answers {reply.status} about what {law.operation} has deleted, "
                f"expected {' or '.join(law.gone)}",
            )


def _is_about(make: Reach, read: Reach | None) -> bool:
    """Whether a path names what was made, by its id or by another name of its own, and not only
    what it is below, or belongs to."""
    told = {
        name: said for name, said in make.parameters.items() if not said.startswith("$request.")
    }
    if read is not None and {*told.values()} & {*read.parameters.values()}:
        return True
    return any(not is_called_id(name) for name in told)


def _named(trial: Trial, law: FinalLaw, made: Exchange) -> dict[str, Any]:
    """The names in a path that the server gave."""
    return {
        name: value
        for name, value in about(trial, law.operation, law.make, made).items()
        if law.make.parameters[name].startswith("$response.")
    }


def _words(trial: Trial, law: FinalLaw) -> str:
    """What the document says of itself, and of what makes and ends the thing."""
    info = trial.spec.document.get("info")
    operations = trial.spec.operations
    return " ".join(
        (
            str(info.get("description", "")) if isinstance(info, dict) else "",
            said(operations[law.make.operation]),
            said(operations[law.operation]),
        )
    )


def _made(trial: Trial, law: FinalLaw) -> Exchange:
    made = trial.make(law.make.operation)
    settled(trial, made)
    return made


def _delete(trial: Trial, law: FinalLaw, made: Exchange) -> Reply:
    return trial.reach(Reach(law.operation, law.make.parameters), made).reply


def _read(trial: Trial, law: FinalLaw, made: Exchange) -> Reply:
    assert law.read is not None
    return trial.reach(law.read, made).reply


def _apart(trial: Trial, law: FinalLaw, one: Exchange, other: Exchange) -> bool:
    """Whether two things are two."""
    return about(trial, law.operation, law.make, one) != about(
        trial, law.operation, law.make, other
    )


def _hold_unread(
    trial: Trial, law: FinalLaw, made: Exchange, before: Reply, patience: float
) -> None:
    last: list[Reply] = []
    sure = is_surely_final(trial.spec.operations[law.operation])

    def away() -> bool:
        last[:] = [_read(trial, law, made)]
        return _among(last[0].status, law.gone) or (
            not law.stated and (not last[0].ok or (not sure and _marked(before.json, last[0].json)))
        )

    if not away() and not patiently(trial, law, away, patience):
        assert law.read is not None
        trial.broken(
            law,
            f"{law.read.operation} answers {last[0].status} about what {law.operation} has "
            f"deleted, expected {' or '.join(law.gone)}",
        )


def _item(trial: Trial, law: FinalLaw, made: Exchange) -> Any:
    """The thing as its list shows it; MISSING where none does."""
    of = law.listed
    if of is None:
        return MISSING
    try:
        wanted = trial.value(of.id, made)
    except LookupError:
        return MISSING
    return listed(trial, of.list, made, of.items, of.item_id, wanted)


def _hold_unlisted(
    trial: Trial, law: FinalLaw, made: Exchange, shown: Any, patience: float
) -> None:
    before = shown if isinstance(shown, dict) else {}

    def away() -> bool:
        now = _item(trial, law, made)
        return now is MISSING or (not law.stated and _marked(before, now))

    if not away() and not patiently(trial, law, away, patience):
        assert law.listed is not None
        trial.broken(
            law,
            f"{law.listed.list.operation} still lists {told(trial.value(law.listed.id, made))} "
            f"after {law.operation}",
        )


def _marked(before: Any, after: Any) -> bool:
    """Whether a thing that is still shown says that it is none any more."""
    if not isinstance(after, dict):
        return False
    for where in differences(before, after):
        name = pointer.split(where)[0]
        value = after.get(name)
        if value not in (None, False, "", 0) and _DEAD.search(name):
            return True
        if isinstance(value, str) and _DEAD.search(value) and "_" not in value and " " not in value:
            return True
        if value is False and name.casefold() in ("active", "enabled", "is_active", "isactive"):
            return True
    return False


def _among(status: int, names: tuple[str, ...]) -> bool:
    return str(status) in names or f"{status // 100}XX" in {each.upper() for each in names}
