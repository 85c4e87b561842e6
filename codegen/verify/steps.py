"""What of a sequence of requests is needed, and which step each value comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from codegen.verify.exchange import Exchange


def needed(exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """The last request, and those whose answers it, or what it needs, was made from."""
    if not exchanges:
        return ()
    kept = {len(exchanges) - 1}
    for number in reversed(range(len(exchanges))):
        if number in kept:
            kept |= {step for step, _ in sources(exchanges, number)}
    return tuple(each for number, each in enumerate(exchanges) if number in kept)


def sources(exchanges: Sequence[Exchange], number: int) -> list[tuple[int, str]]:
    """Which earlier steps gave values that a request uses, and the values."""
    used = _words(exchanges[number])
    found: dict[str, int] = {}
    for step in range(number):
        if exchanges[step].reply.ok:
            own = _words(exchanges[step])
            for value in _leaves(exchanges[step]):
                if value in used and value not in own and value not in found:
                    found[value] = step
    return [(step, value) for value, step in found.items()]


def _words(exchange: Exchange) -> set[str]:
    """Every value in a request that may be an id."""
    request = exchange.request
    url = re.split(r"[/?&=]", request.url.partition("://")[2].partition("/")[2])
    words = {unquote(each) for each in url}
    words |= {str(each) for each in request.parameters.values()}
    words |= {value.strip('"') for value in request.headers.values()}
    words |= set(_values(request.value))
    return {each for each in words if each}


def _leaves(exchange: Exchange) -> Iterator[str]:
    yield from _values(exchange.reply.json)
    for name in ("etag", "location"):
        if name in exchange.reply.headers:
            value = exchange.reply.headers[name]
            yield value.strip('"')
            yield value.rstrip("/").rpartition("/")[2]


def _values(value: Any, deep: int = 0) -> Iterator[str]:
    if isinstance(value, dict) and deep < 8:
        for each in value.values():
            yield from _values(each, deep + 1)
    elif isinstance(value, list) and deep < 8:
        for each in value:
            yield from _values(each, deep + 1)
    elif isinstance(value, (str, int)) and not isinstance(value, bool) and str(value):
        yield str(value)
