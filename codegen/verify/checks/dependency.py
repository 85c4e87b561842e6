"""Dependencies between parameters, or properties of the body (`Dependency`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

from codegen import pointer
from codegen.laws.law import Dependency, Presence
from codegen.spec import Operation
from codegen.verify.changes.base import Base
from codegen.verify.changes.parts import is_required, is_sound, is_taken, values_of
from codegen.verify.changes.refusal import alike
from codegen.verify.changes.spot import Spot
from codegen.verify.checks.in_order import hold_order
from codegen.verify.exchange import Reply
from codegen.verify.trial import ABSENT, Trial, checks

_MOST: Final = 32


@checks(Dependency)
def dependency(trial: Trial, law: Dependency) -> None:
    """Ask with each combination: what keeps the rule is not refused for it, the rest is."""
    operation = trial.spec.operations[law.operation]
    base = Base(trial, operation)
    base.probe()
    if not base.harmless:
        trial.discard(f"{operation.key} may change what this run has not made")
    spots = [_spot(operation, each) for each in law.parts]
    if law.rule == "compares":
        hold_order(trial, law, base, spots[0], spots[1])
        return
    asked = False
    refusal: Reply | None = None
    kept: list[tuple[str, dict[str, Any]]] = []
    for says, arguments, keeps in list(_combinations(trial, operation, law, base, spots))[:_MOST]:
        if keeps:
            kept.append((says, arguments))
            continue
        reply = trial.ask(operation.key, **base.another(arguments), conform=False)
        base.note(reply)
        asked = True
        if reply.reply.ok:
            trial.broken(law, f"{says}, expected a refusal; it was accepted ({reply.reply.status})")
        if str(reply.reply.status) in law.refused:
            refusal = refusal or reply.reply
    # In a body, other rules may forbid what this one allows.
    plain = operation.method == "GET" and all(spot.place == "query" for spot in spots)
    for says, arguments in kept if plain else ():
        reply = trial.ask(operation.key, **base.another(arguments), conform=False)
        base.note(reply)
        asked = True
        blamed = refusal is not None and alike(reply.reply, refusal)
        if str(reply.reply.status) in law.refused and blamed and is_taken(base, base.arguments):
            trial.broken(law, f"{says} keeps the rule and was refused ({reply.reply.status})")
    if not asked:
        trial.discard("no values are known that the parameters may have together")


def _spot(operation: Operation, part: Presence) -> Spot:
    name = part.parameter
    if name.startswith("body#"):
        return Spot("body", "", tuple(pointer.split(name.removeprefix("body#"))))
    parameter = operation.parameter(name)
    return Spot(parameter.place if parameter is not None else "query", name)


def _combinations(
    trial: Trial, operation: Operation, law: Dependency, base: Base, spots: list[Spot]
) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Give what is asked: in words, as arguments, and whether it keeps the rule."""
    choices = [
        list(_choices(trial, operation, base, spot, part))
        for spot, part in zip(spots, law.parts, strict=True)
    ]
    for chosen in product(*choices):
        arguments = dict(base.arguments)
        for spot, (value, _) in zip(spots, chosen, strict=True):
            arguments = spot.put(arguments, value)
        if not is_sound(trial, operation, arguments, spots):
            continue
        present = [counts for _, counts in chosen]
        given = [
            spot.last if part.values == () else f"{spot.last} {value}"
            for spot, part, (value, _) in zip(spots, law.parts, chosen, strict=True)
            if value is not ABSENT
        ]
        says = f"{' and '.join(given)} given" if given else "none given"
        others = [spot.last for spot in spots if spot.get(arguments) is ABSENT]
        says += f" without {' and '.join(others)}" if others and given else ""
        yield says, arguments, _keeps(law, present)


def _keeps(law: Dependency, present: list[bool]) -> bool:
    count = sum(present)
    if law.rule == "requires":
        return not present[0] or all(present[1:])
    if law.rule == "or":
        return count >= 1
    if law.rule == "only_one":
        return count == 1
    if law.rule == "all_or_none":
        return count in (0, len(present))
    return count <= 1


def _choices(
    trial: Trial, operation: Operation, base: Base, spot: Spot, part: Presence
) -> Iterator[tuple[Any, bool]]:
    """Give values of one part, and whether each counts as present."""
    if not is_required(operation, spot, trial):
        yield ABSENT, False
    if part.values:
        yield part.values[0], True
        others = [
            each for each in values_of(trial, operation, base, spot) if each not in part.values
        ]
        if others:
            yield others[0], False
        return
    for value in values_of(trial, operation, base, spot):
        yield value, True
        break
