"""Lists of what comes of other things: a log, a trash, a feed of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from codegen.laws.law import LongRunning, Maker
from codegen.spec import Operation
from codegen.verify.finding import Discard
from codegen.verify.listing.walk import counted
from codegen.verify.thing import settled
from codegen.verify.trial import Trial

_ENOUGH: Final = 4
"""A list with so many items shows what its laws are about."""
_KINDS: Final = 8


def stir(trial: Trial, operation: Operation, arguments: Mapping[str, Any], items: str) -> None:
    """Make things and end them, one kind after the other, until a list that nothing fills has
    enough to show; once a run."""
    key = "stirred", operation.key
    if operation.method != "GET" or key in trial.memory:
        return
    trial.memory[key] = True
    count = counted(trial, operation.key, items, arguments)
    ends = [maker for maker in trial.laws.makers if maker.delete is not None]
    for maker in ends[:_KINDS]:
        while count < _ENOUGH and _is_ended(trial, maker):
            before, count = count, counted(trial, operation.key, items, arguments)
            if count <= before:
                break


def begun(trial: Trial, operation: Operation) -> Iterator[None]:
    """Let each thing go on to its end that does so by itself, one kind after the other: a list may
    show what comes of it, as pictures that jobs render; once a run."""
    key = "begun for", operation.key
    if key in trial.memory:
        return
    trial.memory[key] = True
    for law in trial.laws.laws:
        if isinstance(law, LongRunning):
            with suppress(Discard):
                settled(trial, trial.make(law.operation))
                yield


def _is_ended(trial: Trial, maker: Maker) -> bool:
    """Make a thing and end it; whether that went well."""
    with suppress(Discard):
        made = trial.make(maker.make)
        return maker.delete is not None and trial.reach(maker.delete, made, conform=False).reply.ok
    return False
