"""Servers that carry out what does not fit the contract.

The layer mends what is invalid, and nothing else, before the true server sees it: the request is
then carried out as if that part had never been wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from codegen import pointer
from codegen.mutate.asked import (
    Spot,
    edited,
    is_opaque,
    json_body,
    read,
    renamed,
    spots,
    values,
    written,
)
from codegen.mutate.changed import value_of, with_headers, with_value
from codegen.mutate.lies import Requests
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.places import GONE, Place, places
from codegen.mutate.routes import Routes
from codegen.mutate.sample import fits, is_of, properties, sample, types

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Operation, Parameter, Spec
    from codegen.verify.exchange import Reply, Request

_LONGEST: Final = 20_000


class Mending(Requests):
    """Mends requests. Remembers what was good, since an id that was made up is none.

    What cannot be mended by another value is left out, as servers do that read null as nothing.
    """

    def __init__(
        self,
        routes: Routes,
        operation: str,
        spot: Spot,
        mend: Callable[[Any, Any], Any],
    ) -> None:
        anew = partial(renamed, routes.spec, routes.spec.operations[operation])
        super().__init__(routes, operation, self._mended, only_good=True, another=anew)
        self._spot = spot
        self._mend = mend
        self._good: list[Any] = []

    def tell(self, call: Call) -> Reply | None:
        told = super().tell(call)
        if told is None and call.operation == self._operation and call.reply.ok:
            self._good[:] = values(self.routes.spec, self._spot, call.request)[:1] or self._good
        elif told is None and call.operation == self._operation and self._may_go:
            without = edited(self.routes.spec, self._spot, call.request, self._gone)
            reply = call.forward(without) if without is not None else call.reply
            return reply if reply.ok else None
        return told

    @cached_property
    def _may_go(self) -> bool:
        """Whether it is a property of the body that nobody must give."""
        steps, part = self._spot.place.steps, self._spot.body
        if part is None or not steps or steps[-1] is None:
            return False
        return not any(
            steps[-1] in (each.schema.get("required") or ())
            for each in places(self.routes.spec, part.schema, part.schema_where)
            if each.steps == steps[:-1]
        )

    def _gone(self, value: Any) -> Any:
        self._one(value)  # LookupError where there is nothing to mend
        return GONE

    def _mended(self, call: Call) -> Request | None:
        spec = self.routes.spec
        request: Request | None = None
        for _ in range(3):  # several items of a list may be wrong in one way
            changed = edited(spec, self._spot, request or call.request, self._one)
            if changed is None:
                break
            request = changed
        return request

    def _one(self, value: Any) -> Any:
        return self._mend(value, self._good[0] if self._good else None)


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each limit of each parameter and property, off by one; other values, types and names. None of
    an operation that only sends on to another place: no success shows what it has taken."""
    routes = Routes(spec)
    for operation in spec.operations.values():
        if not operation.successes:
            continue
        for spot in spots(spec, operation):
            opaque = is_opaque(laws, operation, spot)
            for name, word, says, mend in _mends(spec, spot):
                if opaque and name == "one-too-long":
                    continue
                yield Mutant(
                    named(operation, name, spot.name),
                    "accepts-invalid",
                    operation.key,
                    word,
                    f"{operation.key} accepts {says}.",
                    partial(Mending, routes, operation.key, spot, mend),
                )
        yield from _missing(spec, routes, operation)


