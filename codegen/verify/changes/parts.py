"""Single parts of a request that a rule speaks of: what they may be, and whether that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from codegen.spec import Operation
from codegen.verify.changes.base import Base
from codegen.verify.changes.samples import merged, sample
from codegen.verify.changes.schemas import fits, inside
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import body_schema
from codegen.verify.trial import ABSENT, Trial


def is_taken(base: Base, arguments: Mapping[str, Any]) -> bool:
    """Whether a request succeeds."""
    exchange = base.trial.ask(base.operation.key, **base.another(arguments), conform=False)
    base.note(exchange)
    return exchange.reply.ok


def is_required(operation: Operation, spot: Spot, trial: Trial) -> bool:
    if spot.place != "body":
        parameter = operation.parameter(spot.name, spot.place)
        return parameter is not None and parameter.required
    where = body_schema(operation, {})
    return (
        where is not None
        and len(spot.steps) == 1
        and spot.steps[0] in (merged(trial.spec, (where,)).get("required") or ())
    )


def values_of(trial: Trial, operation: Operation, base: Base, spot: Spot) -> Iterator[Any]:
    """Give values that fit: the drawn one, and made-up ones. Null is as good as nothing."""
    schemas = schemas_of(trial, operation, spot)
    samples = (sample(trial.spec, schemas, number) for number in (1, 2, 3))
    yield from (each for each in (base.spare(spot), *samples) if each not in (ABSENT, None))


def schemas_of(trial: Trial, operation: Operation, spot: Spot) -> tuple[str, ...]:
    if spot.place != "body":
        parameter = operation.parameter(spot.name, spot.place)
        return (parameter.schema_where,) if parameter is not None else ()
    where = body_schema(operation, {})
    schemas: tuple[str, ...] = (where,) if where is not None else ()
    for step in spot.steps:
        schemas = inside(trial.spec, schemas, ABSENT, step)
    return schemas


def is_sound(
    trial: Trial, operation: Operation, arguments: Mapping[str, Any], spots: list[Spot]
) -> bool:
    """Whether each value fits its own schema: only the rule between them is asked about."""
    for spot in spots:
        value = spot.get(arguments)
        schemas = schemas_of(trial, operation, spot)
        if value is not ABSENT and not all(fits(trial.spec, each, value) for each in schemas):
            return False
    return True
