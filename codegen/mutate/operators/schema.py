"""Replies whose bodies do not fit their schemas, one keyword at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from codegen import pointer
from codegen.mutate.changed import is_json, with_json
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.places import Place, edit, places
from codegen.mutate.routes import Routes
from codegen.mutate.sample import fits, grown, properties, wrongs
from codegen.mutate.told import provoked

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Answer, Operation, Spec
    from codegen.verify.exchange import Reply

_LONGEST: Final = 100_000


@dataclass(frozen=True)
class _Drift:
    """One keyword that is broken: what is made of a value at a place."""

    name: str
    place: Place
    where: str
    says: str
    change: Callable[[Any], Any]


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """For each success, and for the most usual refusal, each keyword of its body's schema."""
    routes = Routes(spec)
    for operation in spec.operations.values():
        answers = [(each, "") for each in operation.successes]
        answers += [(operation.answers[each], "error-") for each in provoked(operation)[:1]]
        several = len(operation.successes) > 1
        for answer, prefix in answers:
            if several and not prefix:
                prefix = f"{answer.status}-"
            for media_type, part in answer.content.items():
                if not is_json(media_type):
                    continue
                for place in places(spec, part.schema, part.schema_where):
                    for drift in _drifts(spec, place):
                        yield Mutant(
                            id=named(operation, f"{prefix}{drift.name}", _label(place, drift)),
                            kind="schema",
                            operation=operation.key,
                            where=drift.where,
                            sentence=_sentence(operation, answer, place, drift),
                            lie=partial(
                                Replies,
                                routes,
                                operation.key,
                                _telling(spec, answer, part.schema_where, drift),
                            ),
                        )


def _telling(
    spec: Spec, answer: Answer, where: str, drift: _Drift
) -> Callable[[Call, Reply], Reply | None]:
    def tell(call: Call, reply: Reply) -> Reply | None:
        media_type = reply.headers.get("content-type", "")
        operation = spec.operations[call.operation or ""]
        if not is_json(media_type) or operation.answer(reply.status) != answer:
            return None
        for value in _shown(spec, where, reply.json, drift.place):
            for changed in edit(value, drift.place.steps, drift.change):
                if not fits(spec, where, changed):
                    return with_json(reply, changed)
        return None

    return tell


def _shown(spec: Spec, where: str, value: Any, place: Place) -> Iterator[Any]:
    """What the server answers, and then the same with something at a place that is optional, null
    or empty in it: a server that gets it wrong would show it wrong where it shows it, and this one
    may never do."""
    yield value
    with suppress(LookupError):
        made = grown(spec, {"$ref": f"#{where}"}, where, value, place.steps)
        if fits(spec, where, made):
            yield made


def _sentence(operation: Operation, answer: Answer, place: Place, drift: _Drift) -> str:
    return f"{operation.key} answers {answer.status} with a body whose {drift.says}."


def _label(place: Place, drift: _Drift) -> str:
    if drift.name in ("missing", "wrong-type", "null", "extra"):
        return drift.says.partition('"')[2].partition('"')[0]
    return place.name