def _mends(spec: Spec, spot: Spot) -> Iterator[tuple[str, str, str, Callable[[Any, Any], Any]]]:
    place, schema, said = spot.place, spot.place.schema, spot.said
    under = partial(pointer.join, place.where)
    whole = place.whole
    typed = under("type") if "type" in schema else place.where
    if "enum" in schema or "const" in schema:
        word = "enum" if "enum" in schema else "const"
        options = schema.get("enum", [schema.get("const")])
        yield (
            "unknown-value",
            under(word),
            f"{said} with a value that is not declared",
            lambda value, _: _unless(fits(spec, whole, value) or not options, options[0]),
        )
    allowed = types(spec, schema, place.where)
    if not place.is_whole:
        allowed = frozenset()  # an alternative: other types may be those of another one
    if allowed and (place.steps or spot.parameter is not None) and "string" not in allowed:
        yield (
            "wrong-type",
            typed,
            f"{said} of another type",
            lambda value, good: _unless(
                fits(spec, whole, value) or is_of(value, allowed | {"null"}),
                _good(spec, place, good),
            ),
        )
    elif allowed and place.steps and spot.parameter is None:
        yield (
            "wrong-type",
            typed,
            f"{said} of another type",
            lambda value, good: _unless(
                is_of(value, allowed | {"null"}) or fits(spec, whole, value),
                value if fits(spec, whole, value) else _good(spec, place, good),
            ),
        )
    if allowed and place.steps and spot.parameter is None and not fits(spec, whole, None):
        yield (
            "null",
            typed,
            f"null as {said}",
            lambda value, good: _unless(value is not None, _good(spec, place, good)),
        )
    if isinstance(schema.get("maxLength"), int) and schema["maxLength"] < _LONGEST:
        most = schema["maxLength"]
        yield (
            "one-too-long",
            under("maxLength"),
            f"{said} of {most + 1} characters",
            lambda value, _: _unless(
                not isinstance(value, str) or len(value) != most + 1, lambda: value[:most]
            ),
        )
    if isinstance(schema.get("minLength"), int) and schema["minLength"] > 0:
        least = schema["minLength"]
        yield (
            "one-too-short",
            under("minLength"),
            f"{said} of {least - 1} characters",
            lambda value, good: _unless(
                not isinstance(value, str) or len(value) != least - 1, _good(spec, place, good)
            ),
        )
    for word, by in (("maximum", 1), ("exclusiveMaximum", 0)):
        limit = schema.get(word)
        if isinstance(limit, int | float) and not isinstance(limit, bool):
            yield (
                "one-too-large",
                under(word),
                f"{said} of {limit + by}",
                partial(_back, limit + by, limit + by - 1),
            )
    for word, by in (("minimum", 1), ("exclusiveMinimum", 0)):
        limit = schema.get(word)
        if isinstance(limit, int | float) and not isinstance(limit, bool):
            yield (
                "one-too-small",
                under(word),
                f"{said} of {limit - by}",
                partial(_back, limit - by, limit - by + 1),
            )
    count = schema.get("maxItems")
    if isinstance(count, int) and count <= 1000 and not _has_too_few(spec, schema, place.where):
        yield (
            "one-too-many",
            under("maxItems"),
            f"{said} of {count + 1} items",
            lambda value, _: _unless(
                not isinstance(value, list) or len(value) != count + 1, lambda: value[:count]
            ),
        )
    if schema.get("uniqueItems") is True:
        yield (
            "not-unique",
            under("uniqueItems"),
            f"{said} with an item twice",
            lambda value, _: _unless(
                not isinstance(value, list) or len(_once(value)) == len(value),
                lambda: _once(value),
            ),
        )
    items = schema.get("minItems")
    # A parameter with no item cannot be told from none (OpenAPI 3.1, 4.8.12).
    if isinstance(items, int) and items > (0 if spot.parameter is None else 1):
        yield (
            "one-too-few",
            under("minItems"),
            f"{said} of {items - 1} items",
            lambda value, good: _unless(
                not isinstance(value, list) or len(value) != items - 1, _good(spec, place, good)
            ),
        )
    for word in ("pattern", "format"):
        if isinstance(schema.get(word), str) and not fits(spec, place.where, "\u0000 !"):
            yield (
                word,
                under(word),
                f"{said} against its {word}",
                lambda value, good: _unless(
                    not isinstance(value, str)
                    or not value
                    or len(value) > schema.get("maxLength", _LONGEST)
                    or fits(spec, place.where, value),
                    _good(spec, place, good),
                ),
            )
    for word in ("additionalProperties", "unevaluatedProperties"):
        if schema.get(word) is False and spot.parameter is None:
            known = _declared(spec, spot)
            yield (
                "unknown-property",
                under(word),
                f"{said} with a property that is not declared",
                partial(_stripped, known),
            )
    for name, there in required(schema, place.where):
        if spot.parameter is not None:
            continue
        inner, at = properties(spec, schema, place.where).get(name, (True, ""))
        if not at or (isinstance(inner, dict) and inner.get("readOnly")):
            continue
        yield (
            f"missing-{name}",
            there,
            f'{said} without "{name}"',
            partial(_completed, spec, name, inner, at),
        )


def required(schema: dict[str, Any], where: str) -> Iterator[tuple[str, str]]:
    """What one object demands, itself."""
    for name in schema.get("required") or ():
        yield name, pointer.join(where, "required")


def _unless(is_right: bool, new: Any) -> Any:
    if is_right:
        raise LookupError
    return new() if callable(new) else new


