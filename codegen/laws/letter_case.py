"""Words by which upper and lower case are alike."""

import re
from typing import Final

_ALIKE: Final = re.compile(
    r"\bcase[- ]?insensitiv"
    r"|\b(ignor(es?|ed|ing)|disregard(s|ed|ing)?|regardless of|irrespective of"
    r"|without regard (to|for)|independent(ly)? of) (the )?(letter[- ]?)?case\b"
    r"|\bcase (is|are) (ignored|disregarded|not significant|irrelevant)"
    r"|\bcase (does not|doesn't) matter"
    r"|\bupper[- ]?(case)? and lower[- ]?case (letters )?(are|count as) (alike|equal|the same)"
    r"|\b(part|text|words?|letters|name|title)\b[^:]*\bin any case$",
    re.IGNORECASE,
)
_PERHAPS: Final = re.compile(
    r"\b(not|never) case[- ]?insensitiv|\bcase[- ]?sensitiv|\b(if|unless|except|when)\b",
    re.IGNORECASE,
)


def ignores_case(words: str) -> bool:
    """Whether words say it without a condition."""
    return any(
        _ALIKE.search(each.strip()) is not None and _PERHAPS.search(each) is None
        for each in re.split(r"[.;\n]", words)
    )
