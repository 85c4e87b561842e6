"""What is said about a value: a default, that it is deprecated, how it is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codegen.diff.contain.gap import Gap, Local, Pair
from codegen.diff.view import type_of

if TYPE_CHECKING:
    from codegen.diff.contain.containment import Containment


def compare(whole: Containment, pair: Pair, found: Local) -> None:
    """Tell what differs of it; no value is unfit by that."""
    at = next(iter(pair[0]), ""), next(iter(pair[1]), "")
    sent, taken = _named(whole, pair, "default")
    old, new = (taken, sent) if whole.is_reply else (sent, taken)
    if (type_of(old), old) != (type_of(new), new):
        found.notes.append(Gap("default", *at, old, new))
    flags = whole.sent.says(pair[0], "deprecated"), whole.taken.says(pair[1], "deprecated")
    dates = _named(whole, pair, "x-sunset")
    # Old and new, not sent and taken.
    (before, after), (was, now) = (flags[::-1], dates[::-1]) if whole.is_reply else (flags, dates)
    if before != after or was != now:
        found.notes.append(Gap("life", *at, (before, was), (after, now)))
    told, tells = _named(whole, pair, "discriminator")
    if isinstance(told, dict) and isinstance(tells, dict):
        gone = [n for n in told.get("mapping") or () if n not in (tells.get("mapping") or ())]
        if not tells.get("mapping"):
            gone = []  # names of schemas serve
        name = told.get("propertyName")
        if gone or name != tells.get("propertyName"):
            found.notes.append(Gap("discriminator", *at, gone or name, tells.get("propertyName")))


def _named(whole: Containment, pair: Pair, word: str) -> tuple[Any, Any]:
    return whole.sent.named(pair[0], word), whole.taken.named(pair[1], word)
