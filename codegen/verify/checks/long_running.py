"""What takes long has a status at once, goes on and not back, and ends."""

from __future__ import annotations

import re
from typing import Any, Final

from codegen.laws.implied.lifecycle import said
from codegen.laws.law import LongRunning
from codegen.laws.words import snake
from codegen.verify.exchange import Reply
from codegen.verify.listing.compare import is_number
from codegen.verify.places import at
from codegen.verify.thing import followed
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_LOOKS: Final = 4
"""So often is an end looked at again."""
_GOES_UP: Final = re.compile(
    r"(progress|percent(age)?|pct)(_(done|percent(age)?|pct|completed?|progress))?|"
    r"([a-z]+_)?(done|processed|completed)(_[a-z]+)?"
)
"""Names of how far it is."""
_NEVER_BACK: Final = re.compile(r"\bnever (goes |moves |turns )?back\b", re.IGNORECASE)


@checks(LongRunning)
def ends(trial: Trial, law: LongRunning) -> None:
    """Begin, ask for the status at once, and follow it to its end and beyond."""
    begun = trial.make(law.operation)
    first = trial.reach(law.status, begun).reply
    if first.status in (404, 410):
        trial.broken(
            law,
            f"{law.operation} answers {begun.reply.status}, and {law.status.operation} at once "
            f"{first.status}",
        )
    if not first.ok:
        trial.discard(f"{law.status.operation} answers {first.status}")
    course = _Course(trial, law, begun.reply)
    course.look(first)
    final = followed(trial, law, begun, course.look)
    if final not in law.final:
        trial.broken(
            law,
            f"{law.status.operation} goes on giving {law.state} {told(final)} after "
            f"{law.operation}, expected one of {told([*law.final])} at last",
        )
    for number in range(_LOOKS):
        if number == _LOOKS - 1:
            trial.wait(lambda: False, 0.2)
        reply = trial.reach(law.status, begun).reply
        now = at(reply.json, law.state)
        if reply.ok and now != final:
            trial.broken(
                law,
                f"{law.status.operation} gives {law.state} {told(now)} after the final "
                f"{told(final)}",
            )


class _Course:
    """What was seen of something that goes on, each time that somebody looked."""

    def __init__(self, trial: Trial, law: LongRunning, first: Reply) -> None:
        self._trial, self._law = trial, law
        self._states = [at(first.json, law.state)]
        self._way = _way(first.json, law)
        words = said(trial.spec.operations[law.status.operation])
        self._one_way = _NEVER_BACK.search(words) is not None

    def look(self, reply: Reply) -> None:
        """Hold one more answer to those before it."""
        law, last = self._law, self._states[-1]
        status = law.status.operation
        if reply.status in (404, 410):
            self._broken(f"{status} answers {reply.status} while the state is {told(last)}")
        state, way = at(reply.json, law.state), _way(reply.json, law)
        if state == last:  # what begins once more, in another state, may begin at nothing
            for name in self._way.keys() & way.keys():
                if way[name] < self._way[name]:
                    self._broken(
                        f"{status} gives {name} {told(self._way[name])} and then "
                        f"{told(way[name])}, while {law.state} is {told(state)}"
                    )
        elif self._one_way and state in self._states:
            self._broken(f"{status} gives {law.state} {told(state)} again, after {told(last)}")
        self._states.append(state)
        self._way = way

    def _broken(self, message: str) -> None:
        self._trial.broken(self._law, message)


def _way(status: Any, law: LongRunning) -> dict[str, Any]:
    """How far it is, by the names beside the state that tell it."""
    beside = at(status, law.state.rpartition("/")[0])
    return {
        name: value
        for name, value in (beside.items() if isinstance(beside, dict) else ())
        if is_number(value) and _GOES_UP.fullmatch(snake(name))
    }