def _good(spec: Spec, place: Place, good: Any) -> Callable[[], Any]:
    if good is not None and fits(spec, place.whole, good):
        return lambda: good
    return lambda: sample(spec, {"$ref": f"#{place.whole}"}, place.whole)


def _has_too_few(spec: Spec, schema: dict[str, Any], where: str) -> bool:
    """Whether there are no more different items than a list may have, so that one item more is
    always one twice: that is another lie."""
    if schema.get("uniqueItems") is not True:
        return False
    items, _ = spec.resolve(schema.get("items", True), pointer.join(where, "items"))
    options = items.get("enum") if isinstance(items, dict) else None
    return isinstance(options, list) and len(options) <= schema["maxItems"]


def _back(wrong: float, right: float, value: Any, _: Any) -> Any:
    if isinstance(value, bool) or value != wrong:
        raise LookupError
    return right


def _once(value: list[Any]) -> list[Any]:
    return [each for index, each in enumerate(value) if each not in value[:index]]


def _declared(spec: Spec, spot: Spot) -> frozenset[str]:
    """The names of all properties that any schema of this place declares."""
    if spot.body is None:
        return frozenset()
    names: set[str] = set()
    for place in places(spec, spot.body.schema, spot.body.schema_where):
        if place.steps == spot.place.steps:
            names |= set(place.schema.get("properties") or ())
    return frozenset(names)


def _stripped(known: frozenset[str], value: Any, _: Any) -> Any:
    if not isinstance(value, dict) or value.keys() <= known:
        raise LookupError
    return {name: value[name] for name in value if name in known}


def _completed(spec: Spec, name: str, schema: Any, where: str, value: Any, good: Any) -> Any:
    if not isinstance(value, dict) or name in value:
        raise LookupError
    if isinstance(good, dict) and name in good:
        return {**value, name: good[name]}
    return {**value, name: sample(spec, schema, where)}


# What is missing altogether


def _missing(spec: Spec, routes: Routes, operation: Operation) -> Iterator[Mutant]:
    for parameter in operation.parameters:
        if parameter.required and parameter.place in ("query", "header"):
            yield Mutant(
                named(operation, "missing", parameter.name),
                "accepts-invalid",
                operation.key,
                pointer.join(parameter.where, "required"),
                f'{operation.key} accepts a request without "{parameter.name}".',
                partial(Missing, routes, operation.key, parameter),
            )
    body = json_body(operation)
    if body is not None and operation.body is not None and operation.body.required:
        yield Mutant(
            named(operation, "missing", "body"),
            "accepts-invalid",
            operation.key,
            pointer.join(operation.body.where, "required"),
            f"{operation.key} accepts a request without a body.",
            partial(NoBody, routes, operation.key),
        )


class Missing(Requests):
    """Gives a parameter that is missing the value that it last had."""

    def __init__(self, routes: Routes, operation: str, parameter: Parameter) -> None:
        super().__init__(routes, operation, self._completed, only_good=True)
        self._parameter = parameter
        self._good: Any = None

    def _completed(self, call: Call) -> Request | None:
        spec, name = self.routes.spec, self._parameter.name
        if self._parameter.place == "header":
            there = {key.lower(): each for key, each in call.request.headers.items()}
            if name.lower() in there:
                self._good = there[name.lower()]
                return None
            value = self._good or sample(spec, self._parameter.schema, self._parameter.schema_where)
            return with_headers(call.request, {name: str(value)})
        try:
            self._good = read(spec, self._parameter, call.request)
            return None
        except LookupError:
            value = self._good
            if value is None:
                value = sample(spec, self._parameter.schema, self._parameter.schema_where)
            return written(self._parameter, call.request, value)


class NoBody(Requests):
    """Gives a request without a body the last good one."""

    def __init__(self, routes: Routes, operation: str) -> None:
        anew = partial(renamed, routes.spec, routes.spec.operations[operation])
        super().__init__(routes, operation, self._completed, only_good=True, another=anew)
        self._good: Any = None

    def tell(self, call: Call) -> Reply | None:
        told = super().tell(call)
        if told is None and call.operation == self._operation and call.reply.ok:
            self._good = _body(call.request) or self._good
        return told

    def _completed(self, call: Call) -> Request | None:
        if call.request.body:
            return None
        part = json_body(self.routes.spec.operations[self._operation])
        if part is None:
            return None
        value = self._good or sample(self.routes.spec, part.schema, part.schema_where)
        return with_headers(with_value(call.request, value), {"Content-Type": "application/json"})


def _body(request: Request) -> Any:
    try:
        return value_of(request)
    except LookupError:
        return None
