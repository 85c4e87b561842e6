"""Safe methods change nothing (RFC 9110, 9.2.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from codegen.laws.law import Listed, LongRunning, Reach, ReadAfterWrite, Safe
from codegen.laws.words import STATES
from codegen.verify.exchange import Exchange
from codegen.verify.finding import Discard
from codegen.verify.seen import Seen, difference, seen
from codegen.verify.thing import about, arguments, settled, snake
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_A_SECOND: Final = 1.1
"""After so long a time that is told in whole seconds is another."""
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_CHANGED: Final = re.compile(
    r"(last_)?(updated|modified|changed|edited)(_at|_on|_time|_date)?|last_(update|change|edit)"
)
_PAUSE: Final = 0.5
_LONG: Final = 2.0
"""Seconds in which what a server does by itself has gone on; states take longer."""


@checks(Safe)
def changes_nothing(trial: Trial, law: Safe) -> None:
    """Watch, ask, watch. What differs has to differ again with a new thing that was left alone for
    a while, and not to differ when nothing was asked between."""
    itself = tuple(each for each in law.watch if each.operation == law.operation)
    others = tuple(each for each in law.watch if each.operation != law.operation)
    for watch in (others, itself):  # apart: watching by the operation itself is asking it
        if watch:
            _hold(trial, replace(law, watch=watch))
    unread = _shown_unread(trial, law) if itself else None
    if unread is not None:
        _hold(trial, replace(law, watch=(unread,)), unread=True)


def _shown_unread(trial: Trial, law: Safe) -> Reach | None:
    """A list that shows what was just made to whoever has not read it: the first reading of all may
    change what no later one does. Not of what goes on by itself."""
    make = law.make.operation if law.make is not None else None
    laws = [each for each in trial.laws.laws if each.operation == make]
    if any(isinstance(each, LongRunning) for each in laws):
        return None
    lists = (each.list for each in laws if isinstance(each, Listed))
    return next((each for each in lists if each.operation != law.operation), None)


def _hold(trial: Trial, law: Safe, unread: bool = False) -> None:
    first = _touched(trial, law, 0.0, unread)
    if first is None:
        return
    slow = first[1].rpartition("/")[2].lower().endswith(STATES)
    again = _touched(trial, law, _LONG if slow else _PAUSE, unread)
    if again is None or again[:2] != first[:2]:
        trial.discard(f"{first[1]} moves by itself")
    watched, where, before, after = again
    trial.broken(
        law,
        f"{law.operation} changes {where or 'the answer'} of {watched} from {before} to {after}",
    )


def _touched(
    trial: Trial, law: Safe, pause: float, unread: bool
) -> tuple[str, str, str, str] | None:
    """What is watched and is another now, where, what it was and what it is."""
    made = None if law.make is None else trial.make(law.make.operation)
    if made is not None and not unread:
        settled(trial, made)
    given = _given(trial, law, made)
    _write(trial, law, given)
    if pause:
        trial.wait(lambda: False, pause)
    control = seen(trial, law.watch, made)
    second = _A_SECOND if _tells_seconds(control) and pause < _A_SECOND else 0.0
    trial.wait(lambda: False, second)
    before = seen(trial, law.watch, made)
    trial.wait(lambda: False, second)
    _ask(trial, law, given)
    after = seen(trial, law.watch, made)
    own = [reach.operation for reach in law.watch] == [law.operation]
    for name, state in before.items():
        restless = _difference(trial, name, control.get(name), state)
        found = _difference(trial, name, state, after.get(name))
        if own:
            # Each watch is the request itself, so that it may change something at any of them.
            found = found or restless
            if found is not None and _CHANGED.fullmatch(snake(found[0][1:])) and not restless:
                found = None  # each reading would have made it another
        elif found is not None and restless is not None and restless[0] == found[0]:
            found = None
        if found is not None:
            return name, *found
    return None


def _given(trial: Trial, law: Safe, made: Exchange | None) -> dict[str, Any]:
    """What to ask with, once all is there that the operation shows of a thing: its picture."""
    given = {}
    if made is not None and law.make is not None:
        given = about(trial, law.operation, law.make, made)
    found = arguments(trial, trial.spec.operations[law.operation], **given)
    return trial.prepare(law.operation, found)


def _difference(
    trial: Trial, name: str, before: tuple[int, Any] | None, after: tuple[int, Any] | None
) -> tuple[str, str, str] | None:
    """Where a thing is another than before; the time at which it was changed last counts too."""
    found = difference(trial, name, before, after)
    if found is not None or before is None or after is None:
        return found
    one, other = before[1], after[1]
    for each in one if isinstance(one, dict) and isinstance(other, dict) else ():
        if _CHANGED.fullmatch(snake(each)) and each in other and one[each] != other[each]:
            return f"/{each}", told(one[each]), told(other[each])
    return None


def _write(trial: Trial, law: Safe, given: Mapping[str, Any]) -> None:
    """Write to what is asked for, where that is no thing with an id, so that there is something to
    lose: settings are at first all as the server has them."""
    asked = trial.spec.operations[law.operation]
    if asked.path.endswith("}"):
        return
    for each in trial.laws.laws if law.make is None else ():
        if (
            isinstance(each, ReadAfterWrite)
            and each.read.operation == law.operation
            and trial.spec.operations[each.operation].path == asked.path
        ):
            with suppress(Discard):
                other = trial.spec.operations[each.operation]
                trial.ask(other.key, **arguments(trial, other), conform=False)
    for other in trial.spec.operations.values():
        if law.make and (other.path, other.method) == (asked.path, "PUT") and given.get("path"):
            with suppress(Discard):
                trial.ask(other.key, **arguments(trial, other, **given["path"]), conform=False)


def _tells_seconds(states: Seen) -> bool:
    """Whether the time of the last change is told in whole seconds."""
    return any(
        isinstance(value, str) and _MOMENT.fullmatch(value) and _CHANGED.fullmatch(snake(name))
        for _, state in states.values()
        if isinstance(state, dict)
        for name, value in state.items()
    )


def _ask(trial: Trial, law: Safe, given: Mapping[str, Any]) -> None:
    """Ask as the contract has it, and if it is a GET, with HEAD too (RFC 9110, 9.3.2)."""
    asked = trial.ask(law.operation, **given)
    if trial.spec.operations[law.operation].method == "GET":
        trial.send(replace(asked.request, method="HEAD"))
