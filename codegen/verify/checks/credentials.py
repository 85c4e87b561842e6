"""Operations that want credentials: without any, and with wrong ones, nothing is to be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from codegen import pointer
from codegen.spec import Operation
from codegen.verify.changes.base import Base
from codegen.verify.changes.harmless import streams
from codegen.verify.exchange import NOBODY, Exchange, Identity
from codegen.verify.trial import Case, Trial, checks_operation


@checks_operation
def credentials(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Give a case for each way of not having what the operation asks for."""
    schemes = trial.spec.document.get("components", {}).get("securitySchemes") or {}
    if not operation.security or any(not each for each in operation.security):
        return
    wanted = {name for each in operation.security for name in each}
    found = {name: trial.spec.resolve(schemes.get(name) or {}, "")[0] for name in wanted}
    if not found or any(
        each.get("type") not in ("http", "apiKey", "oauth2", "openIdConnect")
        for each in found.values()
    ):
        return
    base = Base(trial, operation)
    ask = partial(_refused, trial, operation, base)
    yield "no credentials", partial(ask, NOBODY, "no credentials")
    for name, scheme in sorted(found.items()):
        for word, identity in _wrong(scheme, trial.identities):
            yield f"{name}: {word}", partial(ask, identity, word)


def _refused(trial: Trial, operation: Operation, base: Base, identity: Identity, word: str) -> None:
    arguments = base.another(base.arguments)
    before = _state(trial, operation, base)
    exchange = trial.ask(operation.key, **arguments, identity=identity, conform=False)
    where = _where(operation, trial)
    status = exchange.reply.status
    if exchange.reply.ok:
        trial.broken(
            None,
            f"{word}: answered with {status}, expected 401 or 403",
            rule="credentials",
            operation=operation.key,
            where=where,
        )
    if status >= 500:
        trial.broken(
            None,
            f"{word}: answered with {status}, expected 401 or 403",
            rule="crash",
            operation=operation.key,
            where=operation.where,
        )
    if streams(operation):
        return
    trial.ask(operation.key, **arguments, identity=identity)
    after = _state(trial, operation, base)
    if before is not None and before.reply.ok and after is not None and _changed(before, after):
        trial.broken(
            None,
            f"{word}: answered with {status}, and yet it was carried out",
            rule="credentials",
            operation=operation.key,
            where=where,
        )


def _state(trial: Trial, operation: Operation, base: Base) -> Exchange | None:
    """What is there to be deleted, as its own path shows it."""
    if operation.method != "DELETE":
        return None
    for other in trial.spec.operations.values():
        if other.path == operation.path and other.method == "GET" and not streams(other):
            path = base.arguments.get("path") or {}
            return trial.ask(other.key, path=path, conform=False)
    return None


def _changed(before: Exchange, after: Exchange) -> bool:
    return before.reply.ok and after.reply.status in (404, 410)


def _where(operation: Operation, trial: Trial) -> str:
    if "security" in operation.raw:
        return pointer.join(operation.where, "security")
    return "/security"


def _wrong(scheme: Mapping[str, Any], identities: Any) -> Iterator[tuple[str, Identity]]:
    """Give credentials that are none: of nobody, and those of somebody with a letter changed."""
    kind, name = scheme.get("type"), str(scheme.get("name", ""))
    if kind == "apiKey":
        spoilt = _spoilt(identities, str(scheme.get("in")), name)
        for word, value in (("an unknown key", "spolvero-unknown"), *spoilt):
            yield word, _keyed(str(scheme.get("in")), name, value)
        return
    if kind == "http" and str(scheme.get("scheme", "")).lower() == "basic":
        yield "an unknown user", Identity("nobody", {"Authorization": "Basic bm9ib2R5Om5vYm9keQ=="})
        yield "malformed credentials", Identity("nobody", {"Authorization": "Basic !"})
        return
    if kind == "http" and str(scheme.get("scheme", "")).lower() != "bearer":
        return
    yield "an unknown token", Identity("nobody", {"Authorization": "Bearer spolvero-unknown"})
    yield "an empty token", Identity("nobody", {"Authorization": "Bearer"})
    for word, value in _spoilt(identities, "header", "Authorization"):
        yield word, Identity("nobody", {"Authorization": value})


def _spoilt(identities: Any, place: str, name: str) -> Iterator[tuple[str, str]]:
    """Give somebody's credentials with their last letter changed. It is no longer a secret."""
    for identity in identities[:1]:
        values = {"header": identity.headers, "cookie": identity.cookies, "query": identity.query}
        for each, value in (values.get(place) or {}).items():
            if each.lower() == name.lower() and len(value) > 8 and value[-1].isalnum():
                # Of a signature's last letter, some bits may say nothing (RFC 4648, 3.5).
                middle = len(value) - 4
                other = "x" if value[middle] != "x" else "y"
                yield "a spoilt token", value[:middle] + other + value[middle + 1 :]


def _keyed(place: str, name: str, value: str) -> Identity:
    if place == "query":
        return Identity("nobody", {}, query={name: value})
    if place == "cookie":
        return Identity("nobody", {}, cookies={name: value})
    return Identity("nobody", {name: value})
