"""The values in requests and answers, and which of them can hardly be alike by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from codegen.verify.exchange import Exchange
from codegen.verify.walks import pairs

_OF_ID: Final = re.compile(
    r"(^|[_-])(id|ids|_id|uuid|guid|key|slug|token|cursor|etag|next|after|before)$"
    r"|(Id|Ids|ID|Uuid|Key|Slug|Token|Cursor)$"
)
_LONG: Final = 20
_SHORT: Final = 8

Value = tuple[str, str]
"""A name and a value: of a property, a parameter (`{name}` in a path), or a header."""


def is_telling(value: str) -> bool:
    """Whether two that are alike are so for a reason: ids, tokens, long texts."""
    if len(value) >= _LONG:
        return True
    digits = any(each.isdigit() for each in value)
    letters = any(each.isalpha() for each in value)
    mixed = value.lower() != value != value.upper() and not value.istitle()
    return len(value) >= _SHORT and " " not in value and letters and (digits or mixed)


def is_id(name: str) -> bool:
    """Whether a name is that of something that tells one thing from another."""
    return bool(_OF_ID.search(name))


def comes_from(used: Value, given: Value) -> bool:
    """Whether a value of a request stems from one of an answer, as far as names and values tell."""
    (name, value), (other, same) = used, given
    if value != same:
        return False
    if is_telling(value):
        return True
    if name.startswith("{"):
        return is_id(other) or name == f"{{{other}}}"
    return is_id(name) and is_id(other)


def asked(exchange: Exchange) -> Iterator[Value]:
    """Every value in a request that may come from an answer."""
    request = exchange.request
    path = request.url.partition("?")[0].partition("://")[2].partition("/")[2]
    names = {str(value): name for name, value in request.parameters.items()}
    for each in filter(None, map(unquote, path.split("/"))):
        # What was not made from parameters may have a value in any place.
        if each in names or not names:
            yield f"{{{names.get(each, '')}}}", each
    yield from pairs(exchange)
    proofs = set(request.identity.headers.values())
    for name, value in request.headers.items():
        if value not in proofs:
            yield ("etag" if name.lower().startswith("if-") else name), value.strip('"')
    yield from _values(request.value)


def words(exchange: Exchange) -> set[str]:
    """Every value in a request."""
    own = {str(each) for each in exchange.request.parameters.values()}
    return {value for _, value in asked(exchange)} | own


def leaves(exchange: Exchange) -> Iterator[Value]:
    """Every value in an answer."""
    yield from _values(exchange.reply.json)
    for name in ("etag", "location"):
        if name in exchange.reply.headers:
            value = exchange.reply.headers[name]
            yield "etag", value.strip('"')
            if name == "location":
                yield "id", value.rstrip("/").rpartition("/")[2]
    for link in re.findall(r"<([^>]*)>", exchange.reply.headers.get("link", "")):
        for pair in link.partition("?")[2].split("&"):
            name, _, value = pair.partition("=")
            yield name, unquote(value)


def _values(value: Any, name: str = "", deep: int = 0) -> Iterator[Value]:
    if isinstance(value, dict) and deep < 8:
        for key, each in value.items():
            yield from _values(each, key, deep + 1)
    elif isinstance(value, list) and deep < 8:
        for each in value:
            yield from _values(each, name, deep + 1)
    elif isinstance(value, (str, int)) and not isinstance(value, bool) and str(value):
        yield name, str(value)
