"""What takes long has a status at once, and ends."""

from __future__ import annotations

import time
from typing import Any, Final

from codegen.laws.law import LongRunning
from codegen.verify.places import at
from codegen.verify.thing import patiently
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_STUCK: Final = 20.0
"""Seconds without any sign of going on, after which nothing more is hoped for, if no time is
stated."""
_LOOKS: Final = 4
"""So often is an end looked at again."""


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
    last: list[Any] = [at(first.json, law.state)]
    moved = [first.json, time.monotonic()]

    def ended() -> bool:
        reply = trial.reach(law.status, begun).reply
        if reply.status in (404, 410):
            trial.broken(
                law,
                f"{law.status.operation} answers {reply.status} while the state is {told(last[0])}",
            )
        if reply.ok:
            last[0] = at(reply.json, law.state)
        if reply.json != moved[0]:
            moved[:] = [reply.json, time.monotonic()]
        stuck = not law.stated and time.monotonic() - moved[1] > _STUCK
        return last[0] in law.final or stuck

    if last[0] not in law.final:
        patiently(trial, law, ended)
    if last[0] not in law.final:
        trial.broken(
            law,
            f"{law.status.operation} goes on giving {law.state} {told(last[0])} after "
            f"{law.operation}, expected one of {told([*law.final])} at last",
        )
    final = last[0]
    for look in range(_LOOKS):
        if look == _LOOKS - 1:
            trial.wait(lambda: False, 0.2)
        reply = trial.reach(law.status, begun).reply
        now = at(reply.json, law.state)
        if reply.ok and now != final:
            trial.broken(
                law,
                f"{law.status.operation} gives {law.state} {told(now)} after the final "
                f"{told(final)}",
            )
