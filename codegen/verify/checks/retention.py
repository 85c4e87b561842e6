"""How long a thing is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from codegen.laws.law import Retention
from codegen.verify.places import at
from codegen.verify.same import instant
from codegen.verify.thing import arguments
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_ROUNDED: Final = 1.0
"""Seconds by which times may have been rounded."""
_MARGIN: Final = 60.0
"""Seconds by which clocks may differ."""


@checks(Retention)
def kept_so_long(trial: Trial, law: Retention) -> None:
    """Every thing that is shown says when it goes, at the time that was promised."""
    operation = trial.spec.operations[law.operation]
    given = arguments(trial, operation)
    reply = trial.ask(operation.key, **given).reply
    if not reply.ok:
        trial.discard(f"{law.operation} answers {reply.status}")
    things = [reply.json] if law.items is None else at(reply.json, law.items)
    times = [_times(law, each) for each in (things if isinstance(things, list) else ())]
    known = [each for each in times if each is not None]
    if not known:
        trial.discard(f"{law.operation} shows nothing that goes")
    for since, until in known:
        kept = (until - since).total_seconds()
        wrong = kept <= 0 if law.seconds is None else abs(kept - law.seconds) > _ROUNDED
        if wrong:
            wanted = "more than 0" if law.seconds is None else f"{law.seconds:g}"
            trial.broken(
                law,
                f"{law.operation} gives {law.until} {kept:g} s after {law.since}, expected "
                f"{wanted} s",
            )
    ends = known[0][1]
    if law.items is None and (ends - datetime.now(UTC)).total_seconds() > _MARGIN:
        again = trial.ask(operation.key, **given).reply
        if again.status in (404, 410):
            trial.broken(
                law,
                f"{law.operation} answers {again.status} before {law.until}, which is "
                f"{told(ends.isoformat())}",
            )


def _times(law: Retention, thing: Any) -> tuple[datetime, datetime] | None:
    since, until = instant(at(thing, law.since)), instant(at(thing, law.until))
    return (since, until) if since is not None and until is not None else None
