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


def telling(exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """The steps that show what a law says of a thing: those that the last request needs, and all
    that were about the same thing. Where the last one names no thing, such as for a list, every
    step may matter. What was only asked again, and answered alike, is told once."""
    if not exchanges:
        return ()
    last = len(exchanges) - 1
    # A filter's value in the query is no name of a thing, though many answers may hold it.
    path = _in_path(exchanges[last])
    ids = {value for _, value in sources(exchanges, last) if value in path}
    kept = {last}
    for number in reversed(range(last)):
        each = exchanges[number]
        if not ids or ids & (_words(each) | set(_leaves(each))):
            kept.add(number)
    for number in reversed(range(len(exchanges))):
        if number in kept:
            kept |= {step for step, _ in sources(exchanges, number)}
    found: list[Exchange] = []
    for number in sorted(kept):
        each = exchanges[number]
        if number == last or not found or not _is_repeated(found[-1], each):
            found.append(each)
    return tuple(found)


def _is_repeated(one: Exchange, other: Exchange) -> bool:
    return (
        other.request.method == "GET"
        and one.request == other.request
        and one.reply.status == other.reply.status
        and one.reply.body == other.reply.body
    )


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


def _in_path(exchange: Exchange) -> set[str]:
    path = exchange.request.url.partition("?")[0].partition("://")[2].partition("/")[2]
    return {unquote(each) for each in path.split("/")}


def _in_url(exchange: Exchange) -> set[str]:
    path = exchange.request.url.partition("://")[2].partition("/")[2]
    return {unquote(each) for each in re.split(r"[/?&=]", path)}


def _words(exchange: Exchange) -> set[str]:
    """Every value in a request that may be an id."""
    request = exchange.request
    words = _in_url(exchange)
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
