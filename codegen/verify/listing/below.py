"""Which thing a list is below, where nothing makes what it shows: the files of an import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from codegen.laws.law import LongRunning
from codegen.spec import Operation
from codegen.verify.changes.harmless import maker_of
from codegen.verify.finding import Discard
from codegen.verify.kindred import Kin, kindred
from codegen.verify.listing.walk import counted
from codegen.verify.paths import path_names
from codegen.verify.thing import settled
from codegen.verify.trial import Trial

_ENOUGH: Final = 3
"""A list with so many items shows what its laws are about."""


def filled_list(
    trial: Trial, operation: str, filled: Mapping[str, Any], items: str
) -> Mapping[str, Any]:
    """The arguments of a list below something that is finished, and that has the most items: what
    its maker made, or what one of the others makes of the kind. Which, is remembered."""
    found = trial.spec.operations[operation]
    begun = _settled(trial)
    kin = [*_kin(trial, found)]
    if found.method != "GET" or not (begun or kin):
        return filled
    key = "below", operation
    if key not in trial.memory:
        trial.memory[key] = None
        trial.memory[key] = _fullest(trial, found, filled, kin, items)
    best = trial.memory[key]
    return _below(trial, filled, *best) if best else filled


def _settled(trial: Trial) -> bool:
    """Wait for all that was begun in this attempt; whether there is any."""
    began = {each.operation for each in trial.laws.laws if isinstance(each, LongRunning)}
    found = [each for each in trial.exchanges if each.request.operation in began and each.reply.ok]
    for each in found:
        with suppress(Discard):
            settled(trial, each)
    return bool(found)


def _kin(trial: Trial, operation: Operation) -> Iterator[tuple[str, Kin]]:
    """What else makes the things that a path names, with the name."""
    for name in path_names(operation):
        maker = maker_of(trial.laws, operation, name)
        for kin in kindred(trial.spec, trial.laws).values():
            if kin.maker is maker:
                yield name, kin


def _fullest(
    trial: Trial,
    operation: Operation,
    filled: Mapping[str, Any],
    kin: list[tuple[str, Kin]],
    items: str,
) -> tuple[str, Kin] | None:
    """What has the most items below it; None where that is what is there already."""
    most = counted(trial, operation.key, items, _least(operation, filled))
    best = None
    for each in kin:
        if most >= _ENOUGH:
            break
        with suppress(Discard):
            below = _least(operation, _below(trial, filled, *each))
            count = counted(trial, operation.key, items, below)
            if count > most:
                most, best = count, each
    return best


def _below(trial: Trial, filled: Mapping[str, Any], name: str, kin: Kin) -> Mapping[str, Any]:
    """The same below a new thing of this origin."""
    made = trial.make(kin.operation)
    with suppress(Discard):
        settled(trial, made)
    id = kin.of(made)
    return {**filled, "path": {**filled["path"], name: id}} if id is not None else filled


def _least(operation: Operation, filled: Mapping[str, Any]) -> dict[str, Any]:
    """No more than what the operation has to be told."""
    query = {
        each.name: filled["query"][each.name]
        for each in operation.parameters
        if each.place == "query" and each.required
    }
    return {"path": filled["path"], "query": query}
