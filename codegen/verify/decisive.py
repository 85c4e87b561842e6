"""Which requests of a finding its sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from codegen.verify.exchange import Exchange
from codegen.verify.finding import Finding
from codegen.verify.origin import asked, is_id, is_telling, leaves
from codegen.verify.walks import pairs, walks

_MOST: Final = 3
_OF_ONE: Final = ("reply.", "request.", "protocol.", "crash", "credentials")
"""Rules whose sentence speaks of one answer alone."""


def decisive(finding: Finding) -> tuple[int, ...]:
    """The steps (from 0) that show it best, at most three: those in which most of what the sentence
    names is found. The last one, where the sentence names nothing."""
    exchanges = finding.exchanges
    if not exchanges:
        return ()
    last = len(exchanges) - 1
    if finding.rule.startswith(_OF_ONE):
        # After the one that shows it, others may have been asked to make sure.
        told = set(re.findall(r"\b[1-5]\d\d\b", finding.message))
        return (max((n for n in range(last + 1) if _status(exchanges[n]) in told), default=last),)
    named = [_named(finding.message, each) for each in exchanges]
    common = set.intersection(*(set(each) for each in named))
    found: list[int] = []
    covered: set[str] = set(common)
    while len(found) < _MOST:
        gains = [
            sum(weight for word, weight in each.items() if word not in covered) for each in named
        ]
        best = max(range(len(gains)), key=lambda step: (gains[step], step))
        if gains[best] < (2 if found else 1):
            break
        found.append(best)
        covered |= set(named[best])
    if not found or not _is_aside(exchanges, named, found):
        found.append(last)
    return tuple(sorted(set(found)))


def _is_aside(
    exchanges: Sequence[Exchange], named: Sequence[dict[str, int]], found: Sequence[int]
) -> bool:
    """Whether the last step is none that the sentence speaks of: it goes on with a reading of which
    another page was found, is of an operation that is not named beside others that are, or is a
    reading of another kind."""
    last = len(exchanges) - 1
    if any(last in walk and set(walk) & set(found) for walk in walks(exchanges)):
        return True
    spoken = [exchanges[step].request.operation in named[step] for step in found]
    if all(spoken) and exchanges[last].request.operation not in named[last]:
        return True
    if exchanges[last].request.method != "GET":
        return False
    chosen = {word for step in found for word in named[step] if "=" in word}
    return bool(chosen) and not chosen & set(named[last])


def _named(message: str, exchange: Exchange) -> dict[str, int]:
    """What the sentence names of a request and its answer, and how much it says."""
    found: dict[str, int] = {}
    for name, value in pairs(exchange):
        if re.search(rf"\b{re.escape(name)}[= ]\"?{re.escape(value)}(?![\w-])", message):
            found[f"{name}={value}"] = 2
    for part in (exchange.request.operation, exchange.request.identity.name):
        if part and re.search(rf"(?<![\w/]){re.escape(part)}(?![\w/])", message):
            found[part] = 2 if part == exchange.request.operation else 1
    spoken = {each.strip(",;:.()\"'`") for each in message.split()}
    spoken |= set(re.findall(r'"([^"]*)"', message))
    given = [*leaves(exchange)]
    query = pairs(exchange)  # told above, with its name: a number alone may be any
    sent = {value for name, value in asked(exchange) if (name, value) not in query}
    has = sent | {value for _, value in given} | {_status(exchange)}
    shown = {value for name, value in given if is_id(name)}
    items = shown & set(re.findall(r"\bitem ([^\s,;]+)", message))
    for word in spoken & has:
        found[word] = max(found.get(word, 0), 3 if is_telling(word) or word in items else 1)
    return found


def _status(exchange: Exchange) -> str:
    return str(exchange.reply.status)