def _drifts(spec: Spec, place: Place) -> Iterator[_Drift]:
    schema, where, name = place.schema, place.where, place.name
    for each in schema.get("required") or ():
        if _is_for_requests(spec, place, each):
            continue
        label = _inner(place, each)
        yield _Drift(
            "missing",
            place,
            pointer.join(where, "required"),
            f'"{label}" is missing',
            partial(_without, each),
        )
    for each in schema.get("properties") or {}:
        there = pointer.join(where, "properties", each)
        if _is_for_requests(spec, place, each):
            continue
        inner, at = spec.resolve(schema["properties"][each], there)
        kept = Place(inner if isinstance(inner, dict) else {}, at, (*place.steps, each), there)
        label = kept.name
        if any(not fits(spec, there, wrong) for wrong in wrongs("")):
            yield _Drift(
                "wrong-type",
                kept,
                at,
                f'"{label}" is of another type',
                partial(_wrong, spec, there),
            )
        if not fits(spec, there, None):
            yield _Drift("null", kept, at, f'"{label}" is null', lambda _: None)
    for word in ("additionalProperties", "unevaluatedProperties"):
        if schema.get(word) is False:
            label = _inner(place, "undeclared")
            yield _Drift(
                "extra",
                place,
                pointer.join(where, word),
                f'"{label}" is there, which the schema does not let in',
                _with_extra,
            )
    under = partial(pointer.join, where)
    if "enum" in schema or "const" in schema:
        word = "enum" if "enum" in schema else "const"
        yield _Drift("enum", place, under(word), f"{name} is none of the values declared", _drifted)
    if isinstance(schema.get("maxLength"), int) and schema["maxLength"] < _LONGEST:
        most = schema["maxLength"]
        says = f"{name} is {most + 1} characters long"
        yield _Drift("too-long", place, under("maxLength"), says, partial(_longer, most + 1))
    if isinstance(schema.get("minLength"), int) and schema["minLength"] > 0:
        least = schema["minLength"]
        says = f"{name} is only {least - 1} characters long"
        yield _Drift("too-short", place, under("minLength"), says, partial(_shorter, least - 1))
    for word, by in (("maximum", 1), ("exclusiveMaximum", 0)):
        if _is_number(schema.get(word)):
            value = schema[word] + by
            says = f"{name} is {value}, beyond its {word}"
            yield _Drift("too-large", place, under(word), says, partial(_number, value))
    for word, by in (("minimum", 1), ("exclusiveMinimum", 0)):
        if _is_number(schema.get(word)):
            value = schema[word] - by
            says = f"{name} is {value}, below its {word}"
            yield _Drift("too-small", place, under(word), says, partial(_number, value))
    if isinstance(schema.get("maxItems"), int) and schema["maxItems"] <= 1000:
        most = schema["maxItems"]
        says = f"{name} has {most + 1} items"
        yield _Drift("too-many", place, under("maxItems"), says, partial(_more, most + 1))
    if isinstance(schema.get("minItems"), int) and schema["minItems"] > 0:
        says = f"{name} has too few items"
        yield _Drift("too-few", place, under("minItems"), says, partial(_fewer, schema["minItems"]))
    if schema.get("uniqueItems") is True:
        says = f"{name} has one item twice"
        yield _Drift("not-unique", place, under("uniqueItems"), says, _twice)
    if isinstance(schema.get("format"), str) and not fits(spec, place.whole, "not of this format"):
        says = f"{name} is no {schema['format']}"
        yield _Drift("format", place, under("format"), says, _unformatted)
    if isinstance(schema.get("pattern"), str):
        says = f"{name} does not match its pattern"
        yield _Drift("pattern", place, under("pattern"), says, partial(_unmatched, spec, place))


def _is_for_requests(spec: Spec, place: Place, name: str) -> bool:
    """Whether a property is for requests only, so that no reply need have it."""
    inner, _ = properties(spec, place.schema, place.where).get(name, (True, ""))
    inner, _ = spec.resolve(inner, "")
    return isinstance(inner, dict) and inner.get("writeOnly") is True


def _inner(place: Place, name: str) -> str:
    return f"{place.name}.{name}" if place.steps and place.name != "body" else name


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _without(name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        raise LookupError
    return {key: value[key] for key in value if key != name} if name in value else value


def _with_extra(value: Any) -> Any:
    if not isinstance(value, dict):
        raise LookupError
    return {**value, "undeclared": 1}


def _wrong(spec: Spec, where: str, value: Any) -> Any:
    for wrong in wrongs(value):
        if not fits(spec, where, wrong):
            return wrong
    raise LookupError


def _drifted(value: Any) -> Any:
    if isinstance(value, str):
        return f"{value}_2"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value + 1_000_003
    raise LookupError


def _longer(length: int, value: Any) -> Any:
    if not isinstance(value, str):
        raise LookupError
    return value + (value[-1:] or "a") * (length - len(value))


def _shorter(length: int, value: Any) -> Any:
    if not isinstance(value, str):
        raise LookupError
    return value[:length]


def _number(new: float, value: Any) -> Any:
    if not _is_number(value):
        raise LookupError
    return new


def _more(count: int, value: Any) -> Any:
    if not isinstance(value, list) or not value:
        raise LookupError
    return [*value, *([value[-1]] * (count - len(value)))]


def _fewer(count: int, value: Any) -> Any:
    if not isinstance(value, list):
        raise LookupError
    return value[: count - 1]


def _twice(value: Any) -> Any:
    if not isinstance(value, list) or not value:
        raise LookupError
    return [*value[:-1], value[0]] if len(value) > 1 else [*value, value[0]]


def _unformatted(value: Any) -> Any:
    if not isinstance(value, str):
        raise LookupError
    return "not of this format"


def _unmatched(spec: Spec, place: Place, value: Any) -> Any:
    if not isinstance(value, str):
        raise LookupError
    for wrong in (f"{value}!", f"!{value}", f"{value}\n", value.swapcase(), "!", "", "\u0000"):
        if not fits(spec, place.whole, wrong):
            return wrong
    raise LookupError
