"""An action that is refused has not changed what it was about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from codegen.laws.implied.lifecycle import said
from codegen.laws.law import LongRunning
from codegen.spec import Operation
from codegen.verify.places import at
from codegen.verify.stateful import (
    Stateful,
    brought,
    path_of,
    reading,
    stateful,
    writing,
    written_state,
)
from codegen.verify.thing import arguments, changed, lasting_fields, written_fields
from codegen.verify.told import told
from codegen.verify.trial import Case, Trial, checks_operation

_MOST: Final = 9
_REFUSALS: Final = (400, 401, 403, 404, 409, 412, 422, 428)
"""Other ones tell what came of a try, such as 402 of a payment."""
_TRIED: Final = re.compile(r"\b(attempts?|tr(y|ies)|fail\w*|declin\w*)\b", re.IGNORECASE)


@checks_operation
def refused_action(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Archive a draft, which is refused: it is a draft still."""
    kind = stateful(trial, operation)
    if (
        kind is None
        or operation.method not in ("POST", "PUT", "PATCH")
        or any(each.make == operation.key for each in trial.laws.makers)
        or any(isinstance(each, LongRunning) for each in trial.laws.of(operation.key))
        or _TRIED.search(said(operation))
    ):
        return
    written = written_state(trial, operation, kind)
    if written is None and operation.path.rstrip("/") == kind.path:
        return
    held = _Refused(trial, operation, kind, written[0] if written else None)
    tos = [each for each in written[1].enum or () if isinstance(each, str)] if written else [""]
    cases = [(one, to) for one in kind.states for to in tos]
    for one, to in cases[:_MOST]:
        yield f"{one} to {to}" if to else one, partial(held.hold, one, to)


@dataclass
class _Refused:
    """An action on a kind of thing, and the property by which it is told the state to be."""

    trial: Trial
    operation: Operation
    kind: Stateful
    name: str | None

    def hold(self, one: str, to: str) -> None:
        """Act on a thing in a state; nothing is another than before, if that is refused."""
        trial, key = self.trial, self.operation.key
        thing = brought(trial, self.kind, [one])
        if self.name is None:
            path = path_of(trial, self.kind, self.operation, thing)
            given = arguments(trial, self.operation, **path)
        else:
            given = writing(trial, self.kind, self.operation, thing, (self.name, to))
        before, again = (reading(trial, self.kind, thing) for _ in range(2))
        fields = self._fields(before)
        if changed(before, again, fields) is not None:
            trial.discard("it moves by itself")
        asked = trial.ask(key, **given).reply
        if asked.status not in _REFUSALS:
            return
        after = reading(trial, self.kind, thing)
        where = changed(before, after, fields)
        if where is not None:
            trial.broken(
                None,
                f"{key} answers {asked.status} and yet changes {where} from "
                f"{told(at(before, where))} to {told(at(after, where))}",
                rule="refused",
                operation=key,
                where=self.operation.where,
            )

    def _fields(self, before: Any) -> tuple[str, ...]:
        """Where a thing has its state, what clients write, and what it is given once."""
        written = written_fields(self.trial, self.kind.read.operation)
        return tuple(dict.fromkeys((self.kind.state, *written, *lasting_fields(before))))
