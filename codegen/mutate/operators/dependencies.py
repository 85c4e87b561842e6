"""Servers that do not hold to dependencies between parameters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from codegen.laws.law import Dependency, Presence
from codegen.mutate.changed import given, header, value_of, with_headers, with_parameter, with_value
from codegen.mutate.lies import Refusals, Requests
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.things import get, put, without
from codegen.mutate.told import made_up, refusal

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply, Request


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each dependency not minded, and, between parameters of a GET's query, minded where it is
    kept: of a body that keeps it no contract says that no other rule is broken."""
    routes = Routes(spec)
    for law in laws.laws:
        if not isinstance(law, Dependency):
            continue
        operation = spec.operations[law.operation]
        names = "-".join(part.parameter.rpartition("#")[2].lstrip("/") for part in law.parts)
        yield Mutant(
            named(operation, law.rule, "ignored", names),
            "dependencies",
            law.operation,
            law.where,
            f"{law.operation} does not mind that {_said(law)}.",
            partial(Requests, routes, law.operation, partial(_mended, spec, law), only_good=True),
            law.kind,
        )
        plain = operation.method == "GET" and not any("#" in each.parameter for each in law.parts)
        if plain and law.rule not in ("compares", "zero_or_one"):
            yield Mutant(
                named(operation, law.rule, "refused", names),
                "dependencies",
                law.operation,
                law.where,
                f"{law.operation} refuses a request although {_said(law)}.",
                partial(Refusals, routes, law.operation, partial(_refused, spec, law)),
                law.kind,
            )


def _said(law: Dependency) -> str:
    names = [f'"{part.parameter}"' for part in law.parts]
    several = " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
    return {
        "requires": f"{names[0]} needs {' and '.join(names[1:])}",
        "or": f"one of {several} is needed",
        "only_one": f"exactly one of {several} is needed",
        "all_or_none": f"{several} go together",
        "zero_or_one": f"{several} exclude each other",
        "compares": f"{names[0]} is {law.relation} {names[-1]}",
    }[law.rule]


def value(request: Request, parameter: str) -> Any:
    """What a request says for a parameter or a property of its body; LookupError for nothing."""
    if parameter.startswith("body#"):
        return get(value_of(request), parameter.removeprefix("body#"))
    found = given(request, parameter)
    if found is None:
        found = header(request, parameter)
    if found is None:
        raise LookupError(parameter)
    return found


def is_given(request: Request, part: Presence) -> bool:
    """Whether a request gives it, with one of the values that count."""
    try:
        said = value(request, part.parameter)
    except LookupError:
        return False
    return not part.values or said in part.values or str(said) in map(str, part.values)


def _with(request: Request, parameter: str, new: Any) -> Request:
    if parameter.startswith("body#"):
        where = parameter.removeprefix("body#")
        body = value_of(request)
        return with_value(request, without(body, where) if new is None else put(body, where, new))
    if given(request, parameter) is not None or new is not None:
        return with_parameter(request, parameter, None if new is None else str(new))
    return with_headers(request, {parameter: None})


def is_kept(law: Dependency, request: Request) -> bool:
    """Whether a request keeps the dependency; comparisons are not carried out."""
    there = [is_given(request, part) for part in law.parts]
    if law.rule == "requires":
        return not there[0] or all(there[1:])
    if law.rule == "or":
        return any(there)
    if law.rule == "only_one":
        return sum(there) == 1
    if law.rule == "all_or_none":
        return all(there) or not any(there)
    return sum(there) <= 1


def _mended(spec: Spec, law: Dependency, call: Call) -> Request | None:
    if str(call.reply.status) not in law.refused:
        return None
    request, there = call.request, [part for part in law.parts if is_given(call.request, part)]
    try:
        if law.rule == "compares" and len(there) >= 2:
            one, two = there[0].parameter, there[-1].parameter
            first, second = value(request, one), value(request, two)
            if first == second:
                return _with(request, two, None)
            return _with(_with(request, one, second), two, first)
        if is_kept(law, request) or law.rule == "compares":
            return None
        if law.rule == "requires":
            return _with(request, law.parts[0].parameter, None)
        if law.rule in ("only_one", "zero_or_one") and there:
            for part in there[1:]:
                request = _with(request, part.parameter, None)
            return request
        if law.rule == "all_or_none":
            for part in there:
                request = _with(request, part.parameter, None)
            return request
    except LookupError:
        return None
    return _completed(spec, law, request)


def _completed(spec: Spec, law: Dependency, request: Request) -> Request | None:
    """The request with the first of the parts that it needs one of."""
    from codegen.mutate.asked import json_body
    from codegen.mutate.sample import sample
    from codegen.mutate.things import inside

    operation = spec.operations[law.operation]
    part = law.parts[0]
    try:
        if part.parameter.startswith("body#"):
            body = json_body(operation)
            if body is None:
                return None
            where = inside(
                spec, body.schema, body.schema_where, part.parameter.removeprefix("body#")
            )
            new = part.values[0] if part.values else sample(spec, {"$ref": f"#{where}"}, where)
            return _with(request, part.parameter, new)
        declared = operation.parameter(part.parameter)
        if declared is None:
            return None
        new = (
            part.values[0] if part.values else sample(spec, declared.schema, declared.schema_where)
        )
        return _with(request, part.parameter, new)
    except LookupError:
        return None


def _refused(spec: Spec, law: Dependency, call: Call) -> Reply | None:
    there = [is_given(call.request, part) for part in law.parts]
    wanted = sum(there) >= 1 if law.rule in ("or", "only_one") else all(there)
    declared = refusal(spec, spec.operations[law.operation])
    if not wanted or not is_kept(law, call.request) or declared is None:
        return None
    return made_up(spec, declared[1], declared[0])
