"""What takes long has a status at once, and ends."""

from __future__ import annotations

from typing import Final

from codegen.laws.law import LongRunning
from codegen.verify.exchange import Reply
from codegen.verify.places import at
from codegen.verify.thing import followed
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

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
    states = [at(first.json, law.state)]

    def look(reply: Reply) -> None:
        if reply.status in (404, 410):
            trial.broken(
                law,
                f"{law.status.operation} answers {reply.status} while the state is "
                f"{told(states[-1])}",
            )
        states.append(at(reply.json, law.state))

    final = states[0] if states[0] in law.final else followed(trial, law, begun, look)
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
