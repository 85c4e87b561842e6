"""Lengths, patterns and formats of texts."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from codegen.diff.contain.two import Two
from codegen.diff.values import texts

_WIDER: Final[dict[str, frozenset[str]]] = {
    "email": frozenset({"idn-email"}),
    "hostname": frozenset({"idn-hostname"}),
    "uri": frozenset({"uri-reference", "iri", "iri-reference", "url"}),
    "uri-reference": frozenset({"iri-reference"}),
    "iri": frozenset({"iri-reference"}),
    "int32": frozenset({"int64"}),
    "float": frozenset({"double"}),
}
"""Formats all of whose values have these formats too."""
_NO_FORMATS: Final = frozenset({"password", "binary", "string", "text"})
"""Formats that say nothing about the characters."""


def compare(two: Two) -> None:
    """Tell what the taker says of characters and the sender does not."""
    one, other = two.one, two.other
    least, least_now = one.least("minLength") or 0, other.least("minLength") or 0
    if least_now > least:
        _gap(two, "min-length", least, least_now, (int(least_now) - 1, int(least)), "minLength")
    most, most_now = one.most("maxLength"), other.most("maxLength")
    if most_now is not None and (most is None or most > most_now):
        top = () if most is None else (int(most),)
        _gap(two, "max-length", most, most_now, (int(most_now) + 1, *top), "maxLength")
    have = one.said("pattern")
    for text in other.said("pattern"):
        if text not in have:
            _gap(two, "pattern", have or None, text, (), "pattern", False)
    own = one.said("format")
    for name in other.said("format"):
        if name in own or name in _NO_FORMATS:
            continue
        if not any(name in _WIDER.get(str(each), ()) for each in own):
            _gap(two, "format", own or None, name, (), "format", False)
    _notes(two)


def _gap(
    two: Two,
    kind: str,
    was: Any,
    now: Any,
    lengths: tuple[int, ...],
    word: str,
    is_exact: bool = True,
) -> None:
    two.gap(kind, was, now, lambda: islice(texts(two.one, lengths), 40), word, is_exact=is_exact)


def _notes(two: Two) -> None:
    one, other = two.one, two.other
    for word in ("contentMediaType", "contentEncoding", "contentSchema"):
        was, now = one.said(word), other.said(word)
        if now and was != now:
            two.note("content", was or None, now, word)
            break
    word = "x-extensible-enum"
    mine, theirs = ([e for e in each.said(word) if isinstance(e, list)] for each in (one, other))
    if mine and theirs:
        gone = [each for each in mine[0] if each not in theirs[0]]
        if gone:
            two.note("extensible", gone, theirs[0], word)
