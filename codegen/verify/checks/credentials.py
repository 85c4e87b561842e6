"""Operations that want credentials: without any, and with wrong ones, nothing is to be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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
    schemes = trial.spec.schemes
    if not operation.security or any(not each for each in operation.security):
        if schemes and any(each.security for each in trial.spec.operations.values()):
            yield "open to everybody", partial(_open, trial, operation)
        return
    wanted = {name for each in operation.security for name in each}
    found = {name: schemes.get(name, {}) for name in wanted}
    if not found or any(
        each.get("type") not in ("http", "apiKey", "oauth2", "openIdConnect")
        for each in found.values()
    ):
        return
    base = Base(trial, operation)
    base.probe()  # an open door is seen only by whom nothing else stops
    ask = partial(_refused, trial, operation, base)
    yield "no credentials", partial(ask, NOBODY, "no credentials")
    for name, scheme in sorted(found.items()):
        for word, identity in _wrong(scheme, trial.identities):
            said = f"{word} (NOBODY is {identity.told})"
            yield f"{name}: {word}", partial(ask, identity, said)


def _open(trial: Trial, operation: Operation) -> None:
    """Whom the contract asks for no credentials is not asked for any."""
    if streams(operation):
        trial.discard("it may never end")
    base = Base(trial, operation)
    base.probe()
    if base.accepted and base.mode is None:
        trial.discard(f"{operation.key} takes nothing twice")
    exchange = trial.ask(
        operation.key, **base.another(base.arguments), identity=NOBODY, conform=False
    )
    if exchange.reply.status not in (401, 403):
        return
    if base.accepted or _knows(trial, base, exchange):
        trial.broken(
            None,
            f"no credentials: answered with {exchange.reply.status}, and its security lets"
            " everybody in",
            rule="credentials",
            operation=operation.key,
            where=_where(operation, trial),
        )


def _knows(trial: Trial, base: Base, refused: Exchange) -> bool:
    """Whether the same is carried out for somebody who proves who they are, though it is not asked
    for."""
    if not base.harmless or not trial.identities:
        return False
    known = trial.identities[0]
    headers = {**refused.request.headers, **known.headers}
    if known.cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in known.cookies.items())
    again = replace(refused.request, headers=headers, identity=known)
    return trial.send(again).reply.ok


def _refused(trial: Trial, operation: Operation, base: Base, identity: Identity, word: str) -> None:
    if operation.method == "DELETE" and not (base.harmless or trial.daring):
        trial.discard("it might delete what this run has not made")
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


def _wrong(
    scheme: Mapping[str, Any], identities: Sequence[Identity]
) -> Iterator[tuple[str, Identity]]:
    """Give credentials that are none: of nobody, nearly those of somebody, and those of somebody in
    another place or under another scheme than the contract has them."""
    kind, name = scheme.get("type"), str(scheme.get("name", ""))
    if kind == "apiKey":
        place = str(scheme.get("in"))
        yield "an unknown key", _keyed(place, name, "spolvero-unknown", "spolvero-unknown")
        yield "an empty key", _keyed(place, name, "", "(nothing)")
        for word, value, told in _spoilt(identities, place, name):
            yield word, _keyed(place, name, value, told)
        for value, told in _own(identities, place, name):
            if place != "query":
                yield "a key in the query", _keyed("query", name, value, told)
            bearer = f"Bearer {value}"
            yield "a key as a bearer token", _authorized(bearer, f"Bearer {told}")
        return
    if kind == "http" and str(scheme.get("scheme", "")).lower() == "basic":
        yield "an unknown user", _authorized("Basic bm9ib2R5Om5vYm9keQ==")
        yield "malformed credentials", _authorized("Basic !")
        return
    if kind == "http" and str(scheme.get("scheme", "")).lower() != "bearer":
        return
    yield "an unknown token", _authorized("Bearer spolvero-unknown")
    yield "an empty token", _authorized("Bearer")
    for word, value, told in _spoilt(identities, "header", "Authorization"):
        yield word, _authorized(value, told)
    for value, told in _own(identities, "header", "Authorization"):
        _, _, token = value.partition(" ")
        if token:
            bare = told.replace("}", "#* }")
            yield "a token as Basic", _authorized(f"Basic {token}", f"Basic {bare}")
            yield "a token in the query", _keyed("query", "access_token", token, bare)


def _own(identities: Sequence[Identity], place: str, name: str) -> Iterator[tuple[str, str]]:
    """Give what proves who the first identity is, and how a shell writes it."""
    for identity in identities[:1]:
        values = {"header": identity.headers, "cookie": identity.cookies, "query": identity.query}
        for each, value in (values.get(place) or {}).items():
            if each.lower() == name.lower():
                yield value, f"${{{identity.variable}}}"


def _spoilt(
    identities: Sequence[Identity], place: str, name: str
) -> Iterator[tuple[str, str, str]]:
    """Give somebody's credentials, nearly, and how a shell writes them."""
    for value, told in _own(identities, place, name):
        head, space, token = value.rpartition(" ")
        if len(token) < 4:
            continue
        if value[-1].isalnum() and len(token) > 8:
            # Of a signature's last letter, some bits may say nothing (RFC 4648, 3.5).
            middle = len(value) - 4
            other = "x" if value[middle] != "x" else "y"
            spoilt = value[:middle] + other + value[middle + 1 :]
            yield "a spoilt token", spoilt, f"{told}, its last letter but three changed to {other}"
        yield "a token with more after it", f"{value}x", f"{told}x"
        yield "a token cut short", value[:-1], told.replace("}", "%?}")
        if token.swapcase() != token:
            swapped = f"{head}{space}{token.swapcase()}"
            yield "a token in other letters", swapped, f"{told}, its token's case changed over"


def _authorized(value: str, told: str = "") -> Identity:
    return Identity("nobody", {"Authorization": value}, told=told or value)


def _keyed(place: str, name: str, value: str, told: str) -> Identity:
    if place == "query":
        return Identity("nobody", {}, query={name: value}, told=told)
    if place == "cookie":
        return Identity("nobody", {}, cookies={name: value}, told=told)
    return Identity("nobody", {name: value}, told=told)
