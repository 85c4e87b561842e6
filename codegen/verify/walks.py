"""Lists that were read page by page, in a sequence of requests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from codegen.verify.exchange import Exchange

_OF_PLACE: Final = re.compile(
    r"page|offset|skip|start|cursor|token|marker|after|before|continu|next|from", re.IGNORECASE
)
_OF_SIZE: Final = re.compile(r"size|limit|count|per", re.IGNORECASE)


def pairs(exchange: Exchange) -> list[tuple[str, str]]:
    """The names and values of a request's query."""
    return parse_qsl(urlsplit(exchange.request.url).query, keep_blank_values=True)


def walks(exchanges: Sequence[Exchange]) -> list[list[int]]:
    """The steps that read one list, page after page; what is no such step is a walk of its own."""
    found: list[list[int]] = []
    for number, each in enumerate(exchanges):
        before = found[-1] if found else []
        if (
            before
            and _walk(exchanges[before[0]]) == _walk(each)
            and _walk(each)[0] == "GET"
            and each.request.url not in {exchanges[step].request.url for step in before}
        ):
            before.append(number)
        else:
            found.append([number])
    return found


def _walk(exchange: Exchange) -> tuple[object, ...]:
    """What all pages of one reading have alike."""
    request = exchange.request
    rest = tuple(
        (name, value)
        for name, value in pairs(exchange)
        if not _OF_PLACE.search(name) or _OF_SIZE.search(name)
    )
    return request.method, request.url.partition("?")[0], request.identity.name, rest
