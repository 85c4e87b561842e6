"""Servers that refuse what fits the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from codegen import pointer
from codegen.mutate.asked import Spot, edited, is_fit, is_opaque, spots, values
from codegen.mutate.lies import Refusals
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.sample import fits, types, wrongs
from codegen.mutate.told import made_up, refusal

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Operation, Spec
    from codegen.verify.exchange import Reply, Request

_PAIRS: Final = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each limit taken one too narrow; what is optional, nullable or not ASCII refused. None of an
    operation that only sends on to another place, as its checks know no success of it."""
    routes = Routes(spec)
    for operation in spec.operations.values():
        if refusal(spec, operation) is None or not operation.successes:
            continue
        for spot in spots(spec, operation):
            opaque = is_opaque(laws, operation, spot)
            for name, where, says, refuses in _narrowed(spec, spot):
                if opaque and name in ("at-maxLength", "at-minLength", "not-ascii"):
                    continue
                yield Mutant(
                    named(operation, name, spot.name),
                    "rejects-valid",
                    operation.key,
                    where,
                    f"{operation.key} refuses {says}.",
                    partial(
                        Refusals, routes, operation.key, _refusing(spec, operation, spot, refuses)
                    ),
                )


def _refusing(
    spec: Spec, operation: Operation, spot: Spot, refuses: Callable[[Any], bool]
) -> Callable[[Call], Reply | None]:
    def refuse(call: Call) -> Reply | None:
        if not any(refuses(value) for value in values(spec, spot, call.request)):
            return None
        declared = refusal(spec, operation)
        if declared is None or not is_fit(spec, operation, call.request):
            return None
        # As the server says it: who tells a rule from a form must take it for the form.
        for each in (spot, *others):
            for changed in _spoilt(spec, each, call.request):
                reply = call.forward(changed)
                if reply.status == declared[0]:
                    return reply
                if reply.ok:
                    break
        return made_up(spec, declared[1], declared[0])

    others = [each for each in spots(spec, operation) if each.place.is_whole]
    return refuse


def _spoilt(spec: Spec, spot: Spot, request: Request) -> Iterator[Request]:
    """The request with a value there that does not fit."""
    wrong: list[Any] = ["\x00!", *wrongs(""), *wrongs(1)]
    for value in wrong:
        if not fits(spec, spot.place.whole, value):
            changed = edited(spec, spot, request, partial(_instead, value))
            if changed is not None:
                yield changed
                return


def _instead(value: Any, _: Any) -> Any:
    return value


def _narrowed(spec: Spec, spot: Spot) -> Iterator[tuple[str, str, str, Callable[[Any], bool]]]:
    place, schema, said = spot.place, spot.place.schema, spot.said
    under = partial(pointer.join, place.where)
    wide = {word for words in _PAIRS if _differ(schema, *words) for word in words}
    if isinstance(schema.get("enum"), list) and len(schema["enum"]) > 1:
        last = schema["enum"][-1]
        yield (
            "value",
            under("enum"),
            f"{said} with the declared value {last!r}",
            lambda value: bool(value == last),
        )
    for word in ("maximum", "minimum"):
        limit = schema.get(word)
        if isinstance(limit, int | float) and word in wide and fits(spec, place.whole, limit):
            yield (
                f"at-{word}",
                under(word),
                f"{said} of {limit}, its {word}",
                partial(_is_number, limit),
            )
    for word in ("maxLength", "minLength"):
        size = schema.get(word)
        if isinstance(size, int) and 0 < size <= 10_000 and word in wide and not _is_shaped(schema):
            yield (
                f"at-{word}",
                under(word),
                f"{said} of {size} characters, its {word}",
                partial(_has_size, str, size),
            )
    for word in ("maxItems", "minItems"):
        size = schema.get(word)
        if isinstance(size, int) and 0 < size <= 200 and word in wide:
            yield (
                f"at-{word}",
                under(word),
                f"{said} of {size} items, its {word}",
                partial(_has_size, list, size),
            )
    if (
        place.is_whole
        and fits(spec, place.whole, "Füchse")
        and "string" in types(spec, schema, place.where)
    ):
        yield (
            "not-ascii",
            place.where,
            f"{said} that is not ASCII",
            lambda value: isinstance(value, str) and not value.isascii(),
        )
    if (
        spot.parameter is not None
        and place.is_whole
        and not place.steps
        and not spot.parameter.required
    ):
        yield (
            "given",
            spot.parameter.where,
            f"{said}, whatever its value",
            lambda value: True,
        )
    whole = place.is_whole and bool(place.steps)
    if spot.parameter is None and whole and "null" in types(spec, schema, place.where):
        yield "null", place.where, f"null as {said}", lambda value: value is None
    if spot.parameter is None:
        required = schema.get("required") or ()
        for name in schema.get("properties") or ():
            if name not in required and _is_optional(spec, spot, name):
                yield (
                    f"without-{name}",
                    pointer.join(place.where, "properties", name),
                    f'{said} without "{name}", which nobody must give',
                    partial(_lacks, name),
                )


def _differ(schema: dict[str, Any], least: str, most: str) -> bool:
    """Whether there is something between two limits: to refuse what is at the only size that there
    may be is no limit taken too narrow."""
    return bool(schema.get(least) != schema.get(most))


def _is_number(limit: float, value: Any) -> bool:
    return not isinstance(value, bool) and bool(value == limit)


def _has_size(kind: type, size: int, value: Any) -> bool:
    return isinstance(value, kind) and len(value) == size  # type: ignore[arg-type]


def _lacks(name: str, value: Any) -> bool:
    return isinstance(value, dict) and name not in value


def _is_shaped(schema: dict[str, Any]) -> bool:
    """Whether more than its length is said of a text, so that few texts are that long."""
    return "format" in schema or "enum" in schema or "const" in schema


def _is_optional(spec: Spec, spot: Spot, name: str) -> bool:
    """Whether nothing else about the body demands this property."""
    if spot.body is None:
        return False
    from codegen.mutate.places import places

    return not any(
        name in (each.schema.get("required") or ())
        for each in places(spec, spot.body.schema, spot.body.schema_where)
        if each.steps == spot.place.steps
    )
