"""Which of somebody's credentials an operation is shown, and how (OpenAPI 3.1, 4.8.30)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import quote

from codegen.spec import Operation
from codegen.verify.exchange import Identity, Request

Place: TypeAlias = tuple[str, str]
"""Header, cookie or query, and a name there; in lower case for a header."""


def shown(operation: Operation, identity: Identity) -> Identity:
    """Somebody with what the first requirement that they can meet asks for, and nothing of the
    document's other schemes: a token where a token is taken, a cookie where only that is. They keep
    everything where they can meet none, or the document does not say what it asks for."""
    asked = [each for each in operation.security if each]
    if not asked and "security" not in operation.raw:
        return identity
    places = {name: _place(scheme) for name, scheme in operation.schemes.items()}
    has = _places(identity)
    met = (
        {places.get(name, ("", "")) for name in each}
        for each in asked
        if all(places.get(name) in has for name in each)
    )
    wanted = next(met, None)
    if wanted is None:
        if asked:
            return identity
        wanted = set()
    spare = {*places.values()} - wanted
    if not spare & has:
        return identity
    return replace(
        identity,
        headers=_without(identity.headers, "header", spare),
        cookies=_without(identity.cookies, "cookie", spare),
        query=_without(identity.query, "query", spare),
    )


def proved(request: Request, operation: Operation | None, identity: Identity) -> Request:
    """The request as somebody sends it: with what the operation is shown of their proofs, all of
    them where it is not known. A header of the same name gives way, cookies are added."""
    proves = shown(operation, identity) if operation else identity
    spare = {name.lower() for name in proves.headers} | ({"cookie"} if proves.cookies else set())
    headers = {
        name: value for name, value in request.headers.items() if name.lower() not in spare
    } | dict(proves.headers)
    if proves.cookies:
        given = [value for name, value in request.headers.items() if name.lower() == "cookie"]
        pairs = (f"{name}={value}" for name, value in proves.cookies.items())
        headers["Cookie"] = "; ".join([*given, *pairs])
    url = request.url
    for name, value in proves.query.items():
        url += f"{'&' if '?' in url else '?'}{quote(name, safe='[]')}={quote(value, safe='')}"
    return replace(request, headers=headers, url=url, identity=identity)


def _place(scheme: Mapping[str, Any]) -> Place:
    if scheme.get("type") != "apiKey":
        return "header", "authorization"
    place, name = str(scheme.get("in")), str(scheme.get("name", ""))
    return place, name.lower() if place == "header" else name


def _places(identity: Identity) -> set[Place]:
    return {
        *(("header", name.lower()) for name in identity.headers),
        *(("cookie", name) for name in identity.cookies),
        *(("query", name) for name in identity.query),
    }


def _without(values: Mapping[str, str], place: str, spare: set[Place]) -> dict[str, str]:
    return {
        name: value
        for name, value in values.items()
        if (place, name.lower() if place == "header" else name) not in spare
    }
