"""Dependencies between parameters, or properties of the body (`Dependency`)."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from typing import Any, Final

from codegen import pointer
from codegen.laws.law import Dependency, Presence
from codegen.spec import Operation
from codegen.verify.changes.base import Base
from codegen.verify.changes.refusal import alike
from codegen.verify.changes.samples import merged, sample
from codegen.verify.changes.schemas import fits, inside
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import body_schema
from codegen.verify.exchange import Reply
from codegen.verify.listing.compare import is_number, moment
from codegen.verify.trial import ABSENT, Trial, checks

_MOST: Final = 32
_RELATIONS: Final = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


@checks(Dependency)
def dependency(trial: Trial, law: Dependency) -> None:
    """Ask with each combination: what keeps the rule is not refused for it, the rest is."""
    operation = trial.spec.operations[law.operation]
    base = Base(trial, operation)
    base.probe()
    spots = [_spot(operation, each) for each in law.parts]
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
        if str(reply.reply.status) in law.refused and blamed and _plain(trial, operation, base):
            trial.broken(law, f"{says} keeps the rule and was refused ({reply.reply.status})")
    if not asked:
        trial.discard("no values are known that the parameters may have together")


def _plain(trial: Trial, operation: Operation, base: Base) -> bool:
    """Whether the known good request is still taken."""
    exchange = trial.ask(operation.key, **base.another(base.arguments), conform=False)
    base.note(exchange)
    return exchange.reply.ok


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
    if law.rule == "compares":
        yield from _comparisons(trial, operation, law, base, spots)
        return
    choices = [
        list(_choices(trial, operation, base, spot, part))
        for spot, part in zip(spots, law.parts, strict=True)
    ]
    for chosen in product(*choices):
        arguments = dict(base.arguments)
        for spot, (value, _) in zip(spots, chosen, strict=True):
            arguments = spot.put(arguments, value)
        if not _is_sound(trial, operation, arguments, spots):
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
    if not _required(operation, spot, trial):
        yield ABSENT, False
    if part.values:
        yield part.values[0], True
        others = [each for each in _values(trial, operation, base, spot) if each not in part.values]
        if others:
            yield others[0], False
        return
    for value in _values(trial, operation, base, spot):
        yield value, True
        break


def _comparisons(
    trial: Trial, operation: Operation, law: Dependency, base: Base, spots: list[Spot]
) -> Iterator[tuple[str, dict[str, Any], bool]]:
    assert law.relation is not None
    for middle in _values(trial, operation, base, spots[0]):
        around = list(_around(middle))
        for one, other in product(around, around):
            arguments = spots[1].put(spots[0].put(base.arguments, one), other)
            if not _is_sound(trial, operation, arguments, spots):
                continue
            first, second = _measure(one), _measure(other)
            keeps = bool(_RELATIONS[law.relation](first, second))
            yield f"{spots[0].last} {one} with {spots[1].last} {other}", arguments, keeps
        if around:
            return


def _around(value: Any) -> Iterator[Any]:
    """Give the value, a smaller, and a larger one."""
    time = moment(value)
    if time is not None:
        form = "%Y-%m-%d" if len(str(value)) == 10 else "%Y-%m-%dT%H:%M:%SZ"
        for days in (-40, 0, 40):
            yield (time + timedelta(days=days)).strftime(form)
    elif is_number(value):
        yield from (value - 1, value, value + 1)


def _measure(value: Any) -> Any:
    time = moment(value)
    return time if time is not None else value


def _required(operation: Operation, spot: Spot, trial: Trial) -> bool:
    if spot.place != "body":
        parameter = operation.parameter(spot.name, spot.place)
        return parameter is not None and parameter.required
    where = body_schema(operation, {})
    return (
        where is not None
        and len(spot.steps) == 1
        and spot.steps[0] in (merged(trial.spec, (where,)).get("required") or ())
    )


def _values(trial: Trial, operation: Operation, base: Base, spot: Spot) -> Iterator[Any]:
    """Give values that fit: the drawn one, and made-up ones."""
    drawn = base.spare(spot)
    if drawn is not ABSENT:
        yield drawn
    schemas = _schemas(trial, operation, spot)
    for number in (1, 2, 3):
        value = sample(trial.spec, schemas, number)
        if value is not ABSENT:
            yield value


def _schemas(trial: Trial, operation: Operation, spot: Spot) -> tuple[str, ...]:
    if spot.place != "body":
        parameter = operation.parameter(spot.name, spot.place)
        return (parameter.schema_where,) if parameter is not None else ()
    where = body_schema(operation, {})
    schemas: tuple[str, ...] = (where,) if where is not None else ()
    for step in spot.steps:
        schemas = inside(trial.spec, schemas, ABSENT, step)
    return schemas


def _is_sound(
    trial: Trial, operation: Operation, arguments: Mapping[str, Any], spots: list[Spot]
) -> bool:
    """Whether each value fits its own schema: only the rule between them is asked about."""
    for spot in spots:
        value = spot.get(arguments)
        schemas = _schemas(trial, operation, spot)
        if value is not ABSENT and not all(fits(trial.spec, each, value) for each in schemas):
            return False
    return True
