"""Whether a request may succeed: on a live server a check changes only what it made itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from codegen.laws.law import Laws, Maker, Safe
from codegen.laws.words import snake
from codegen.spec import Operation, Spec
from codegen.verify.changes.samples import merged
from codegen.verify.changes.schemas import inside
from codegen.verify.changes.spot import Spot
from codegen.verify.changes.wire import body_schema
from codegen.verify.exchange import Request
from codegen.verify.paths import path_names, path_to
from codegen.verify.trial import Trial

_READING: Final = ("GET", "HEAD", "OPTIONS", "QUERY")
_DRY: Final = re.compile(
    r"(is_?)?(dry_?run|(validat(e|ion)|check)_?only|simulat(e|ion)(_?only)?|what_?if)"
)
DRY_RUN: Final = re.compile(r"(is_?)?(dry_?run|(validat(e|ion)|check)_?only)")
"""Names that mean one thing. Others, such as `simulation`, may be what a thing is."""
_RUINOUS: Final = (
    *("logout", "logoff", "signout", "revoke", "purge", "password", "reset", "shutdown", "restart"),
    *("wipe", "clear", "empty", "disable", "deactivate", "close", "terminate", "rotate"),
)
"""Words in the path of an operation that may end what this run has not begun."""


def harmless(trial: Trial, operation: Operation, arguments: Mapping[str, Any]) -> bool:
    """Whether this operation only reads, makes something new, is aimed at what was made here, or
    does something that names nothing: not in earnest where it can only be tried, and not where it
    sounds ruinous."""
    if streams(operation):
        return False
    if operation.method in _READING:
        return True
    if any(isinstance(law, Safe) for law in trial.laws.of(operation.key)):
        return True
    if any(maker.make == operation.key for maker in trial.laws.makers):
        return True
    switch = dry_run(trial.spec, operation, arguments)
    if switch is not None:
        return switch.get(arguments) is True or aimed(trial, operation, arguments)
    if not path_names(operation) and is_harmless(operation, trial.laws):
        return trial.daring or not is_ruinous(operation)
    return aimed(trial, operation, arguments)


def is_ruinous(operation: Operation) -> bool:
    """Whether it may, by its name, end what this run has not begun."""
    words = operation.path.lower().replace("-", "").replace("_", "").rpartition("}")[2]
    return any(each in words for each in _RUINOUS)


def is_harmless(operation: Operation, laws: Laws) -> bool:
    """Whether it can be called without touching what this run did not make, or ending a session."""
    last = operation.path.rstrip("/").rpartition("/")[2].lower().replace("-", "").replace("_", "")
    if last in ("logout", "signout", "logoff"):
        return False
    if operation.method != "DELETE":
        return True
    names = {name for maker in laws.makers for name in maker.names}
    return any(
        each.place == "path" and (each.name in names or path_to(operation, each.name) in names)
        for each in operation.parameters
    )


def dry_run(spec: Spec, operation: Operation, arguments: Mapping[str, Any]) -> Spot | None:
    """Where a request says that it is only to be tried: a boolean in the query, or of the body,
    that is called so."""
    for parameter in operation.parameters:
        if parameter.place == "query" and _is_switch(spec, parameter.name, parameter.schema_where):
            return Spot("query", parameter.name)
    where = body_schema(operation, arguments)
    body = arguments.get("body")
    if where is not None and isinstance(body, dict):
        for name in merged(spec, (where,), body).get("properties") or {}:
            if _is_switch(spec, name, *inside(spec, (where,), body, name)):
                return Spot("body", steps=(name,))
    return None


def is_tried(request: Request) -> bool:
    """Whether a request says, by a name that means nothing else, that it is only to be tried."""
    body = request.value if isinstance(request.value, dict) else {}
    return any(
        value is True and DRY_RUN.fullmatch(snake(name))
        for name, value in (*request.parameters.items(), *body.items())
    )


def _is_switch(spec: Spec, name: str, *schemas: str) -> bool:
    called = name.replace("-", "_").lower()
    return bool(_DRY.fullmatch(called)) and merged(spec, schemas).get("type") == "boolean"


def aimed(trial: Trial, operation: Operation, arguments: Mapping[str, Any]) -> bool:
    """Whether each path parameter names something that was made in this run."""
    names = path_names(operation)
    made = _made(trial)
    path = arguments.get("path") or {}
    return bool(names) and all(
        maker_of(trial.laws, operation, name) is not None or str(path.get(name)) in made
        for name in names
    )


def maker_of(laws: Laws, operation: Operation, name: str) -> Maker | None:
    """What makes the thing that a path parameter names."""
    before, brace, _ = operation.path.partition("{" + name + "}")
    for wanted in (before + brace, name):
        for maker in laws.makers:
            if wanted in maker.names:
                return maker
    return None


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
