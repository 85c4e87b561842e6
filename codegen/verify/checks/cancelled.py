"""What is cancelled while it goes on does not come to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.implied.lifecycle import said
from codegen.laws.implied.running import GOOD
from codegen.laws.law import LongRunning, Reach
from codegen.laws.words import snake
from codegen.spec import Operation, Spec
from codegen.verify.finding import Moot
from codegen.verify.places import at
from codegen.verify.thing import followed
from codegen.verify.told import told
from codegen.verify.trial import ABSENT, Trial, checks

_CANCELS: Final = re.compile(r"/(cancel|abort|stop|cancellation)$", re.IGNORECASE)
_ENDED: Final = re.compile(r"cancel|abort|stop", re.IGNORECASE)
_PERHAPS: Final = re.compile(
    r"\b(may|might|can) still\b|\bbest[- ]effort\b|\btr(y|ies)\b|\battempt|\bif possible\b|"
    r"\b(told|asked|requested|signal\w*|marked) to (stop|end)|\bnext step\b|\btoo late\b|"
    r"\bcurrent (step|item|page|picture|file)\b|\brequests? (the )?cancel|\bcancel\w* requested\b",
    re.IGNORECASE,
)
"""Said where what goes on may come to its end nevertheless."""


@checks(LongRunning)
def stays_cancelled(trial: Trial, law: LongRunning) -> None:
    """Begin, cancel at once: it is never done. One that was done before is no finding."""
    ended = [each for each in law.final if _ENDED.search(str(each))]
    operations = list(_cancelling(trial.spec, law)) if ended else []
    if not operations:
        raise Moot
    for operation in operations:
        begun = trial.make(law.operation)
        reach = Reach(operation.key, law.status.parameters)
        cancelled = trial.reach(reach, begun, body=ABSENT).reply
        if not cancelled.ok:
            trial.discard(f"{operation.key} answers {cancelled.status}")
        now = trial.reach(law.status, begun).reply
        if not now.ok:
            continue  # it is gone with what it was
        state = at(cancelled.json, law.state)
        state = state if isinstance(state, str) else at(now.json, law.state)
        if snake(str(state)) in GOOD:
            trial.discard(f"{law.operation} is done before it can be cancelled")
        last = followed(trial, law, begun)
        if snake(str(last)) in GOOD:
            trial.broken(
                law,
                f"{operation.key} answers {cancelled.status} while {law.state} is "
                f"{told(state)}, and {law.status.operation} gives {told(last)} in the end",
                operation=operation.key,
                where=operation.where,
            )


def _cancelling(spec: Spec, law: LongRunning) -> Iterator[Operation]:
    """What cancels it, beyond doubt: `/exports/{id}/cancel`, or a DELETE that is said to."""
    status = spec.operations[law.status.operation].path.rstrip("/")
    for each in spec.operations.values():
        if _PERHAPS.search(said(each)) or (each.body is not None and each.body.required):
            continue
        path = each.path.rstrip("/")
        below = path.removeprefix(status)
        named = each.method in ("POST", "PUT") and below != path and _CANCELS.fullmatch(below)
        if named or (each.method == "DELETE" and path == status and _ENDED.search(said(each))):
            yield each
