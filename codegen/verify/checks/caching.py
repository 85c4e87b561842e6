"""Answers say how long, and by whom, they may be kept (RFC 9111, 5.2; RFC 9110, 12.5.5)."""

from __future__ import annotations

import uuid
from typing import Any

from codegen.laws.law import Caching
from codegen.spec import Operation
from codegen.verify.exchange import NOBODY, Exchange
from codegen.verify.thing import arguments
from codegen.verify.trial import Trial, checks


@checks(Caching)
def says_so(trial: Trial, law: Caching) -> None:
    """Ask for an answer of this status, and look at its headers."""
    operation = trial.spec.operations[law.operation]
    exchange = _answer(trial, law, operation)
    reply = exchange.reply
    wanted = law.status.upper()
    if wanted not in (str(reply.status), f"{reply.status // 100}XX", "DEFAULT"):
        trial.discard(
            f"{law.operation} answered {reply.status} and not {law.status}, of which the headers"
            " are declared"
        )
    control = reply.headers.get("cache-control")
    held = _directives(control or "")
    for directive in law.directives:
        name, value = _directive(directive)
        if name not in held or (value is not None and held[name] != value):
            shown = "none" if control is None else control
            trial.broken(
                law,
                f"{law.operation} answers {reply.status} with Cache-Control: {shown}; expected "
                f"{', '.join(law.directives)}",
            )
    vary = {each.strip().lower() for each in reply.headers.get("vary", "").split(",")}
    for each in law.vary:
        if each.lower() not in vary and "*" not in vary:
            trial.broken(
                law,
                f"{law.operation} answers {reply.status} with Vary: "
                f"{reply.headers.get('vary', 'none')}; expected {', '.join(law.vary)}",
            )


def _answer(trial: Trial, law: Caching, operation: Operation) -> Exchange:
    """An exchange that most likely has the status."""
    given = arguments(trial, operation)
    if law.status == "401":
        return trial.ask(operation.key, **given, identity=NOBODY)
    if law.status == "404" and given.get("path"):
        given["path"] = {name: _nobodys(value) for name, value in given["path"].items()}
    if law.status == "304":
        first = trial.ask(operation.key, **given)
        tag = first.reply.headers.get("etag")
        if tag is None:
            trial.discard(
                f"{operation.key} answers without an ETag, so it was never asked with one"
            )
        given["headers"] = {**(given.get("headers") or {}), "If-None-Match": tag}
    if law.status == "206":
        given["headers"] = {**(given.get("headers") or {}), "Range": "bytes=0-0"}
    return trial.ask(operation.key, **given)


def _nobodys(value: Any) -> Any:
    """An id of the same kind that nothing has."""
    return 2**31 - 2 if isinstance(value, int) else str(uuid.uuid4())


def _directives(header: str) -> dict[str, str | None]:
    return dict(_directive(each) for each in header.split(",") if each.strip())


def _directive(text: str) -> tuple[str, str | None]:
    name, found, value = text.strip().partition("=")
    return name.strip().lower(), value.strip().strip('"') if found else None
