"""What a path template says: its parameters, its nouns, and whether it ends in a thing."""

import re
from typing import Final

from codegen.laws.words import singular

_PARAMETER: Final = re.compile(r"\{([^{}]+)\}")


def plain(path: str) -> str:
    """A path without the slash at its end, which some write and which means nothing."""
    return path.rstrip("/")


def path_parameters(path: str) -> list[tuple[str, str]]:
    """The parameters in a path, each with the path up to and with it."""
    whole = plain(path)
    return [(each[1], whole[: each.end()]) for each in _PARAMETER.finditer(whole)]


def last_parameter(path: str) -> str | None:
    """The parameter that is the whole last segment, if the segment before is a word."""
    head, _, last = plain(path).rpartition("/")
    found = _PARAMETER.fullmatch(last)
    before = head.rpartition("/")[2]
    return found[1] if found and before and "{" not in before else None


def noun_of(path: str) -> str:
    """The noun of a path: its last word, in the singular."""
    for part in reversed(path.split("/")):
        if part and "{" not in part:
            return singular(part)
    return ""
