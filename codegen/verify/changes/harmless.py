"""Whether a request may succeed: on a live server a check changes only what it made itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from codegen.laws.law import Safe
from codegen.spec import Operation
from codegen.verify.trial import Trial

_READING: Final = ("GET", "HEAD", "OPTIONS", "QUERY")


def harmless(trial: Trial, operation: Operation, arguments: Mapping[str, Any]) -> bool:
    """Whether this operation only reads, makes something new, or is aimed at what was made here."""
    if streams(operation):
        return False
    if operation.method in _READING:
        return True
    if any(isinstance(law, Safe) for law in trial.laws.of(operation.key)):
        return True
    if any(maker.make == operation.key for maker in trial.laws.makers):
        return True
    return aimed(trial, operation, arguments)


def aimed(trial: Trial, operation: Operation, arguments: Mapping[str, Any]) -> bool:
    """Whether each path parameter names something that was made in this run."""
    names = [each.name for each in operation.parameters if each.place == "path"]
    if not names:
        return False
    known = {name for maker in trial.laws.makers for name in maker.names}
    made = _made(trial)
    path = arguments.get("path") or {}
    return all(name in known or str(path.get(name)) in made for name in names)


def streams(operation: Operation) -> bool:
    """Whether a success may never end."""
    return any("text/event-stream" in each.content for each in operation.successes)


def _made(trial: Trial) -> set[str]:
    found = set()
    for exchange in trial.exchanges:
        for maker in trial.laws.makers:
            if maker.make == exchange.request.operation and exchange.reply.ok:
                try:
                    found.add(str(trial.value(maker.id, exchange)))
                except LookupError:
                    continue
    return found
